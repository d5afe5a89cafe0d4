import { attr, attributes } from "../../codec/attributes.js";
import { bytes } from "../../codec/bytes.js";
import type { Codec, Infer, InferInput, InferList } from "../../codec/codec.js";
import { be16, be32, u8, u32 } from "../../codec/integers.js";
import { nested } from "../../codec/nested.js";

/** LWTUNNEL_IP_OPT_GENEVE_* from linux/lwtunnel.h. */
export const geneveOptionAttributes = attributes("LWTUNNEL_IP_OPT_GENEVE", {
  class: attr(1, be16),
  type: attr(2, u8),
  data: attr(3, bytes), // a multiple of four bytes
});

/** LWTUNNEL_IP_OPT_VXLAN_* from linux/lwtunnel.h. */
export const vxlanOptionAttributes = attributes("LWTUNNEL_IP_OPT_VXLAN", {
  gbp: attr(1, u32),
});

/** LWTUNNEL_IP_OPT_ERSPAN_* from linux/lwtunnel.h. */
export const erspanOptionAttributes = attributes("LWTUNNEL_IP_OPT_ERSPAN", {
  ver: attr(1, u8),
  index: attr(2, be32), // version 1
  dir: attr(3, u8), // version 2, as is the next
  hwid: attr(4, u8),
});

/** LWTUNNEL_IP_OPTS_* from linux/lwtunnel.h, one attribute at a time: see `ipEncapOptions` for the plain view. */
export const ipEncapOptionAttributes = attributes("LWTUNNEL_IP_OPTS", {
  geneve: attr(
    1,
    nested(() => geneveOptionAttributes),
  ),
  vxlan: attr(
    2,
    nested(() => vxlanOptionAttributes),
  ),
  erspan: attr(
    3,
    nested(() => erspanOptionAttributes),
  ),
});

/** A Geneve option. */
export type GeneveOption = Infer<typeof geneveOptionAttributes>;

/** The options of a tunnel's packets, of one kind of tunnel. */
export interface IpEncapOptions {
  geneve?: GeneveOption[];
  vxlan?: Infer<typeof vxlanOptionAttributes>;
  erspan?: Infer<typeof erspanOptionAttributes>;
}

/** For encoding. */
export interface IpEncapOptionsInput {
  readonly geneve?: readonly InferInput<typeof geneveOptionAttributes>[] | undefined;
  readonly vxlan?: InferInput<typeof vxlanOptionAttributes> | undefined;
  readonly erspan?: InferInput<typeof erspanOptionAttributes> | undefined;
}

type OptionList = InferList<typeof ipEncapOptionAttributes>;

/**
 * The Geneve options of a nest. The kernel takes one from each nest, and sends all in one, where every class, or
 * whatever comes again, begins the next.
 */
function optionsIn(list: InferList<typeof geneveOptionAttributes>): GeneveOption[] {
  const options: GeneveOption[] = [];
  let option: GeneveOption | undefined;
  for (const entry of list) {
    if (entry.name === undefined) continue;
    if (option === undefined || entry.name in option) {
      option = {};
      options.push(option);
    }
    if (entry.name === "class") option.class = entry.value;
    else if (entry.name === "type") option.type = entry.value;
    else option.data = entry.value;
  }
  return options;
}

/** LWTUNNEL_IP_OPTS and LWTUNNEL_IP6_OPTS: the plain view has all Geneve options in one array. */
export const ipEncapOptions: Codec<IpEncapOptions, OptionList, IpEncapOptionsInput | OptionList> = {
  name: "LWTUNNEL_IP_OPTS",
  nested: true,
  decode(reader, start, end) {
    const { vxlan, erspan } = ipEncapOptionAttributes.decode(reader, start, end);
    const value: IpEncapOptions = {};
    for (const entry of ipEncapOptionAttributes.decodeList(reader, start, end)) {
      if (entry.name !== "geneve") continue;
      for (const option of optionsIn(entry.value)) {
        value.geneve ??= [];
        value.geneve.push(option);
      }
    }
    if (vxlan !== undefined) value.vxlan = vxlan;
    if (erspan !== undefined) value.erspan = erspan;
    return value;
  },
  decodeList: (reader, start, end) => ipEncapOptionAttributes.decodeList(reader, start, end),
  encode(writer, value) {
    if (isList(value)) {
      ipEncapOptionAttributes.encode(writer, value);
      return;
    }
    const { geneve, ...others } = value;
    for (const option of geneve ?? []) ipEncapOptionAttributes.encode(writer, { geneve: option });
    ipEncapOptionAttributes.encode(writer, others);
  },
  inside: (reader, start, end) => ipEncapOptionAttributes.inside?.(reader, start, end) ?? [],
  lineOf: (type) => ipEncapOptionAttributes.lineOf?.(type),
};

function isList(value: IpEncapOptionsInput | OptionList): value is OptionList {
  return Array.isArray(value);
}
