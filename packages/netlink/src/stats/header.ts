import { u8, u32 } from "../codec/integers.js";
import { gap, struct } from "../codec/struct.js";

/** struct if_stats_msg, linux/if_link.h. */
export const ifStatsMsg = struct("if_stats_msg", {
  family: u8,
  pad1: gap(1),
  pad2: gap(2),
  ifindex: u32,
  filterMask: u32, // bits by `statsFilterBit`
});

/** IFLA_STATS_FILTER_BIT from linux/if_link.h: the bit that asks for an attribute, by its number. */
export function statsFilterBit(attribute: number): number {
  return 2 ** (attribute - 1);
}
