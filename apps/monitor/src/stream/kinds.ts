/** What there is in a namespace that can be shown. The names are those of rtnetlink's subjects. */
export const insideKinds = ["link", "address", "route", "nexthop", "rule", "neighbor", "fdb"] as const;
export type InsideKind = (typeof insideKinds)[number];

/**
 * The kinds whose IFLA_LINK is the other end of a pair; with all others it is a link beneath. Nothing but the kind says
 * which: the kernel puts there what the driver's ndo_get_iflink gives (net/core/rtnetlink.c).
 */
const pairs: ReadonlySet<string | undefined> = new Set(["veth", "netkit", "vxcan"]);

/** Whether a link is one of two that lead to each other. */
export function isPair({ kind }: { readonly kind: string | undefined }): boolean {
  return pairs.has(kind);
}

/** What can be shown. */
export const kinds = ["name", "nsid", ...insideKinds] as const;
export type Kind = (typeof kinds)[number];

export function isInside(kind: Kind): kind is InsideKind {
  return kind !== "name" && kind !== "nsid";
}
