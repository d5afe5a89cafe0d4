import { attr, attributes } from "../codec/attributes.js";
import { bytes } from "../codec/bytes.js";
import { s8, u8, u32, u64 } from "../codec/integers.js";
import { padding } from "../codec/padding.js";
import { gap, struct } from "../codec/struct.js";

/** struct tc_stats, linux/pkt_sched.h. */
export const tcStats = struct("tc_stats", {
  bytes: u64,
  packets: u32,
  drops: u32,
  overlimits: u32,
  bps: u32,
  pps: u32,
  qlen: u32,
  backlog: u32,
  pad: gap(4),
});

/** struct tc_estimator, linux/pkt_sched.h. */
export const tcEstimator = struct("tc_estimator", { interval: s8, ewmaLog: u8 });

/** struct gnet_stats_basic, linux/gen_stats.h. */
export const gnetStatsBasic = struct("gnet_stats_basic", { bytes: u64, packets: u32, pad: gap(4) });

/** struct gnet_stats_rate_est, linux/gen_stats.h. */
export const gnetStatsRateEst = struct("gnet_stats_rate_est", { bps: u32, pps: u32 });

/** struct gnet_stats_rate_est64, linux/gen_stats.h. */
export const gnetStatsRateEst64 = struct("gnet_stats_rate_est64", { bps: u64, pps: u64 });

/** struct gnet_stats_queue, linux/gen_stats.h. */
export const gnetStatsQueue = struct("gnet_stats_queue", {
  qlen: u32,
  backlog: u32,
  drops: u32,
  requeues: u32,
  overlimits: u32,
});

/** TCA_STATS_* from linux/gen_stats.h. */
export const tcStatsAttributes = attributes("TCA_STATS", {
  basic: attr(1, gnetStatsBasic),
  rateEst: attr(2, gnetStatsRateEst),
  queue: attr(3, gnetStatsQueue),
  app: attr(4, bytes), // a struct of the kind's own, the same as TCA_XSTATS
  rateEst64: attr(5, gnetStatsRateEst64), // where 32 bits are too few
  pad: attr(6, padding),
  basicHw: attr(7, gnetStatsBasic),
  pkt64: attr(8, u64), // where `packets` has too few bits
});
