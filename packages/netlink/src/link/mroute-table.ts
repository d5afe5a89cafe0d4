import { ipv4 } from "../codec/address.js";
import { attr, attributes } from "../codec/attributes.js";
import { s32, u8, u16, u32, u64 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { flagWord } from "../codec/numbers.js";
import { padding } from "../codec/padding.js";
import { repeated } from "../codec/repeated.js";

/** VIFF_* from linux/mroute.h. */
export const mrouteVifFlags = flagWord(u16, {
  VIFF_TUNNEL: 0x1,
  VIFF_SRCRT: 0x2,
  VIFF_REGISTER: 0x4,
  VIFF_USE_IFINDEX: 0x8,
});

/** IPMRA_VIFA_* from linux/mroute.h. */
export const mrouteVifAttributes = attributes("IPMRA_VIFA", {
  ifindex: attr(1, u32),
  vifId: attr(2, u32),
  flags: attr(3, mrouteVifFlags),
  bytesIn: attr(4, u64),
  bytesOut: attr(5, u64),
  packetsIn: attr(6, u64),
  packetsOut: attr(7, u64),
  localAddr: attr(8, ipv4),
  remoteAddr: attr(9, ipv4),
  pad: attr(10, padding),
});

/** IPMRA_VIF from linux/mroute.h, in IPMRA_TABLE_VIFS. */
export const mrouteVifsAttributes = attributes("IPMRA", {
  vif: attr(1, repeated(nested(() => mrouteVifAttributes))),
});

/**
 * IPMRA_TABLE_* from linux/mroute.h: a table of multicast routing, which RTM_GETLINK gives as if it were a link where
 * the header's family is RTNL_FAMILY_IPMR (128).
 */
export const mrouteTableAttributes = attributes("IPMRA_TABLE", {
  id: attr(1, u32),
  cacheResQueueLen: attr(2, u32),
  mrouteRegVifNum: attr(3, s32),
  mrouteDoAssert: attr(4, u8),
  mrouteDoPim: attr(5, u8),
  vifs: attr(
    6,
    nested(() => mrouteVifsAttributes),
  ),
  mrouteDoWrvifwhole: attr(7, u8),
});
