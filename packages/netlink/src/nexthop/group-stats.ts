import { attr, attributes } from "../codec/attributes.js";
import { u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { repeated } from "../codec/repeated.js";
import { uint } from "../codec/uint.js";

/** NHA_GROUP_STATS_ENTRY_* from linux/nexthop.h: of one member of a group. */
export const nexthopGroupStatsEntryAttributes = attributes("NHA_GROUP_STATS_ENTRY", {
  id: attr(1, u32),
  packets: attr(2, uint),
  packetsHw: attr(3, uint),
});

/** NHA_GROUP_STATS_* from linux/nexthop.h. */
export const nexthopGroupStatsAttributes = attributes("NHA_GROUP_STATS", {
  entry: attr(1, repeated(nested(() => nexthopGroupStatsEntryAttributes))),
});
