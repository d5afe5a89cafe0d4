import { u8, u32 } from "../codec/integers.js";
import { flagWord } from "../codec/numbers.js";
import { gap, struct } from "../codec/struct.js";
import { routeProtocol, routeScope } from "../route/header.js";

/** RTNH_F_* from linux/rtnetlink.h, as nexthops have them. */
export const nexthopFlags = flagWord(u32, {
  RTNH_F_DEAD: 1,
  RTNH_F_PERVASIVE: 2,
  RTNH_F_ONLINK: 4,
  RTNH_F_OFFLOAD: 8,
  RTNH_F_LINKDOWN: 16,
  RTNH_F_UNRESOLVED: 32,
  RTNH_F_TRAP: 64,
});

/** struct nhmsg, linux/nexthop.h. */
export const nhmsg = struct("nhmsg", {
  family: u8,
  scope: routeScope,
  protocol: routeProtocol,
  resvd: gap(1),
  flags: nexthopFlags,
});
