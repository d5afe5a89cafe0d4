import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { byFamily } from "../codec/by-family.js";
import type { Codec } from "../codec/codec.js";
import { be16, be32, s32, u8, u32, u64 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { enumeration } from "../codec/numbers.js";
import { padding } from "../codec/padding.js";
import { grown, struct } from "../codec/struct.js";
import { encap, encapType } from "./encap/encap.js";
import { routeTable } from "./header.js";
import { address } from "./ip.js";
import { metricsAttributes } from "./metrics.js";
import { multipath } from "./multipath.js";
import { rtvia } from "./via.js";

/** struct rta_cacheinfo, linux/rtnetlink.h. Times are in 1/100 s. */
export const routeCacheinfo = struct("rta_cacheinfo", {
  clntref: u32,
  lastuse: u32,
  expires: s32,
  error: u32, // an errno, negated
  used: u32,
  id: grown(u32),
  ts: grown(u32),
  tsage: grown(u32),
});

/** struct rta_mfc_stats, linux/rtnetlink.h: of a multicast route. */
export const routeMfcStats = struct("rta_mfc_stats", {
  packets: u64,
  bytes: u64,
  wrongIf: u64,
});

/** ICMPV6_ROUTER_PREF_* from linux/icmpv6.h: what a router says of itself. */
export const routerPreference = enumeration(u8, {
  ICMPV6_ROUTER_PREF_MEDIUM: 0,
  ICMPV6_ROUTER_PREF_HIGH: 1,
  ICMPV6_ROUTER_PREF_INVALID: 2,
  ICMPV6_ROUTER_PREF_LOW: 3,
});

/** RTA_* from linux/rtnetlink.h. */
export const routeAttributes = attributes("RTA", {
  dst: attr(1, address),
  src: attr(2, address),
  iif: attr(3, u32),
  oif: attr(4, u32),
  gateway: attr(5, address),
  priority: attr(6, u32),
  prefsrc: attr(7, address),
  metrics: attr(
    8,
    nested(() => metricsAttributes),
  ),
  multipath: attr(
    9,
    multipath((): Codec<unknown> => routeAttributes),
  ),
  flow: attr(11, u32), // realms: source << 16 | destination
  cacheinfo: attr(12, routeCacheinfo),
  table: attr(15, routeTable),
  mark: attr(16, u32),
  mfcStats: attr(17, routeMfcStats),
  via: attr(18, rtvia),
  newdst: attr(19, address),
  pref: attr(20, routerPreference),
  encapType: attr(21, encapType),
  encap: attr(22, encap),
  expires: attr(23, byFamily({ 128: u64, 129: u64 }, u32)), // s; in multicast routes 1/100 s, since the last packet
  pad: attr(24, padding),
  uid: attr(25, u32),
  ttlPropagate: attr(26, u8),
  ipProto: attr(27, u8), // IPPROTO_*
  sport: attr(28, be16),
  dport: attr(29, be16),
  nhId: attr(30, u32),
  flowlabel: attr(31, be32),
});

/** `{ name: "dst", value: string | Uint8Array } | … | UnknownAttribute`. */
export type RouteAttribute = AttributeOf<typeof routeAttributes>;
