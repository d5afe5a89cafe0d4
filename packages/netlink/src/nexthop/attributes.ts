import { array } from "../codec/array.js";
import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { flag } from "../codec/flag.js";
import { u8, u16, u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { enumeration, flagWord } from "../codec/numbers.js";
import { gap, struct } from "../codec/struct.js";
import { encap, encapType } from "../route/encap/encap.js";
import { address } from "../route/ip.js";
import { nexthopGroupStatsAttributes } from "./group-stats.js";
import { nexthopResBucketAttributes, nexthopResGroupAttributes } from "./resilient.js";

/** NEXTHOP_GRP_TYPE_* from linux/nexthop.h. */
export const nexthopGroupType = enumeration(u16, { NEXTHOP_GRP_TYPE_MPATH: 0, NEXTHOP_GRP_TYPE_RES: 1 });

/** NHA_OP_FLAG_* from linux/nexthop.h. */
export const nexthopOpFlags = flagWord(u32, {
  NHA_OP_FLAG_DUMP_STATS: 1,
  NHA_OP_FLAG_DUMP_HW_STATS: 2,
  NHA_OP_FLAG_RESP_GRP_RESVD_0: 0x80000000,
});

/** struct nexthop_grp, linux/nexthop.h: one member of a group. */
export const nexthopGroupMember = struct("nexthop_grp", {
  id: u32,
  weight: u8, // less one, the lower eight bits
  weightHigh: u8, // and the higher ones; kernels before 6.12 want zero
  resvd2: gap(2),
});

/** NHA_* from linux/nexthop.h. */
export const nexthopAttributes = attributes("NHA", {
  id: attr(1, u32),
  group: attr(2, array(nexthopGroupMember)),
  groupType: attr(3, nexthopGroupType),
  blackhole: attr(4, flag),
  oif: attr(5, u32),
  gateway: attr(6, address),
  encapType: attr(7, encapType),
  encap: attr(8, encap),
  groups: attr(9, flag),
  master: attr(10, u32),
  fdb: attr(11, flag),
  resGroup: attr(
    12,
    nested(() => nexthopResGroupAttributes),
  ),
  resBucket: attr(
    13,
    nested(() => nexthopResBucketAttributes),
  ),
  opFlags: attr(14, nexthopOpFlags),
  groupStats: attr(
    15,
    nested(() => nexthopGroupStatsAttributes),
  ),
  hwStatsEnable: attr(16, u32),
  hwStatsUsed: attr(17, u32),
});

/** `{ name: "id", value: number } | … | UnknownAttribute`. */
export type NexthopAttribute = AttributeOf<typeof nexthopAttributes>;
