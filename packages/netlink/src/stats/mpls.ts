import { attr, attributes } from "../codec/attributes.js";
import { u64 } from "../codec/integers.js";
import { padding } from "../codec/padding.js";
import { struct } from "../codec/struct.js";

/** struct mpls_link_stats, linux/mpls.h. */
export const mplsLinkStats = struct("mpls_link_stats", {
  rxPackets: u64,
  txPackets: u64,
  rxBytes: u64,
  txBytes: u64,
  rxErrors: u64,
  txErrors: u64,
  rxDropped: u64,
  txDropped: u64,
  rxNoroute: u64,
});

/** MPLS_STATS_* from linux/mpls.h. */
export const mplsStatsAttributes = attributes("MPLS_STATS", {
  unspec: attr(0, padding),
  link: attr(1, mplsLinkStats),
});
