import { array } from "../codec/array.js";
import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { bitfield32 } from "../codec/bitfield32.js";
import { bytes } from "../codec/bytes.js";
import { flag } from "../codec/flag.js";
import { s16, s32, u8, u16, u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { enumeration, flagWord } from "../codec/numbers.js";
import { padding } from "../codec/padding.js";
import { struct } from "../codec/struct.js";
import { text } from "../codec/text.js";
import { tcEstimator, tcStats, tcStatsAttributes } from "./stats.js";

/** TC_LINKLAYER_* from linux/pkt_sched.h. */
export const tcLinkLayer = enumeration(u32, {
  TC_LINKLAYER_UNAWARE: 0,
  TC_LINKLAYER_ETHERNET: 1,
  TC_LINKLAYER_ATM: 2,
});

/** struct tc_sizespec, linux/pkt_sched.h. */
export const tcSizespec = struct("tc_sizespec", {
  cellLog: u8,
  sizeLog: u8,
  cellAlign: s16,
  overhead: s32,
  linklayer: tcLinkLayer,
  mpu: u32,
  mtu: u32,
  tsize: u32,
});

/** TCA_STAB_* from linux/pkt_sched.h. */
export const tcStabAttributes = attributes("TCA_STAB", {
  base: attr(1, tcSizespec),
  data: attr(2, array(u16)), // in requests only
});

/** TCA_DUMP_FLAGS_* from linux/rtnetlink.h. */
export const tcDumpFlags = flagWord(u32, { TCA_DUMP_FLAGS_TERSE: 0x01 });

/** TCA_* from linux/rtnetlink.h. What `options` holds is the kind's own. */
export const tcAttributes = attributes("TCA", {
  kind: attr(1, text(15)),
  options: attr(2, bytes),
  stats: attr(3, tcStats),
  xstats: attr(4, bytes),
  rate: attr(5, tcEstimator),
  fcnt: attr(6, u32),
  stats2: attr(
    7,
    nested(() => tcStatsAttributes),
  ),
  stab: attr(
    8,
    nested(() => tcStabAttributes),
  ),
  pad: attr(9, padding),
  dumpInvisible: attr(10, flag),
  chain: attr(11, u32),
  hwOffload: attr(12, u8),
  ingressBlock: attr(13, u32),
  egressBlock: attr(14, u32),
  dumpFlags: attr(15, bitfield32(tcDumpFlags)),
  extWarnMsg: attr(16, text()),
});

/** `{ name: "kind", value: string } | … | UnknownAttribute`. */
export type TcAttribute = AttributeOf<typeof tcAttributes>;
