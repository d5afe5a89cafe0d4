import { ip, ipv4, ipv6, linkAddress } from "../codec/address.js";
import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { byFamily } from "../codec/by-family.js";
import { flag } from "../codec/flag.js";
import { be16, s32, u16, u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { struct } from "../codec/struct.js";
import { routeProtocol } from "../route/header.js";
import { fdbNotify, neighborExtFlags, neighborFlags, neighborState } from "./flags.js";

/** struct nda_cacheinfo, linux/neighbour.h: ages in 1/100 s. */
export const ndaCacheinfo = struct("nda_cacheinfo", {
  confirmed: u32,
  used: u32,
  updated: u32,
  refcnt: u32,
});

/** NFEA_* from linux/neighbour.h: what else a bridge is told about an entry of its forwarding database. */
export const fdbExtAttributes = attributes("NFEA", {
  activityNotify: attr(1, fdbNotify),
  dontRefresh: attr(2, flag),
});

/** NDA_* from linux/neighbour.h. */
export const neighborAttributes = attributes("NDA", {
  // Entries of a VXLAN's forwarding database have AF_BRIDGE, and the other end's address of either version.
  dst: attr(1, byFamily({ 2: ipv4, 10: ipv6 }, ip)),
  lladdr: attr(2, linkAddress),
  cacheinfo: attr(3, ndaCacheinfo),
  probes: attr(4, u32),
  vlan: attr(5, u16),
  port: attr(6, be16),
  vni: attr(7, u32),
  ifindex: attr(8, u32),
  master: attr(9, u32),
  linkNetnsid: attr(10, s32),
  srcVni: attr(11, u32),
  protocol: attr(12, routeProtocol),
  nhId: attr(13, u32),
  fdbExtAttrs: attr(
    14,
    nested(() => fdbExtAttributes),
  ),
  flagsExt: attr(15, neighborExtFlags),
  ndmStateMask: attr(16, neighborState),
  ndmFlagsMask: attr(17, neighborFlags),
});

/** `{ name: "lladdr", value: string } | … | UnknownAttribute`. */
export type NeighborAttribute = AttributeOf<typeof neighborAttributes>;
