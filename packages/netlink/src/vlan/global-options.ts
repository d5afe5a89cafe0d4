import { attr, attributes } from "../codec/attributes.js";
import { u8, u16, u32, u64 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { padding } from "../codec/padding.js";
import { bridgeQuerierAttributes } from "../link/kinds/bridge.js";
import { mdbAttributes } from "../mdb/attributes.js";

/** BRIDGE_VLANDB_GOPTS_* from linux/if_bridge.h: of a VLAN on all of a bridge. Intervals in 1/100 s. */
export const vlanGlobalOptionsAttributes = attributes("BRIDGE_VLANDB_GOPTS", {
  id: attr(1, u16),
  range: attr(2, u16), // the last one, where these are the same for several
  mcastSnooping: attr(3, u8),
  mcastIgmpVersion: attr(4, u8),
  mcastMldVersion: attr(5, u8),
  mcastLastMemberCnt: attr(6, u32),
  mcastStartupQueryCnt: attr(7, u32),
  mcastLastMemberIntvl: attr(8, u64),
  pad: attr(9, padding),
  mcastMembershipIntvl: attr(10, u64),
  mcastQuerierIntvl: attr(11, u64),
  mcastQueryIntvl: attr(12, u64),
  mcastQueryResponseIntvl: attr(13, u64),
  mcastStartupQueryIntvl: attr(14, u64),
  mcastQuerier: attr(15, u8),
  // MDBA_ROUTER, with a nest around it.
  mcastRouterPorts: attr(
    16,
    nested(() => mdbAttributes),
  ),
  mcastQuerierState: attr(
    17,
    nested(() => bridgeQuerierAttributes),
  ),
  msti: attr(18, u16),
});
