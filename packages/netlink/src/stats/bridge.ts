import { attr, attributes } from "../codec/attributes.js";
import { u16, u64 } from "../codec/integers.js";
import { padding } from "../codec/padding.js";
import { repeated } from "../codec/repeated.js";
import { gap, struct } from "../codec/struct.js";
import { bridgeVlanFlags } from "../link/bridge.js";

/** struct bridge_vlan_xstats, linux/if_bridge.h. */
export const bridgeVlanXstats = struct("bridge_vlan_xstats", {
  rxBytes: u64,
  rxPackets: u64,
  txBytes: u64,
  txPackets: u64,
  vid: u16,
  flags: bridgeVlanFlags,
  pad2: gap(4),
});

/** BR_MCAST_DIR_* from linux/if_bridge.h: a count for each direction. */
const eachWay = struct("BR_MCAST_DIR", { rx: u64, tx: u64 });

/** struct br_mcast_stats, linux/if_bridge.h. */
export const brMcastStats = struct("br_mcast_stats", {
  igmpV1queries: eachWay,
  igmpV2queries: eachWay,
  igmpV3queries: eachWay,
  igmpLeaves: eachWay,
  igmpV1reports: eachWay,
  igmpV2reports: eachWay,
  igmpV3reports: eachWay,
  igmpParseErrors: u64,
  mldV1queries: eachWay,
  mldV2queries: eachWay,
  mldLeaves: eachWay,
  mldV1reports: eachWay,
  mldV2reports: eachWay,
  mldParseErrors: u64,
  mcastBytes: eachWay,
  mcastPackets: eachWay,
});

/** struct bridge_stp_xstats, linux/if_bridge.h. */
export const bridgeStpXstats = struct("bridge_stp_xstats", {
  transitionBlk: u64,
  transitionFwd: u64,
  rxBpdu: u64,
  txBpdu: u64,
  rxTcn: u64,
  txTcn: u64,
});

/** BRIDGE_XSTATS_* from linux/if_bridge.h. */
export const bridgeXstatsAttributes = attributes("BRIDGE_XSTATS", {
  vlan: attr(1, repeated(bridgeVlanXstats)),
  mcast: attr(2, brMcastStats),
  pad: attr(3, padding),
  stp: attr(4, bridgeStpXstats),
});
