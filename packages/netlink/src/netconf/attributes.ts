import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { s32 } from "../codec/integers.js";

/** NETCONFA_* from linux/netconf.h. */
export const netconfAttributes = attributes("NETCONFA", {
  ifindex: attr(1, s32),
  forwarding: attr(2, s32),
  rpFilter: attr(3, s32),
  mcForwarding: attr(4, s32),
  proxyNeigh: attr(5, s32),
  ignoreRoutesWithLinkdown: attr(6, s32),
  input: attr(7, s32), // MPLS only
  bcForwarding: attr(8, s32),
  forceForwarding: attr(9, s32), // since Linux 6.17
});

/** `{ name: "forwarding", value: number } | … | UnknownAttribute`. */
export type NetconfAttribute = AttributeOf<typeof netconfAttributes>;

/** As NETCONFA_IFINDEX: what counts for all interfaces. */
export const NETCONFA_IFINDEX_ALL = -1;
/** As NETCONFA_IFINDEX: what interfaces begin with. */
export const NETCONFA_IFINDEX_DEFAULT = -2;
