import { u8, u32 } from "../codec/integers.js";
import { gap, struct } from "../codec/struct.js";

/** struct br_vlan_msg, linux/if_bridge.h. */
export const brVlanMsg = struct("br_vlan_msg", {
  family: u8, // AF_BRIDGE, 7
  reserved1: gap(1),
  reserved2: gap(2),
  ifindex: u32,
});
