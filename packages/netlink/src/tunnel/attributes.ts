import { ipv4, ipv6 } from "../codec/address.js";
import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { u32, u64 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { padding } from "../codec/padding.js";
import { repeated } from "../codec/repeated.js";

/** VNIFILTER_ENTRY_STATS_* from linux/if_link.h. */
export const vnifilterStatsAttributes = attributes("VNIFILTER_ENTRY_STATS", {
  rxBytes: attr(1, u64),
  rxPkts: attr(2, u64),
  rxDrops: attr(3, u64),
  rxErrors: attr(4, u64),
  txBytes: attr(5, u64),
  txPkts: attr(6, u64),
  txDrops: attr(7, u64),
  txErrors: attr(8, u64),
  pad: attr(9, padding),
});

/** VXLAN_VNIFILTER_ENTRY_* from linux/if_link.h: a VNI, or with `end` all from `start` to it. */
export const vnifilterEntryAttributes = attributes("VXLAN_VNIFILTER_ENTRY", {
  start: attr(1, u32),
  end: attr(2, u32),
  group: attr(3, ipv4),
  group6: attr(4, ipv6),
  stats: attr(
    5,
    nested(() => vnifilterStatsAttributes),
  ),
});

/** VXLAN_VNIFILTER_* from linux/if_link.h. */
export const tunnelAttributes = attributes("VXLAN_VNIFILTER", {
  entry: attr(1, repeated(nested(() => vnifilterEntryAttributes))),
});

/** `{ name: "entry", value: … } | UnknownAttribute`. */
export type TunnelAttribute = AttributeOf<typeof tunnelAttributes>;
