import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { bitfield32 } from "../codec/bitfield32.js";
import { bytes } from "../codec/bytes.js";
import { indexed } from "../codec/indexed.js";
import { u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { flagWord } from "../codec/numbers.js";
import { padding } from "../codec/padding.js";
import { text } from "../codec/text.js";
import { tcStatsAttributes } from "./stats.js";

/** TCA_ACT_FLAGS_* from linux/pkt_cls.h. */
export const actionFlags = flagWord(u32, {
  TCA_ACT_FLAGS_NO_PERCPU_STATS: 0x01,
  TCA_ACT_FLAGS_SKIP_HW: 0x02,
  TCA_ACT_FLAGS_SKIP_SW: 0x04,
});

/** TCA_ACT_HW_STATS_* from linux/pkt_cls.h. */
export const actionHwStats = flagWord(u32, {
  TCA_ACT_HW_STATS_IMMEDIATE: 0x01,
  TCA_ACT_HW_STATS_DELAYED: 0x02,
});

/** TCA_ACT_* from linux/pkt_cls.h. What `options` holds is the kind's own. */
export const actionAttributes = attributes("TCA_ACT", {
  kind: attr(1, text(15)),
  options: attr(2, bytes),
  index: attr(3, u32),
  stats: attr(
    4,
    nested(() => tcStatsAttributes),
  ),
  pad: attr(5, padding),
  cookie: attr(6, bytes), // in the answer to a flush: how many were deleted, a u32 (TCA_FCNT has the same number)
  flags: attr(7, bitfield32(actionFlags)),
  hwStats: attr(8, bitfield32(actionHwStats)),
  usedHwStats: attr(9, bitfield32(actionHwStats)),
  inHwCount: attr(10, u32),
});

/** TCA_FLAG_* and TCA_ACT_FLAG_* from linux/rtnetlink.h: how actions are dumped. */
export const actionDumpFlags = flagWord(u32, {
  TCA_ACT_FLAG_LARGE_DUMP_ON: 0x01,
  TCA_ACT_FLAG_TERSE_DUMP: 0x02,
});

/** TCA_ROOT_* from linux/rtnetlink.h. */
export const actionRootAttributes = attributes("TCA_ROOT", {
  // In a request an action's number is its place in the row, from 1. A dump counts from 0.
  tab: attr(1, indexed(nested(() => actionAttributes))),
  flags: attr(2, bitfield32(actionDumpFlags)),
  count: attr(3, u32),
  timeDelta: attr(4, u32), // ms
  extWarnMsg: attr(5, text()),
});

/** `{ name: "tab", value: … } | … | UnknownAttribute`. */
export type ActionRootAttribute = AttributeOf<typeof actionRootAttributes>;
