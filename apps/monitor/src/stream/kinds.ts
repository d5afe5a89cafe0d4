/** What there is in a namespace that can be shown. The names are those of rtnetlink's subjects. */
export const insideKinds = ["link", "address", "route", "neighbor"] as const;
export type InsideKind = (typeof insideKinds)[number];

/** What can be shown. */
export const kinds = ["name", "nsid", ...insideKinds] as const;
export type Kind = (typeof kinds)[number];

export function isInside(kind: Kind): kind is InsideKind {
  return kind !== "name" && kind !== "nsid";
}
