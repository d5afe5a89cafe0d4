import type { AttributeSet } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { type Cases, type Choice, chosen } from "../codec/choice.js";
import type { AnyCodec, Codec, Infer, InferInput, InferList } from "../codec/codec.js";
import { text } from "../codec/text.js";
import { linkKinds, linkPortKinds, linkXstatsKinds } from "./kinds/index.js";

type Each<C extends Cases> = ReturnType<C[keyof C]>;

/**
 * What a sibling names the kind of. The kinds come by a function, because they contain links: then it does not matter
 * which of the modules is loaded first.
 */
/* @__NO_SIDE_EFFECTS__ */
function ofKind<C extends Cases>(
  by: string,
  kinds: () => C,
): Codec<Infer<Each<C>> | Uint8Array, InferList<Each<C>> | Uint8Array, InferInput<Each<C>> | Uint8Array> {
  const codec: AnyCodec = chosen((_header, kind) => {
    const known: Cases = kinds();
    return typeof kind === "string" && Object.hasOwn(known, kind) ? known[kind]?.() : undefined;
  }, `choice by ${by}`);
  return { ...codec, by };
}

/** The same, where a check of the sibling narrows the type. */
/* @__NO_SIDE_EFFECTS__ */
function choiceOfKind<const By extends string, C extends Cases>(by: By, kinds: () => C): Choice<By, C> {
  return {
    ...ofKind(by, kinds),
    by,
    get cases() {
      return kinds();
    },
  };
}

const declared = {
  kind: attr(1, text()),
  data: attr(
    2,
    choiceOfKind("kind", () => linkKinds),
  ),
  xstats: attr(
    3,
    ofKind("kind", () => linkXstatsKinds),
  ),
  slaveKind: attr(4, text()),
  slaveData: attr(
    5,
    choiceOfKind("slaveKind", () => linkPortKinds),
  ),
};

/** Named, so that declarations and hovers of what contains it stay short. */
export interface LinkinfoAttributes extends AttributeSet<typeof declared> {}

/**
 * IFLA_INFO_* from linux/if_link.h: what kind of link it is, what is peculiar to that, and the same for the kind of
 * which it is a port.
 *
 * @example
 * if (linkinfo?.kind === "vxlan") linkinfo.data?.id;
 */
export const linkinfoAttributes: LinkinfoAttributes = attributes("IFLA_INFO", declared);
