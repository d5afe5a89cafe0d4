import type { Infer } from "../../codec/codec.js";
import type { bpfEncapAttributes } from "../../route/encap/bpf.js";
import { type EncapCases, encapType } from "../../route/encap/encap.js";
import { type ioam6EncapAttributes, ioam6Mode } from "../../route/encap/ioam6.js";
import { type ip6EncapAttributes, type ipEncapAttributes, tunnelOptionFlags } from "../../route/encap/ip.js";
import type { mplsEncapAttributes } from "../../route/encap/mpls.js";
import type { rplEncapAttributes } from "../../route/encap/rpl.js";
import { type seg6EncapAttributes, seg6Mode } from "../../route/encap/seg6.js";
import { seg6LocalAction, type seg6LocalAttributes } from "../../route/encap/seg6-local.js";
import type { xfrmEncapAttributes } from "../../route/encap/xfrm.js";
import {
  type Check,
  compareField,
  each,
  expectShown,
  type Field,
  type Fields,
  inside,
  present,
  type Shown,
} from "./compare.js";
import { has, hex, named, plain } from "./names.js";

/** What has an encapsulation: a route, one of its nexthops, a nexthop object. */
export interface Encapsulated {
  readonly encapType?: number | undefined;
  readonly encap?: unknown;
}

/** `ip` names the first segment that is visited first; it is the last one in the header. */
const visited = (segments: readonly string[] | undefined) => segments && [...segments].reverse();

const mpls: Fields<Infer<typeof mplsEncapAttributes>> = { dst: ({ dst }) => dst, ttl: ({ ttl }) => ttl };

type Tunnel = Pick<Infer<typeof ipEncapAttributes>, "id" | "flags" | "opts">;

const tunnel: Fields<Tunnel> = {
  id: ({ id }) => plain(id),
  key: ({ flags }) => has(tunnelOptionFlags, flags, "TUNNEL_KEY"),
  csum: ({ flags }) => has(tunnelOptionFlags, flags, "TUNNEL_CSUM"),
  seq: ({ flags }) => has(tunnelOptionFlags, flags, "TUNNEL_SEQ"),
  geneve_opts: each(({ opts }) => opts?.geneve, {
    class: (option) => option.class,
    type: ({ type }) => type,
    data: ({ data }) => data && Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join(""),
  }),
  vxlan_opts: each(({ opts }) => opts?.vxlan && [opts.vxlan], { gbp: ({ gbp }) => gbp }),
  erspan_opts: each(({ opts }) => opts?.erspan && [opts.erspan], {
    ver: ({ ver }) => ver,
    index: ({ index }) => index,
    // Shown in both versions, though they are only the second's.
    dir: ({ dir = 0 }) => dir,
    hwid: ({ hwid = 0 }) => hwid,
  }),
};

const ip: Fields<Infer<typeof ipEncapAttributes>> = {
  ...tunnel,
  src: ({ src }) => src,
  dst: ({ dst }) => dst,
  ttl: ({ ttl }) => ttl,
  tos: ({ tos }) => tos,
};

const ip6: Fields<Infer<typeof ip6EncapAttributes>> = {
  ...tunnel,
  src: ({ src }) => src,
  dst: ({ dst }) => dst,
  hoplimit: ({ hoplimit }) => hoplimit,
  tc: ({ tc }) => tc,
};

const seg6: Fields<Infer<typeof seg6EncapAttributes>> = {
  mode: ({ srh }) => named(seg6Mode, "SEG6_IPTUN_MODE_", srh?.mode)?.replace("_", "."),
  segs: ({ srh }) => visited(srh?.srh.segments),
  tunsrc: ({ src }) => src,
};

const bpf: Fields<Infer<typeof bpfEncapAttributes>> = {
  in: (programs) => programs.in?.name,
  out: ({ out }) => out?.name,
  xmit: ({ xmit }) => xmit?.name,
  headroom: ({ xmitHeadroom }) => xmitHeadroom,
};

/** Actions as RFC 8986 writes them: SEG6_LOCAL_ACTION_END_B6_ENCAP is End.B6.Encaps. */
function shownAction(action: number | undefined): string | undefined {
  const words = named(seg6LocalAction, "SEG6_LOCAL_ACTION_", action)?.toUpperCase().split("_");
  return words?.map((word) => ({ END: "End", ENCAP: "Encaps" })[word] ?? word).join(".");
}

/** SEG6_LOCAL_FLV_OP_*: numbers of bits. */
const flavors = ["", "psp", "usp", "usd", "next-csid"];

const seg6Local: Fields<Infer<typeof seg6LocalAttributes>> = {
  action: ({ action }) => shownAction(action),
  nh4: ({ nh4 }) => nh4,
  nh6: ({ nh6 }) => nh6,
  table: ({ table }) => table && String(table),
  vrftable: ({ vrftable }) => vrftable && String(vrftable),
  iif: ({ iif }, scene) => iif && scene.ifname(iif),
  oif: ({ oif }, scene) => oif && scene.ifname(oif),
  srh: inside(({ srh }) => srh, { segs: ({ segments }) => visited(segments) }),
  flavors: (local) => flavors.filter((name, bit) => name !== "" && ((local.flavors?.operation ?? 0) >>> bit) & 1),
  lblen: (local) => local.flavors?.lcblockBits,
  nflen: (local) => local.flavors?.lcnodeFnBits,
};

const rpl: Fields<Infer<typeof rplEncapAttributes>> = { segs: ({ srh }) => visited(srh?.segments) };

const ioam6: Fields<Infer<typeof ioam6EncapAttributes>> = {
  freqk: ({ freqK }) => freqK,
  freqn: ({ freqN }) => freqN,
  mode: ({ mode }) => named(ioam6Mode, "IOAM6_IPTUNNEL_MODE_", mode),
  tunsrc: ({ src }) => src,
  tundst: ({ dst }) => dst,
  // Words without a value.
  trace: present(({ trace }) => trace),
  prealloc: present(({ trace }) => trace),
  type: ({ trace }) => trace && (trace.type >>> 8).toString(16).padStart(6, "0"),
  ns: ({ trace }) => trace?.namespaceId,
  size: ({ trace }) => trace && trace.remlen * 4,
};

const xfrm: Fields<Infer<typeof xfrmEncapAttributes>> = {
  if_id: ({ ifId }) => hex(ifId),
  link_dev: ({ link }, scene) => link && scene.ifname(link),
};

const fieldsOf: { readonly [K in keyof EncapCases]?: Fields<Infer<ReturnType<EncapCases[K]>>> } = {
  "1": mpls,
  "2": ip,
  "4": ip6,
  "5": seg6,
  "6": bpf,
  "7": seg6Local,
  "8": rpl,
  "9": ioam6,
  "10": xfrm,
};

const typeNames = { LWTUNNEL_ENCAP_SEG6_LOCAL: "seg6local" };

function fieldsFor(type: number | undefined): Fields<unknown> {
  return (fieldsOf[String(type) as keyof EncapCases] ?? {}) as Fields<unknown>;
}

const encapField: Check<Encapsulated> = {
  check(report, path, value, ours, scene) {
    const type = named(encapType, "LWTUNNEL_ENCAP_", ours.encapType, typeNames);
    if (typeof value === "string") expectShown(report, path, value, type);
    else {
      const fields = { ...fieldsFor(ours.encapType), encap_type: () => type };
      for (const [name, one] of Object.entries(value as Shown))
        compareField(
          report,
          `${path}.${type}.${name}`,
          one,
          ours.encap,
          scene,
          value as Shown,
          (fields as Fields<unknown>)[name],
        );
    }
  },
};

/**
 * The fields of what may have an encapsulation. Newer versions show it as an object of its own; older ones put its
 * fields among the others, and of two with the same name a JSON parser leaves the last.
 *
 * @param before Fields that stand before the encapsulation's.
 */
export function withEncap<T>(base: Fields<T>, before: readonly string[], pick: (ours: T) => Encapsulated): Fields<T> {
  const names = new Set(Object.values(fieldsOf).flatMap((fields) => Object.keys(fields)));
  const fields: Record<string, Field<T>> = {
    ...base,
    encap: {
      check: (report, path, value, ours, scene, shown) =>
        encapField.check(report, path, value, pick(ours), scene, shown),
    },
  };
  for (const name of names) {
    const own = base[name];
    fields[name] = {
      check(report, path, value, ours, scene, shown) {
        const { encapType: type, encap } = pick(ours);
        const its = typeof shown["encap"] === "string" ? fieldsFor(type)[name] : undefined;
        const isShown = <U>(field: Field<U> | undefined, of: U) =>
          field !== undefined && (typeof field !== "function" || field(of, scene, shown) !== undefined);
        if (isShown(its, encap) && (before.includes(name) || !isShown(own, ours)))
          compareField(report, `${path} of the encapsulation`, value, encap, scene, shown, its);
        else compareField(report, path, value, ours, scene, shown, own);
      },
    };
  }
  return fields;
}
