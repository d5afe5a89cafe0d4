import { attr, attributes } from "../codec/attributes.js";
import { u32 } from "../codec/integers.js";
import { flagWord } from "../codec/numbers.js";
import { text } from "../codec/text.js";

/** RTAX_FEATURE_* from linux/rtnetlink.h. */
export const routeFeatures = flagWord(u32, {
  RTAX_FEATURE_ECN: 1,
  RTAX_FEATURE_SACK: 2,
  RTAX_FEATURE_TIMESTAMP: 4,
  RTAX_FEATURE_ALLFRAG: 8,
  RTAX_FEATURE_TCP_USEC_TS: 16,
});

/** RTAX_* from linux/rtnetlink.h: what a route tells TCP and IP. */
export const metricsAttributes = attributes("RTAX", {
  lock: attr(1, u32), // the bit 1 << RTAX_* for each one that stays as it is
  mtu: attr(2, u32),
  window: attr(3, u32),
  rtt: attr(4, u32), // 1/8 ms
  rttvar: attr(5, u32), // 1/4 ms
  ssthresh: attr(6, u32),
  cwnd: attr(7, u32),
  advmss: attr(8, u32),
  reordering: attr(9, u32),
  hoplimit: attr(10, u32),
  initcwnd: attr(11, u32),
  features: attr(12, routeFeatures),
  rtoMin: attr(13, u32), // ms
  initrwnd: attr(14, u32),
  quickack: attr(15, u32),
  ccAlgo: attr(16, text(15)),
  fastopenNoCookie: attr(17, u32),
});
