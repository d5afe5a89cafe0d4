import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { u8, u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { padding } from "../codec/padding.js";
import { linkStats64 } from "../link/stats.js";
import { bondXstatsAttributes } from "./bond.js";
import { bridgeXstatsAttributes } from "./bridge.js";
import { mplsStatsAttributes } from "./mpls.js";
import { offloadXstatsAttributes } from "./offload.js";

/** LINK_XSTATS_TYPE_* from linux/if_link.h: statistics of a kind of link. */
export const linkXstatsAttributes = attributes("LINK_XSTATS_TYPE", {
  bridge: attr(
    1,
    nested(() => bridgeXstatsAttributes),
  ),
  bond: attr(
    2,
    nested(() => bondXstatsAttributes),
  ),
});

/** What IFLA_STATS_AF_SPEC holds: statistics by address family. */
export const statsByFamilyAttributes = attributes("AF", {
  mpls: attr(
    28,
    nested(() => mplsStatsAttributes),
  ),
});

/** IFLA_STATS_* from linux/if_link.h, as the kernel answers. Requests: `statsRequestAttributes`. */
export const statsAttributes = attributes("IFLA_STATS", {
  unspec: attr(0, padding),
  link64: attr(1, linkStats64, "IFLA_STATS_LINK_64"),
  linkXstats: attr(
    2,
    nested(() => linkXstatsAttributes),
  ),
  // Of the link's master, about this link.
  linkXstatsSlave: attr(
    3,
    nested(() => linkXstatsAttributes),
  ),
  linkOffloadXstats: attr(
    4,
    nested(() => offloadXstatsAttributes),
  ),
  afSpec: attr(
    5,
    nested(() => statsByFamilyAttributes),
  ),
});

/** What IFLA_STATS_GET_FILTERS holds: bits by `statsFilterBit` for the attributes inside. */
export const statsFiltersAttributes = attributes("IFLA_STATS", {
  link64: attr(1, u32, "IFLA_STATS_LINK_64"),
  linkXstats: attr(2, u32),
  linkXstatsSlave: attr(3, u32),
  linkOffloadXstats: attr(4, u32),
});

/** IFLA_STATS_GET_* and IFLA_STATS_SET_* from linux/if_link.h. */
export const statsRequestAttributes = attributes("IFLA_STATS", {
  getFilters: attr(
    1,
    nested(() => statsFiltersAttributes),
  ),
  setOffloadXstatsL3Stats: attr(2, u8),
});

/** `{ name: "link64", value: … } | … | UnknownAttribute`. */
export type StatsAttribute = AttributeOf<typeof statsAttributes>;
/** `{ name: "getFilters", value: … } | … | UnknownAttribute`. */
export type StatsRequestAttribute = AttributeOf<typeof statsRequestAttributes>;
