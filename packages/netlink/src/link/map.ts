import { u8, u16, u64 } from "../codec/integers.js";
import { gap, struct } from "../codec/struct.js";

/** struct rtnl_link_ifmap, linux/if_link.h: where old hardware sits. C pads it to 32 bytes. */
export const linkMap = struct("rtnl_link_ifmap", {
  memStart: u64,
  memEnd: u64,
  baseAddr: u64,
  irq: u16,
  dma: u8,
  port: u8,
  pad: gap(4),
});
