import { expect } from "vitest";
import {
  activeBackup,
  arpMonitor,
  bridgeWithoutVlans,
  bridgeWithVlans,
  lacp,
} from "../../../through-kernel/kinds/given/bridges.js";
import type { KindCases } from "./case.js";

const address = "02:00:00:00:01:01";

/** Kinds that have ports. */
export const bridges = {
  bridge: [
    {
      about: "all but VLANs",
      ours: {
        address,
        data: bridgeWithoutVlans,
      },
      words:
        `address ${address} type bridge forward_delay 400 hello_time 300 max_age 1000 ageing_time 20000 stp_state 1 ` +
        "priority 4096 group_fwd_mask 0x4008 group_address 01:80:c2:00:00:05 mcast_router 2 mcast_snooping 1 " +
        "mcast_query_use_ifaddr 1 mcast_querier 1 mcast_hash_max 8192 mcast_last_member_count 3 " +
        "mcast_startup_query_count 4 mcast_last_member_interval 50 mcast_membership_interval 20000 " +
        "mcast_querier_interval 25000 mcast_query_interval 10000 mcast_query_response_interval 500 " +
        "mcast_startup_query_interval 3000 mcast_stats_enabled 1 mcast_igmp_version 3 mcast_mld_version 2 " +
        "no_linklocal_learn 1",
      told: { multiBoolopt: expect.objectContaining({ optval: 1 }) },
      shown: {
        forward_delay: 400,
        hello_time: 300,
        max_age: 1000,
        ageing_time: 20000,
        stp_state: 1,
        priority: 4096,
        group_fwd_mask: "0x4008",
        group_addr: "01:80:c2:00:00:05",
        mcast_router: 2,
        mcast_snooping: 1,
        mcast_query_use_ifaddr: 1,
        mcast_querier: 1,
        mcast_hash_max: 8192,
        mcast_last_member_cnt: 3,
        mcast_startup_query_cnt: 4,
        mcast_last_member_intvl: 50,
        mcast_membership_intvl: 20000,
        mcast_querier_intvl: 25000,
        mcast_query_intvl: 10000,
        mcast_query_response_intvl: 500,
        mcast_startup_query_intvl: 3000,
        mcast_stats_enabled: 1,
        mcast_igmp_version: 3,
        mcast_mld_version: 2,
        no_linklocal_learn: 1,
      },
      change: {
        ours: { kind: "bridge", data: { ageingTime: 100, stpState: 0 } },
        words: "type bridge ageing_time 100 stp_state 0",
        shown: { ageing_time: 100, stp_state: 0, priority: 4096 },
      },
    },
    {
      about: "VLANs",
      ours: {
        address,
        data: bridgeWithVlans,
      },
      words:
        `address ${address} type bridge vlan_filtering 1 vlan_protocol 802.1ad vlan_default_pvid 5 ` +
        "vlan_stats_enabled 1 vlan_stats_per_port 1 mcast_vlan_snooping 1",
      told: { multiBoolopt: expect.objectContaining({ optval: 2 }) },
      shown: {
        vlan_filtering: 1,
        vlan_protocol: "802.1ad",
        vlan_default_pvid: 5,
        vlan_stats_enabled: 1,
        vlan_stats_per_port: 1,
        mcast_vlan_snooping: 1,
      },
      needs: { what: "CONFIG_BRIDGE_VLAN_FILTERING", without: "EOPNOTSUPP" },
    },
    {
      about: "netfilter",
      ours: { address, data: { nfCallIptables: 1, nfCallIp6tables: 1, nfCallArptables: 1 } },
      words: `address ${address} type bridge nf_call_iptables 1 nf_call_ip6tables 1 nf_call_arptables 1`,
      // A kernel without it takes it and tells nothing of it.
      told: { nfCallIptables: undefined, nfCallIp6tables: undefined, nfCallArptables: undefined },
    },
  ],
  bond: [
    {
      about: "active-backup",
      ours: {
        address,
        data: activeBackup,
      },
      words:
        `address ${address} type bond mode active-backup miimon 100 updelay 200 downdelay 300 use_carrier 1 ` +
        "primary_reselect better fail_over_mac active resend_igmp 3 num_grat_arp 2 all_slaves_active 1 " +
        "peer_notify_delay 400 lp_interval 5",
      shown: {
        mode: "active-backup",
        miimon: 100,
        updelay: 200,
        downdelay: 300,
        use_carrier: 1,
        primary_reselect: "better",
        fail_over_mac: "active",
        resend_igmp: 3,
        num_peer_notif: 2,
        all_slaves_active: 1,
        peer_notify_delay: 400,
        lp_interval: 5,
      },
      change: {
        ours: { kind: "bond", data: { miimon: 200, resendIgmp: 4 } },
        words: "type bond miimon 200 resend_igmp 4",
        shown: { miimon: 200, resend_igmp: 4, primary_reselect: "better" },
      },
    },
    {
      about: "ARP",
      ours: {
        address,
        data: arpMonitor,
      },
      words:
        `address ${address} type bond mode active-backup arp_interval 250 arp_ip_target ` +
        "192.0.2.1,192.0.2.2,198.51.100.7 arp_validate all arp_all_targets all arp_missed_max 5 " +
        "ns_ip6_target 2001:db8::1,2001:db8::2",
      shown: {
        arp_interval: 250,
        arp_ip_target: ["192.0.2.1", "192.0.2.2", "198.51.100.7"],
        arp_validate: "all",
        arp_all_targets: "all",
        arp_missed_max: 5,
        ns_ip6_target: ["2001:db8::1", "2001:db8::2"],
      },
    },
    {
      about: "802.3ad",
      ours: {
        address,
        data: lacp,
      },
      words:
        `address ${address} type bond mode 802.3ad miimon 100 xmit_hash_policy layer3+4 min_links 1 lacp_rate fast ` +
        "ad_select bandwidth ad_actor_sys_prio 1000 ad_user_port_key 7 ad_actor_system 02:00:00:00:00:aa " +
        "lacp_active off",
      shown: {
        mode: "802.3ad",
        xmit_hash_policy: "layer3+4",
        min_links: 1,
        ad_lacp_rate: "fast",
        ad_lacp_active: "off",
        ad_select: "bandwidth",
        ad_actor_sys_prio: 1000,
        ad_user_port_key: 7,
        ad_actor_system: "02:00:00:00:00:aa",
      },
    },
    {
      about: "round-robin",
      ours: { address, data: { mode: 0, packetsPerSlave: 8 } },
      words: `address ${address} type bond mode balance-rr packets_per_slave 8`,
      shown: { mode: "balance-rr", packets_per_slave: 8 },
    },
    {
      about: "XOR",
      ours: { address, data: { mode: 2, xmitHashPolicy: 2 } },
      words: `address ${address} type bond mode balance-xor xmit_hash_policy layer2+3`,
      shown: { mode: "balance-xor", xmit_hash_policy: "layer2+3" },
    },
    {
      about: "broadcast",
      ours: { address, data: { mode: 3 } },
      words: `address ${address} type bond mode broadcast`,
      shown: { mode: "broadcast" },
    },
    {
      about: "transmit load balancing",
      ours: { address, data: { mode: 5, miimon: 100, tlbDynamicLb: 0 } },
      words: `address ${address} type bond mode balance-tlb miimon 100 tlb_dynamic_lb 0`,
      shown: { mode: "balance-tlb", tlb_dynamic_lb: 0 },
    },
    {
      about: "adaptive load balancing",
      ours: { address, data: { mode: 6, miimon: 100 } },
      words: `address ${address} type bond mode balance-alb miimon 100`,
      shown: { mode: "balance-alb" },
    },
  ],
} satisfies Partial<KindCases>;
