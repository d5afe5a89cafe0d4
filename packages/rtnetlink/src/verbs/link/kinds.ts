import type { Infer, InferInput, linkAttributes, linkKinds, linkPortKinds, OtherCase } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink } from "../link-reference.js";

/** The kinds of link that the codec knows the data of: "veth", "vlan", "bridge", … */
export type LinkKind = keyof typeof linkKinds;

/** What a link can be a port of: "bridge", "bond", … */
export type LinkPortKind = keyof typeof linkPortKinds;

/** A link's attributes as requests have them. */
export type LinkAttributesInput = Exclude<InferInput<typeof linkAttributes>, readonly unknown[]>;

type PlainInput<T> = Exclude<T, readonly unknown[]>;
type DataInput<K extends LinkKind> = PlainInput<InferInput<ReturnType<(typeof linkKinds)[K]>>>;

/** The kinds that are made in pairs, and in which attribute they take the other end. */
export const peerFields = { netkit: "peerInfo", veth: "peer", vxcan: "peer" } as const;

/** A kind whose links are made in pairs. */
export type PeerKind = keyof typeof peerFields;

/** What in a kind's data is the index of a link, beside the link's own `link`. */
const linkFields = {
  amt: ["link"],
  bond: ["activeSlave", "primary"],
  erspan: ["link"],
  gre: ["link"],
  gretap: ["link"],
  hsr: ["slave1", "slave2", "interlink"],
  ip6erspan: ["link"],
  ip6gre: ["link"],
  ip6gretap: ["link"],
  ip6tnl: ["link"],
  ipip: ["link"],
  sit: ["link"],
  vti: ["link"],
  vti6: ["link"],
  vxlan: ["link"],
  xfrm: ["link"],
} as const satisfies { readonly [K in LinkKind]?: readonly (keyof DataInput<K>)[] };

type LinkField<K extends LinkKind> = K extends keyof typeof linkFields ? (typeof linkFields)[K][number] : never;
type PeerField<K extends LinkKind> = K extends PeerKind ? (typeof peerFields)[K] : never;

/** What is peculiar to a kind, for making or changing a link. Where a link is meant, a name does too; `false` is none. */
export type LinkDataInput<K extends LinkKind> = Omit<DataInput<K>, LinkField<K> | PeerField<K>> & {
  readonly [F in LinkField<K>]?: LinkReference | false | undefined;
};

/** A kind and its data, for requests. A check of `kind` is what types `data`; other kinds take `otherCase` and bytes. */
export type KindInput =
  | { readonly [K in LinkKind]: { readonly kind: K; readonly data?: LinkDataInput<K> | undefined } }[LinkKind]
  | { readonly kind: OtherCase; readonly data?: Uint8Array | undefined };

/** The same of what a link is a port of. */
export type PortKindInput =
  | {
      readonly [K in LinkPortKind]: {
        readonly portKind: K;
        readonly portData?: PlainInput<InferInput<ReturnType<(typeof linkPortKinds)[K]>>> | undefined;
      };
    }[LinkPortKind]
  | { readonly portKind?: undefined; readonly portData?: undefined };

/** A kind and its data, as the kernel tells them. No kind: hardware, or the loopback. */
export type KindFacts =
  | {
      readonly [K in LinkKind]: {
        readonly kind: K;
        readonly data: Infer<ReturnType<(typeof linkKinds)[K]>> | undefined;
      };
    }[LinkKind]
  | { readonly kind: OtherCase | undefined; readonly data: Uint8Array | undefined };

/** The same of what a link is a port of. */
export type PortKindFacts =
  | {
      readonly [K in LinkPortKind]: {
        readonly portKind: K;
        readonly portData: Infer<ReturnType<(typeof linkPortKinds)[K]>> | undefined;
      };
    }[LinkPortKind]
  | { readonly portKind: OtherCase | undefined; readonly portData: Uint8Array | undefined };

/** A kind's data as the codec takes it: the links in it by their indexes. */
export function resolveKindData(client: RtnetlinkClient, { kind, data }: KindInput): unknown {
  const fields: readonly string[] = Object.hasOwn(linkFields, kind)
    ? linkFields[kind as unknown as keyof typeof linkFields]
    : [];
  if (data === undefined || fields.length === 0) return data;
  const resolved: Record<string, unknown> = { ...data };
  for (const field of fields) {
    const link = resolved[field] as LinkReference | false | undefined;
    if (link !== undefined) resolved[field] = link === false ? 0 : resolveLink(client, link);
  }
  return resolved;
}
