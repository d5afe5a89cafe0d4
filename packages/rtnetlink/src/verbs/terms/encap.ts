import type { InferInput, routeAttributes } from "@netns/netlink";
import { nameOrNumber, numberOf } from "./names.js";

/** LWTUNNEL_ENCAP_* from linux/lwtunnel.h, by the names that ip(8) has for them. */
const encapTypes = {
  mpls: 1,
  ip: 2,
  ila: 3,
  ip6: 4,
  seg6: 5,
  bpf: 6,
  seg6local: 7,
  rpl: 8,
  ioam6: 9,
  xfrm: 10,
} as const;
export type EncapType = keyof typeof encapTypes;

type Given = Exclude<InferInput<typeof routeAttributes>, readonly unknown[]>;
/** What the codec takes for a type of tunnel: named fields, neither a list of attributes nor bytes. */
type FieldsOf<N extends number> = Exclude<
  Extract<Given, { readonly encapType: N }>["encap"],
  readonly unknown[] | Uint8Array | undefined
>;

/**
 * The tunnel that packets go through: its type, and beside it what the codec has for that.
 *
 * @example
 * addRoute(client, { destination: "10.0.0.0/8", via: "192.0.2.1", encap: { type: "mpls", dst: "100/200" } });
 */
export type Encap =
  | { readonly [K in EncapType]: { readonly type: K } & FieldsOf<(typeof encapTypes)[K]> }[EncapType]
  /** One that has no name here: its bytes. */
  | { readonly type: number; readonly data: Uint8Array };

/** The attributes that say it. @throws RangeError for a type that there is not. */
export function encapAttributes(encap: Encap | undefined): { readonly encapType?: number; readonly encap?: unknown } {
  if (encap === undefined) return {};
  const { type, ...fields } = encap;
  const encapType = numberOf("type of encapsulation", encapTypes, type);
  return { encapType, encap: "data" in fields ? fields.data : fields };
}

/** The part of attributes that is about it; undefined where there is none. */
export function encapOf(attributes: { readonly encapType?: unknown; readonly encap?: unknown }): Encap | undefined {
  const { encapType, encap } = attributes;
  if (typeof encapType !== "number" || encapType === 0) return undefined;
  const type = nameOrNumber(encapTypes, encapType);
  // What TypeScript cannot see: the two come from the same set.
  return (encap instanceof Uint8Array ? { type, data: encap } : { type, ...(encap as object) }) as Encap;
}
