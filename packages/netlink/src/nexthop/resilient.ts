import { attr, attributes } from "../codec/attributes.js";
import { u16, u32, u64 } from "../codec/integers.js";
import { padding } from "../codec/padding.js";

/** NHA_RES_GROUP_* from linux/nexthop.h: a resilient group's. Times are in 1/100 s. */
export const nexthopResGroupAttributes = attributes("NHA_RES_GROUP", {
  pad: attr(0, padding),
  buckets: attr(1, u16),
  idleTimer: attr(2, u32),
  unbalancedTimer: attr(3, u32),
  unbalancedTime: attr(4, u64),
});

/** NHA_RES_BUCKET_* from linux/nexthop.h: one bucket's. */
export const nexthopResBucketAttributes = attributes("NHA_RES_BUCKET", {
  pad: attr(0, padding),
  index: attr(1, u16),
  idleTime: attr(2, u64), // 1/100 s
  nhId: attr(3, u32),
});
