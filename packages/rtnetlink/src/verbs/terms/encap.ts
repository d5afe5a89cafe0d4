import type { InferInput, routeAttributes } from "@netns/netlink";

type Given = Exclude<InferInput<typeof routeAttributes>, readonly unknown[]>;
type PickEach<U> = U extends unknown ? { [K in keyof U & ("encapType" | "encap")]: U[K] } : never;

/**
 * The tunnel that packets go through, as the codec has it: `encapType` (LWTUNNEL_ENCAP_*) says what `encap` is.
 *
 * @example
 * addRoute(client, { destination: "10.0.0.0/8", via: "192.0.2.1", encap: { encapType: 1, encap: { dst: "100/200" } } });
 */
export type Encap = PickEach<Given>;

/** The part of attributes that is about it; undefined where there is none. */
export function encapOf(attributes: { readonly encapType?: unknown; readonly encap?: unknown }): Encap | undefined {
  const { encapType, encap } = attributes;
  // What TypeScript cannot see: the two come from the same set.
  return encapType === undefined ? undefined : ({ encapType, encap } as Encap);
}
