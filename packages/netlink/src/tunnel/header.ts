import { u8, u32 } from "../codec/integers.js";
import { flagWord } from "../codec/numbers.js";
import { gap, struct } from "../codec/struct.js";

/** TUNNEL_MSG_FLAG_* from linux/if_link.h. */
export const tunnelFlags = flagWord(u8, { TUNNEL_MSG_FLAG_STATS: 0x01 });

/** struct tunnel_msg, linux/if_link.h. */
export const tunnelMsg = struct("tunnel_msg", {
  family: u8, // AF_BRIDGE, 7
  flags: tunnelFlags,
  reserved2: gap(2),
  ifindex: u32,
});
