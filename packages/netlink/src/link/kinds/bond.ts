import { ipv4, ipv6, linkAddress, mac } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { indexed } from "../../codec/indexed.js";
import { s32, u8, u16, u32 } from "../../codec/integers.js";
import { nested } from "../../codec/nested.js";
import { enumeration, flagWord } from "../../codec/numbers.js";

/** BOND_MODE_* from linux/if_bonding.h. */
export const bondMode = enumeration(u8, {
  BOND_MODE_ROUNDROBIN: 0,
  BOND_MODE_ACTIVEBACKUP: 1,
  BOND_MODE_XOR: 2,
  BOND_MODE_BROADCAST: 3,
  BOND_MODE_8023AD: 4,
  BOND_MODE_TLB: 5,
  BOND_MODE_ALB: 6,
});

/** BOND_XMIT_POLICY_* from linux/if_bonding.h. */
export const bondXmitHashPolicy = enumeration(u8, {
  BOND_XMIT_POLICY_LAYER2: 0,
  BOND_XMIT_POLICY_LAYER34: 1,
  BOND_XMIT_POLICY_LAYER23: 2,
  BOND_XMIT_POLICY_ENCAP23: 3,
  BOND_XMIT_POLICY_ENCAP34: 4,
  BOND_XMIT_POLICY_VLAN_SRCMAC: 5,
});

/** BOND_ARP_VALIDATE_* and BOND_ARP_FILTER* from net/bonding.h. */
export const bondArpValidate = enumeration(u32, {
  BOND_ARP_VALIDATE_NONE: 0,
  BOND_ARP_VALIDATE_ACTIVE: 1,
  BOND_ARP_VALIDATE_BACKUP: 2,
  BOND_ARP_VALIDATE_ALL: 3,
  BOND_ARP_FILTER: 4,
  BOND_ARP_FILTER_ACTIVE: 5,
  BOND_ARP_FILTER_BACKUP: 6,
});

/** BOND_ARP_TARGETS_* from net/bonding.h. */
export const bondArpAllTargets = enumeration(u32, { BOND_ARP_TARGETS_ANY: 0, BOND_ARP_TARGETS_ALL: 1 });

/** BOND_PRI_RESELECT_* from net/bonding.h. */
export const bondPrimaryReselect = enumeration(u8, {
  BOND_PRI_RESELECT_ALWAYS: 0,
  BOND_PRI_RESELECT_BETTER: 1,
  BOND_PRI_RESELECT_FAILURE: 2,
});

/** BOND_FOM_* from net/bonding.h. */
export const bondFailOverMac = enumeration(u8, { BOND_FOM_NONE: 0, BOND_FOM_ACTIVE: 1, BOND_FOM_FOLLOW: 2 });

/** AD_LACP_* from net/bond_3ad.h. */
export const bondLacpRate = enumeration(u8, { AD_LACP_SLOW: 0, AD_LACP_FAST: 1 });

/** BOND_AD_* from net/bond_3ad.h. */
export const bondAdSelect = enumeration(u8, {
  BOND_AD_STABLE: 0,
  BOND_AD_BANDWIDTH: 1,
  BOND_AD_COUNT: 2,
  BOND_AD_PRIO: 3,
});

/** IFLA_BOND_AD_INFO_* from linux/if_link.h: the 802.3ad aggregator in use. */
export const bondAdInfoAttributes = attributes("IFLA_BOND_AD_INFO", {
  aggregator: attr(1, u16),
  numPorts: attr(2, u16),
  actorKey: attr(3, u16),
  partnerKey: attr(4, u16),
  partnerMac: attr(5, mac),
});

/** IFLA_BOND_* from linux/if_link.h. */
export const bondAttributes = attributes("IFLA_BOND", {
  mode: attr(1, bondMode),
  activeSlave: attr(2, u32),
  miimon: attr(3, u32), // ms, as are the other times unless said
  updelay: attr(4, u32),
  downdelay: attr(5, u32),
  useCarrier: attr(6, u8),
  arpInterval: attr(7, u32),
  arpIpTarget: attr(8, indexed(ipv4, 0)),
  arpValidate: attr(9, bondArpValidate),
  arpAllTargets: attr(10, bondArpAllTargets),
  primary: attr(11, u32),
  primaryReselect: attr(12, bondPrimaryReselect),
  failOverMac: attr(13, bondFailOverMac),
  xmitHashPolicy: attr(14, bondXmitHashPolicy),
  resendIgmp: attr(15, u32),
  numPeerNotif: attr(16, u8),
  allSlavesActive: attr(17, u8),
  minLinks: attr(18, u32),
  lpInterval: attr(19, u32), // s
  packetsPerSlave: attr(20, u32),
  adLacpRate: attr(21, bondLacpRate),
  adSelect: attr(22, bondAdSelect),
  adInfo: attr(
    23,
    nested(() => bondAdInfoAttributes),
  ),
  adActorSysPrio: attr(24, u16),
  adUserPortKey: attr(25, u16),
  adActorSystem: attr(26, mac),
  tlbDynamicLb: attr(27, u8),
  peerNotifDelay: attr(28, u32),
  adLacpActive: attr(29, u8),
  missedMax: attr(30, u8),
  nsIp6Target: attr(31, indexed(ipv6, 0)),
  coupledControl: attr(32, u8),
  broadcastNeigh: attr(33, u8),
  lacpStrict: attr(34, u8),
});

/** BOND_STATE_* from linux/if_bonding.h. */
export const bondPortState = enumeration(u8, { BOND_STATE_ACTIVE: 0, BOND_STATE_BACKUP: 1 });

/** BOND_LINK_* from linux/if_bonding.h. */
export const bondPortLink = enumeration(u8, {
  BOND_LINK_UP: 0,
  BOND_LINK_FAIL: 1,
  BOND_LINK_DOWN: 2,
  BOND_LINK_BACK: 3,
});

/** churn_state_t, net/bond_3ad.h. */
export const bondChurnState = enumeration(u8, { AD_CHURN_MONITOR: 0, AD_CHURN: 1, AD_NO_CHURN: 2 });

const lacpState = {
  LACP_STATE_LACP_ACTIVITY: 0x01,
  LACP_STATE_LACP_TIMEOUT: 0x02,
  LACP_STATE_AGGREGATION: 0x04,
  LACP_STATE_SYNCHRONIZATION: 0x08,
  LACP_STATE_COLLECTING: 0x10,
  LACP_STATE_DISTRIBUTING: 0x20,
  LACP_STATE_DEFAULTED: 0x40,
  LACP_STATE_EXPIRED: 0x80,
} as const;

/** LACP_STATE_* from linux/if_bonding.h, of our own end. */
export const bondActorPortState = flagWord(u8, lacpState);

/** LACP_STATE_* from linux/if_bonding.h, of the partner's end: the same bits, in 16 of them. */
export const bondPartnerPortState = flagWord(u16, lacpState);

/** IFLA_BOND_SLAVE_* from linux/if_link.h. */
export const bondPortAttributes = attributes("IFLA_BOND_SLAVE", {
  state: attr(1, bondPortState),
  miiStatus: attr(2, bondPortLink),
  linkFailureCount: attr(3, u32),
  permHwaddr: attr(4, linkAddress), // as long as the device's addresses: 20 bytes for InfiniBand
  queueId: attr(5, u16),
  adAggregatorId: attr(6, u16),
  adActorOperPortState: attr(7, bondActorPortState),
  adPartnerOperPortState: attr(8, bondPartnerPortState),
  prio: attr(9, s32),
  actorPortPrio: attr(10, u16),
  adChurnActorState: attr(11, bondChurnState),
  adChurnPartnerState: attr(12, bondChurnState),
});
