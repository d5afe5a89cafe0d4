import { mac } from "../codec/address.js";
import { attr, attributes } from "../codec/attributes.js";
import { flag } from "../codec/flag.js";
import { be16, u8, u16, u32, u64 } from "../codec/integers.js";
import { enumeration } from "../codec/numbers.js";
import { padding } from "../codec/padding.js";
import { struct } from "../codec/struct.js";

/** Spanning tree states: BR_STATE_* from linux/if_bridge.h. */
export const bridgeState = enumeration(u8, {
  BR_STATE_DISABLED: 0,
  BR_STATE_LISTENING: 1,
  BR_STATE_LEARNING: 2,
  BR_STATE_FORWARDING: 3,
  BR_STATE_BLOCKING: 4,
});

/** Whether multicast routers are behind a port: MDB_RTR_TYPE_* from linux/if_bridge.h. */
export const multicastRouterType = enumeration(u8, {
  MDB_RTR_TYPE_DISABLED: 0,
  MDB_RTR_TYPE_TEMP_QUERY: 1,
  MDB_RTR_TYPE_PERM: 2,
  MDB_RTR_TYPE_TEMP: 3,
});

/** struct ifla_bridge_id, linux/if_link.h: IEEE 802.1D's, as it is in a BPDU. */
export const bridgeId = struct("ifla_bridge_id", { prio: be16, addr: mac });

/**
 * IFLA_BRPORT_* from linux/if_link.h: a link as a bridge's port. In IFLA_PROTINFO where the header's family is
 * AF_BRIDGE, and in IFLA_INFO_SLAVE_DATA with IFLA_INFO_SLAVE_KIND "bridge". Switches are 0 or 1.
 */
export const bridgePortAttributes = attributes("IFLA_BRPORT", {
  state: attr(1, bridgeState),
  priority: attr(2, u16),
  cost: attr(3, u32),
  /** Hairpin mode: a frame may leave where it came in. */
  mode: attr(4, u8),
  guard: attr(5, u8),
  protect: attr(6, u8),
  fastLeave: attr(7, u8),
  learning: attr(8, u8),
  unicastFlood: attr(9, u8),
  proxyarp: attr(10, u8),
  learningSync: attr(11, u8),
  proxyarpWifi: attr(12, u8),
  rootId: attr(13, bridgeId),
  bridgeId: attr(14, bridgeId),
  designatedPort: attr(15, u16),
  designatedCost: attr(16, u16),
  id: attr(17, u16),
  no: attr(18, u16),
  topologyChangeAck: attr(19, u8),
  configPending: attr(20, u8),
  messageAgeTimer: attr(21, u64), // 1/100 s
  forwardDelayTimer: attr(22, u64), // 1/100 s
  holdTimer: attr(23, u64), // 1/100 s
  flush: attr(24, flag),
  multicastRouter: attr(25, multicastRouterType),
  pad: attr(26, padding),
  mcastFlood: attr(27, u8),
  mcastToUcast: attr(28, u8),
  vlanTunnel: attr(29, u8),
  bcastFlood: attr(30, u8),
  groupFwdMask: attr(31, u16),
  neighSuppress: attr(32, u8),
  isolated: attr(33, u8),
  /** The index of the link; 0 takes it away. */
  backupPort: attr(34, u32),
  mrpRingOpen: attr(35, u8),
  mrpInOpen: attr(36, u8),
  mcastEhtHostsLimit: attr(37, u32),
  mcastEhtHostsCnt: attr(38, u32),
  locked: attr(39, u8),
  mab: attr(40, u8),
  mcastNGroups: attr(41, u32),
  mcastMaxGroups: attr(42, u32),
  neighVlanSuppress: attr(43, u8),
  backupNhid: attr(44, u32),
  neighForwardGrat: attr(45, u8),
});
