import type { Infer } from "../../../codec/codec.js";
import { namesOf } from "../../../codec/numbers.js";
import {
  bondActorPortState,
  bondAdSelect,
  bondArpAllTargets,
  bondArpValidate,
  type bondAttributes,
  bondFailOverMac,
  bondLacpRate,
  bondMode,
  bondPartnerPortState,
  type bondPortAttributes,
  bondPortLink,
  bondPortState,
  bondPrimaryReselect,
  bondXmitHashPolicy,
} from "../../../link/kinds/bond.js";
import { type Fields, inside } from "../compare.js";
import { named } from "../names.js";

const modes = {
  BOND_MODE_ROUNDROBIN: "balance-rr",
  BOND_MODE_ACTIVEBACKUP: "active-backup",
  BOND_MODE_XOR: "balance-xor",
  BOND_MODE_8023AD: "802.3ad",
  BOND_MODE_TLB: "balance-tlb",
  BOND_MODE_ALB: "balance-alb",
};

const policies = {
  BOND_XMIT_POLICY_LAYER34: "layer3+4",
  BOND_XMIT_POLICY_LAYER23: "layer2+3",
  BOND_XMIT_POLICY_ENCAP23: "encap2+3",
  BOND_XMIT_POLICY_ENCAP34: "encap3+4",
  BOND_XMIT_POLICY_VLAN_SRCMAC: "vlan+srcmac",
};

const filters = {
  BOND_ARP_FILTER: "filter",
  BOND_ARP_FILTER_ACTIVE: "filter_active",
  BOND_ARP_FILTER_BACKUP: "filter_backup",
};

/** A bond. */
export const bondFields: Fields<Infer<typeof bondAttributes>> = {
  mode: ({ mode }) => named(bondMode, "BOND_MODE_", mode, modes),
  active_slave: ({ activeSlave }, scene) => activeSlave && scene.ifname(activeSlave),
  miimon: ({ miimon }) => miimon,
  updelay: ({ updelay }) => updelay,
  downdelay: ({ downdelay }) => downdelay,
  peer_notify_delay: ({ peerNotifDelay }) => peerNotifDelay,
  use_carrier: ({ useCarrier }) => useCarrier,
  arp_interval: ({ arpInterval }) => arpInterval,
  arp_missed_max: ({ missedMax }) => missedMax,
  arp_ip_target: ({ arpIpTarget }) => arpIpTarget && [...arpIpTarget.values()],
  ns_ip6_target: ({ nsIp6Target }) => nsIp6Target && [...nsIp6Target.values()],
  // "none" is shown as null.
  arp_validate: ({ arpValidate }) =>
    arpValidate === 0 ? null : named(bondArpValidate, "BOND_ARP_VALIDATE_", arpValidate, filters),
  arp_all_targets: ({ arpAllTargets }) => named(bondArpAllTargets, "BOND_ARP_TARGETS_", arpAllTargets),
  primary: ({ primary }, scene) => primary && scene.ifname(primary),
  primary_reselect: ({ primaryReselect }) => named(bondPrimaryReselect, "BOND_PRI_RESELECT_", primaryReselect),
  fail_over_mac: ({ failOverMac }) => named(bondFailOverMac, "BOND_FOM_", failOverMac),
  xmit_hash_policy: ({ xmitHashPolicy }) => named(bondXmitHashPolicy, "BOND_XMIT_POLICY_", xmitHashPolicy, policies),
  resend_igmp: ({ resendIgmp }) => resendIgmp,
  num_peer_notif: ({ numPeerNotif }) => numPeerNotif,
  all_slaves_active: ({ allSlavesActive }) => allSlavesActive,
  min_links: ({ minLinks }) => minLinks,
  lp_interval: ({ lpInterval }) => lpInterval,
  packets_per_slave: ({ packetsPerSlave }) => packetsPerSlave,
  ad_lacp_active: ({ adLacpActive }) => (adLacpActive === 1 ? "on" : "off"),
  ad_lacp_rate: ({ adLacpRate }) => named(bondLacpRate, "AD_LACP_", adLacpRate),
  coupled_control: ({ coupledControl }) => coupledControl === 1,
  ad_select: ({ adSelect }) => named(bondAdSelect, "BOND_AD_", adSelect),
  ad_info: inside(({ adInfo }) => adInfo, {
    aggregator: ({ aggregator }) => aggregator,
    num_ports: ({ numPorts }) => numPorts,
    actor_key: ({ actorKey }) => actorKey,
    partner_key: ({ partnerKey }) => partnerKey,
    partner_mac: ({ partnerMac }) => partnerMac,
  }),
  ad_actor_sys_prio: ({ adActorSysPrio }) => adActorSysPrio,
  ad_user_port_key: ({ adUserPortKey }) => adUserPortKey,
  ad_actor_system: ({ adActorSystem }) => adActorSystem,
  tlb_dynamic_lb: ({ tlbDynamicLb }) => tlbDynamicLb,
};

/** LACP's bits in `ip`'s words. */
const words: Readonly<Record<string, string>> = {
  LACP_STATE_LACP_ACTIVITY: "active",
  LACP_STATE_LACP_TIMEOUT: "short_timeout",
  LACP_STATE_AGGREGATION: "aggregating",
  LACP_STATE_SYNCHRONIZATION: "in_sync",
  LACP_STATE_COLLECTING: "collecting",
  LACP_STATE_DISTRIBUTING: "distributing",
  LACP_STATE_DEFAULTED: "defaulted",
  LACP_STATE_EXPIRED: "expired",
};

/** A bond's port. */
export const bondPortFields: Fields<Infer<typeof bondPortAttributes>> = {
  state: ({ state }) => named(bondPortState, "BOND_STATE_", state)?.toUpperCase(),
  mii_status: ({ miiStatus }) =>
    named(bondPortLink, "BOND_LINK_", miiStatus, {
      BOND_LINK_FAIL: "GOING_DOWN",
      BOND_LINK_BACK: "GOING_BACK",
    })?.toUpperCase(),
  link_failure_count: ({ linkFailureCount }) => linkFailureCount,
  perm_hwaddr: ({ permHwaddr }) => permHwaddr,
  queue_id: ({ queueId }) => queueId,
  prio: ({ prio }) => prio,
  ad_aggregator_id: ({ adAggregatorId }) => adAggregatorId,
  ad_actor_oper_port_state: ({ adActorOperPortState }) => adActorOperPortState,
  ad_actor_oper_port_state_str: ({ adActorOperPortState }) =>
    adActorOperPortState !== undefined && namesOf(bondActorPortState, adActorOperPortState).map((name) => words[name]),
  ad_partner_oper_port_state: ({ adPartnerOperPortState }) => adPartnerOperPortState,
  ad_partner_oper_port_state_str: ({ adPartnerOperPortState }) =>
    adPartnerOperPortState !== undefined &&
    namesOf(bondPartnerPortState, adPartnerOperPortState).map((name) => words[name]),
};
