import { u32 } from "../../codec/integers.js";
import { flagWord } from "../../codec/numbers.js";

/** IP6_TNL_F_* from linux/ip6_tunnel.h, and those of net/ip6_tunnel.h that the kernel tells beside them. */
export const ip6TunnelFlags = flagWord(u32, {
  IP6_TNL_F_IGN_ENCAP_LIMIT: 0x1,
  IP6_TNL_F_USE_ORIG_TCLASS: 0x2,
  IP6_TNL_F_USE_ORIG_FLOWLABEL: 0x4,
  IP6_TNL_F_MIP6_DEV: 0x8,
  IP6_TNL_F_RCV_DSCP_COPY: 0x10,
  IP6_TNL_F_USE_ORIG_FWMARK: 0x20,
  IP6_TNL_F_ALLOW_LOCAL_REMOTE: 0x40,
  IP6_TNL_F_CAP_XMIT: 0x10000,
  IP6_TNL_F_CAP_RCV: 0x20000,
  IP6_TNL_F_CAP_PER_PACKET: 0x40000,
});
