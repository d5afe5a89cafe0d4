import type { Nexthop, NexthopInput } from "./types.js";

/** What makes a nexthop again as it is told: after a change to it, or, where the links have the same indexes, elsewhere. */
export function nexthopInputOf(nexthop: Nexthop): NexthopInput {
  const { id, version, via, ifindex, flags, blackhole, fdb, encap, group, resilient, protocol } = nexthop;
  const onlink = flags.includes("onlink") || undefined;
  return { id, version, via, link: ifindex, onlink, blackhole, fdb, encap, group, resilient, protocol };
}
