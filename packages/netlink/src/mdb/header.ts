import { u8, u32 } from "../codec/integers.js";
import { gap, struct } from "../codec/struct.js";

/** struct br_port_msg, linux/if_bridge.h. */
export const brPortMsg = struct("br_port_msg", {
  family: u8, // AF_BRIDGE, 7
  pad: gap(3),
  ifindex: u32,
});
