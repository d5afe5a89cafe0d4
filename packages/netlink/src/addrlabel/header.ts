import { u8, u32 } from "../codec/integers.js";
import { gap, struct } from "../codec/struct.js";

/** struct ifaddrlblmsg, linux/if_addrlabel.h. */
export const ifaddrlblmsg = struct("ifaddrlblmsg", {
  family: u8,
  reserved: gap(1),
  prefixlen: u8,
  flags: u8,
  index: u32,
  seq: u32,
});
