import { attr, attributes } from "../codec/attributes.js";
import { u8, u64 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { padding } from "../codec/padding.js";
import { struct } from "../codec/struct.js";
import { linkStats64 } from "../link/stats.js";

/** struct rtnl_hw_stats64, linux/if_link.h. */
export const hwStats64 = struct("rtnl_hw_stats64", {
  rxPackets: u64,
  txPackets: u64,
  rxBytes: u64,
  txBytes: u64,
  rxErrors: u64,
  txErrors: u64,
  rxDropped: u64,
  txDropped: u64,
  multicast: u64,
});

/** IFLA_OFFLOAD_XSTATS_HW_S_INFO_* from linux/if_link.h: whether such statistics are asked for, and kept. */
export const hwStatsStateAttributes = attributes("IFLA_OFFLOAD_XSTATS_HW_S_INFO", {
  request: attr(1, u8),
  used: attr(2, u8),
});

/** What IFLA_OFFLOAD_XSTATS_HW_S_INFO holds: the state of each kind, under the number of its statistics. */
export const hwStatsInfoAttributes = attributes("IFLA_OFFLOAD_XSTATS", {
  l3Stats: attr(
    3,
    nested(() => hwStatsStateAttributes),
  ),
});

/** IFLA_OFFLOAD_XSTATS_* from linux/if_link.h. */
export const offloadXstatsAttributes = attributes("IFLA_OFFLOAD_XSTATS", {
  unspec: attr(0, padding),
  cpuHit: attr(1, linkStats64),
  hwSInfo: attr(
    2,
    nested(() => hwStatsInfoAttributes),
  ),
  l3Stats: attr(3, hwStats64),
});
