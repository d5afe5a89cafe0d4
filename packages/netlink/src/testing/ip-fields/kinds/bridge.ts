import type { Infer } from "../../../codec/codec.js";
import { type bridgeId, type bridgePortAttributes, bridgeState } from "../../../link/bridge-port.js";
import { type bridgeAttributes, bridgeBoolopt, type bridgeQuerierAttributes } from "../../../link/kinds/bridge.js";
import { vlanProtocol } from "../../../link/kinds/vlan.js";
import { about, type Check, type Fields, inside } from "../compare.js";
import { has, hex, named, plain } from "../names.js";

/** Seconds: timers run on between the dump and the tool's own. */
const TOLERANCE = 10;

function timer<T>(pick: (ours: T) => bigint | undefined): Check<T> {
  return about((ours) => {
    const ticks = pick(ours);
    return ticks === undefined ? undefined : Number(ticks) / 100;
  }, TOLERANCE);
}

/** Priority and address, each byte of that without a leading zero. */
function shownBridgeId(id: Infer<typeof bridgeId> | undefined): string | undefined {
  return id && `${id.prio.toString(16).padStart(4, "0")}.${id.addr.replaceAll(/\b0(?=.)/g, "")}`;
}

/** Tags' protocols as `ip` writes them. */
export const vlanProtocols = { ETH_P_8021Q: "802.1Q", ETH_P_8021AD: "802.1ad" };

/** Zero is shown without the prefix. */
const mask = (value: number | undefined): string | undefined => (value === 0 ? "0" : hex(value));

type Querier = Infer<typeof bridgeQuerierAttributes>;

/** A bridge. */
export const bridgeFields: Fields<Infer<typeof bridgeAttributes>> = {
  forward_delay: ({ forwardDelay }) => forwardDelay,
  hello_time: ({ helloTime }) => helloTime,
  max_age: ({ maxAge }) => maxAge,
  ageing_time: ({ ageingTime }) => ageingTime,
  stp_state: ({ stpState }) => stpState,
  priority: ({ priority }) => priority,
  vlan_filtering: ({ vlanFiltering }) => vlanFiltering,
  vlan_protocol: (bridge) => named(vlanProtocol, "ETH_P_", bridge.vlanProtocol, vlanProtocols),
  bridge_id: ({ bridgeId }) => shownBridgeId(bridgeId),
  root_id: ({ rootId }) => shownBridgeId(rootId),
  root_port: ({ rootPort }) => rootPort,
  root_path_cost: ({ rootPathCost }) => rootPathCost,
  topology_change: ({ topologyChange }) => topologyChange,
  topology_change_detected: ({ topologyChangeDetected }) => topologyChangeDetected,
  hello_timer: timer(({ helloTimer }) => helloTimer),
  tcn_timer: timer(({ tcnTimer }) => tcnTimer),
  topology_change_timer: timer(({ topologyChangeTimer }) => topologyChangeTimer),
  gc_timer: timer(({ gcTimer }) => gcTimer),
  fdb_n_learned: ({ fdbNLearned }) => fdbNLearned,
  fdb_max_learned: ({ fdbMaxLearned }) => fdbMaxLearned,
  vlan_default_pvid: ({ vlanDefaultPvid }) => vlanDefaultPvid,
  vlan_stats_enabled: ({ vlanStatsEnabled }) => vlanStatsEnabled,
  vlan_stats_per_port: ({ vlanStatsPerPort }) => vlanStatsPerPort,
  group_fwd_mask: ({ groupFwdMask }) => mask(groupFwdMask),
  group_addr: ({ groupAddr }) => groupAddr,
  mcast_snooping: ({ mcastSnooping }) => mcastSnooping,
  no_linklocal_learn: ({ multiBoolopt }) => Number(has(bridgeBoolopt, multiBoolopt?.optval, "BR_BOOLOPT_NO_LL_LEARN")),
  mcast_vlan_snooping: ({ multiBoolopt }) =>
    Number(has(bridgeBoolopt, multiBoolopt?.optval, "BR_BOOLOPT_MCAST_VLAN_SNOOPING")),
  mst_enabled: ({ multiBoolopt }) => Number(has(bridgeBoolopt, multiBoolopt?.optval, "BR_BOOLOPT_MST_ENABLE")),
  fdb_local_vlan_0: ({ multiBoolopt }) =>
    Number(has(bridgeBoolopt, multiBoolopt?.optval, "BR_BOOLOPT_FDB_LOCAL_VLAN_0")),
  mcast_router: ({ mcastRouter }) => mcastRouter,
  mcast_query_use_ifaddr: ({ mcastQueryUseIfaddr }) => mcastQueryUseIfaddr,
  mcast_querier: ({ mcastQuerier }) => mcastQuerier,
  mcast_querier_state_ipv4: inside<Infer<typeof bridgeAttributes>, Querier>(
    ({ mcastQuerierState }) => mcastQuerierState,
    {
      mcast_querier_ipv4_addr: ({ ipAddress }) => ipAddress,
      mcast_querier_ipv4_port: ({ ipPort }, scene) => ipPort && scene.ifname(ipPort),
      mcast_querier_ipv4_other_timer: timer(({ ipOtherTimer }) => ipOtherTimer),
    },
  ),
  mcast_querier_state_ipv6: inside<Infer<typeof bridgeAttributes>, Querier>(
    ({ mcastQuerierState }) => mcastQuerierState,
    {
      mcast_querier_ipv6_addr: ({ ipv6Address }) => ipv6Address,
      mcast_querier_ipv6_port: ({ ipv6Port }, scene) => ipv6Port && scene.ifname(ipv6Port),
      mcast_querier_ipv6_other_timer: timer(({ ipv6OtherTimer }) => ipv6OtherTimer),
    },
  ),
  mcast_hash_elasticity: ({ mcastHashElasticity }) => mcastHashElasticity,
  mcast_hash_max: ({ mcastHashMax }) => mcastHashMax,
  mcast_last_member_cnt: ({ mcastLastMemberCnt }) => mcastLastMemberCnt,
  mcast_startup_query_cnt: ({ mcastStartupQueryCnt }) => mcastStartupQueryCnt,
  mcast_last_member_intvl: ({ mcastLastMemberIntvl }) => plain(mcastLastMemberIntvl),
  mcast_membership_intvl: ({ mcastMembershipIntvl }) => plain(mcastMembershipIntvl),
  mcast_querier_intvl: ({ mcastQuerierIntvl }) => plain(mcastQuerierIntvl),
  mcast_query_intvl: ({ mcastQueryIntvl }) => plain(mcastQueryIntvl),
  mcast_query_response_intvl: ({ mcastQueryResponseIntvl }) => plain(mcastQueryResponseIntvl),
  mcast_startup_query_intvl: ({ mcastStartupQueryIntvl }) => plain(mcastStartupQueryIntvl),
  mcast_stats_enabled: ({ mcastStatsEnabled }) => mcastStatsEnabled,
  mcast_igmp_version: ({ mcastIgmpVersion }) => mcastIgmpVersion,
  mcast_mld_version: ({ mcastMldVersion }) => mcastMldVersion,
  nf_call_iptables: ({ nfCallIptables }) => nfCallIptables,
  nf_call_ip6tables: ({ nfCallIp6tables }) => nfCallIp6tables,
  nf_call_arptables: ({ nfCallArptables }) => nfCallArptables,
};

type Port = Infer<typeof bridgePortAttributes>;

/** What `ip link` and `bridge link` call the same. */
export const bridgePortSwitches: Fields<Port> = {
  state: ({ state }) => named(bridgeState, "BR_STATE_", state),
  priority: ({ priority }) => priority,
  cost: ({ cost }) => cost,
  hairpin: ({ mode }) => mode === 1,
  guard: ({ guard }) => guard === 1,
  root_block: ({ protect }) => protect === 1,
  fastleave: ({ fastLeave }) => fastLeave === 1,
  learning: ({ learning }) => learning === 1,
  flood: ({ unicastFlood }) => unicastFlood === 1,
  mcast_flood: ({ mcastFlood }) => mcastFlood === 1,
  bcast_flood: ({ bcastFlood }) => bcastFlood === 1,
  mcast_to_unicast: ({ mcastToUcast }) => mcastToUcast === 1,
  neigh_suppress: ({ neighSuppress }) => neighSuppress === 1,
  neigh_vlan_suppress: ({ neighVlanSuppress }) => neighVlanSuppress === 1,
  vlan_tunnel: ({ vlanTunnel }) => vlanTunnel === 1,
  isolated: ({ isolated }) => isolated === 1,
  locked: ({ locked }) => locked === 1,
  mab: ({ mab }) => mab === 1,
  mcast_n_groups: ({ mcastNGroups }) => mcastNGroups,
  mcast_max_groups: ({ mcastMaxGroups }) => mcastMaxGroups,
  backup_port: ({ backupPort }, scene) => backupPort && scene.ifname(backupPort),
  backup_nhid: ({ backupNhid }) => backupNhid,
};

/** A bridge's port. */
export const bridgePortFields: Fields<Port> = {
  ...bridgePortSwitches,
  id: ({ id }) => hex(id),
  no: ({ no }) => hex(no),
  designated_port: ({ designatedPort }) => designatedPort,
  designated_cost: ({ designatedCost }) => designatedCost,
  bridge_id: ({ bridgeId }) => shownBridgeId(bridgeId),
  root_id: ({ rootId }) => shownBridgeId(rootId),
  hold_timer: timer(({ holdTimer }) => holdTimer),
  message_age_timer: timer(({ messageAgeTimer }) => messageAgeTimer),
  forward_delay_timer: timer(({ forwardDelayTimer }) => forwardDelayTimer),
  topology_change_ack: ({ topologyChangeAck }) => topologyChangeAck,
  config_pending: ({ configPending }) => configPending,
  proxy_arp: ({ proxyarp }) => proxyarp === 1,
  proxy_arp_wifi: ({ proxyarpWifi }) => proxyarpWifi === 1,
  multicast_router: ({ multicastRouter }) => multicastRouter,
  group_fwd_mask: ({ groupFwdMask }) => mask(groupFwdMask),
  group_fwd_mask_str: ({ groupFwdMask }) => hex(groupFwdMask),
};
