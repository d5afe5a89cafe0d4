import { ipv4, ipv6, mac } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { flag } from "../../codec/flag.js";
import { u8, u16, u32, u64 } from "../../codec/integers.js";
import { nested } from "../../codec/nested.js";
import { enumeration, flagWord } from "../../codec/numbers.js";
import { padding } from "../../codec/padding.js";
import { struct } from "../../codec/struct.js";
import { bridgeId, multicastRouterType } from "../bridge-port.js";
import { vlanProtocol } from "./vlan.js";

/** Who runs the spanning tree protocol: BR_NO_STP and so on, net/bridge/br_private.h. */
export const bridgeStpState = enumeration(u32, { BR_NO_STP: 0, BR_KERNEL_STP: 1, BR_USER_STP: 2 });

/** BR_STP_MODE_* from linux/if_link.h. */
export const bridgeStpMode = enumeration(u32, { BR_STP_MODE_AUTO: 0, BR_STP_MODE_USER: 1, BR_STP_MODE_KERNEL: 2 });

/** BR_BOOLOPT_* from linux/if_bridge.h. The kernel's constants are numbers of bits, these are the bits. */
export const bridgeBoolopt = flagWord(u32, {
  BR_BOOLOPT_NO_LL_LEARN: 1,
  BR_BOOLOPT_MCAST_VLAN_SNOOPING: 2,
  BR_BOOLOPT_MST_ENABLE: 4,
  BR_BOOLOPT_MDB_OFFLOAD_FAIL_NOTIFICATION: 8,
  BR_BOOLOPT_FDB_LOCAL_VLAN_0: 16,
});

/** struct br_boolopt_multi, linux/if_bridge.h. When setting, bits outside of `optmask` stay as they are. */
export const bridgeBooloptMulti = struct("br_boolopt_multi", { optval: bridgeBoolopt, optmask: bridgeBoolopt });

/** BRIDGE_QUERIER_* from linux/if_bridge.h: who asks for members of multicast groups, as the bridge sees it. */
export const bridgeQuerierAttributes = attributes("BRIDGE_QUERIER", {
  ipAddress: attr(1, ipv4),
  ipPort: attr(2, u32),
  ipOtherTimer: attr(3, u64), // 1/100 s
  pad: attr(4, padding),
  ipv6Address: attr(5, ipv6),
  ipv6Port: attr(6, u32),
  ipv6OtherTimer: attr(7, u64), // 1/100 s
});

/** IFLA_BR_* from linux/if_link.h. All times are in 1/100 s. */
export const bridgeAttributes = attributes("IFLA_BR", {
  forwardDelay: attr(1, u32),
  helloTime: attr(2, u32),
  maxAge: attr(3, u32),
  ageingTime: attr(4, u32),
  stpState: attr(5, bridgeStpState),
  priority: attr(6, u16),
  vlanFiltering: attr(7, u8),
  vlanProtocol: attr(8, vlanProtocol),
  groupFwdMask: attr(9, u16),
  rootId: attr(10, bridgeId),
  bridgeId: attr(11, bridgeId),
  rootPort: attr(12, u16), // a port's number, no interface index
  rootPathCost: attr(13, u32),
  topologyChange: attr(14, u8),
  topologyChangeDetected: attr(15, u8),
  helloTimer: attr(16, u64),
  tcnTimer: attr(17, u64),
  topologyChangeTimer: attr(18, u64),
  gcTimer: attr(19, u64),
  groupAddr: attr(20, mac),
  fdbFlush: attr(21, flag),
  mcastRouter: attr(22, multicastRouterType),
  mcastSnooping: attr(23, u8),
  mcastQueryUseIfaddr: attr(24, u8),
  mcastQuerier: attr(25, u8),
  mcastHashElasticity: attr(26, u32),
  mcastHashMax: attr(27, u32),
  mcastLastMemberCnt: attr(28, u32),
  mcastStartupQueryCnt: attr(29, u32),
  mcastLastMemberIntvl: attr(30, u64),
  mcastMembershipIntvl: attr(31, u64),
  mcastQuerierIntvl: attr(32, u64),
  mcastQueryIntvl: attr(33, u64),
  mcastQueryResponseIntvl: attr(34, u64),
  mcastStartupQueryIntvl: attr(35, u64),
  nfCallIptables: attr(36, u8),
  nfCallIp6tables: attr(37, u8),
  nfCallArptables: attr(38, u8),
  vlanDefaultPvid: attr(39, u16),
  pad: attr(40, padding),
  vlanStatsEnabled: attr(41, u8),
  mcastStatsEnabled: attr(42, u8),
  mcastIgmpVersion: attr(43, u8),
  mcastMldVersion: attr(44, u8),
  vlanStatsPerPort: attr(45, u8),
  multiBoolopt: attr(46, bridgeBooloptMulti),
  mcastQuerierState: attr(
    47,
    nested(() => bridgeQuerierAttributes),
  ),
  fdbNLearned: attr(48, u32),
  fdbMaxLearned: attr(49, u32),
  stpMode: attr(50, bridgeStpMode),
});
