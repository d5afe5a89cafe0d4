import { attr, attributes } from "../codec/attributes.js";
import { u64 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { padding } from "../codec/padding.js";

/** BOND_3AD_STAT_* from linux/if_bonding.h. */
export const bond3adStatsAttributes = attributes("BOND_3AD_STAT", {
  lacpduRx: attr(0, u64),
  lacpduTx: attr(1, u64),
  lacpduUnknownRx: attr(2, u64),
  lacpduIllegalRx: attr(3, u64),
  markerRx: attr(4, u64),
  markerTx: attr(5, u64),
  markerRespRx: attr(6, u64),
  markerRespTx: attr(7, u64),
  markerUnknownRx: attr(8, u64),
  pad: attr(9, padding),
});

/** BOND_XSTATS_* from linux/if_bonding.h. */
export const bondXstatsAttributes = attributes("BOND_XSTATS", {
  threeAd: attr(
    1,
    nested(() => bond3adStatsAttributes),
    "BOND_XSTATS_3AD",
  ),
});
