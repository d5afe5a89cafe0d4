import { s32, u8 } from "../codec/integers.js";
import { gap, struct } from "../codec/struct.js";

/** struct prefixmsg, linux/rtnetlink.h: of a router's advertisement. */
export const prefixmsg = struct("prefixmsg", {
  family: u8,
  pad1: gap(1),
  pad2: gap(2),
  ifindex: s32,
  type: u8, // of the option: 3
  len: u8, // of the prefix, in bits
  // As in the option: 0x80 on-link, 0x40 autonomous. Kernels before 6.7, if not patched later: 1 and 2.
  flags: u8,
  pad3: gap(1),
});
