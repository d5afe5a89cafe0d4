import type { Sized } from "./integers.js";
import { struct } from "./struct.js";

/** struct nla_bitfield32, linux/netlink.h: bits, and which of them are meant. */
/* @__NO_SIDE_EFFECTS__ */
export function bitfield32<C extends Sized<number>>(bits: C) {
  return struct("nla_bitfield32", { value: bits, selector: bits });
}
