/**
 * What the scene is made with: a text is a command, and a group stands or falls with its first one, because a kernel
 * need not have every kind of link.
 *
 * Nothing here may ask for `encap ip` or `encap ip6` with options of Geneve, VXLAN or ERSPAN: Linux 6.18 panics on it,
 * with the lock held that everything else in rtnetlink waits for. Encapsulations are compared with what is recorded.
 *
 * @type {readonly (readonly string[])[]}
 */
export const groups = [
  ["ip link set lo up"],
  [
    "ip link add v0 address 02:00:00:00:00:01 mtu 1400 txqueuelen 77 numtxqueues 2 numrxqueues 2 type " +
      "veth peer name v1",
    "ip link set v0 alias uplink",
    "ip link property add dev v0 altname a-much-longer-name-than-fifteen-characters altname second",
    "ip link set v0 group 42",
    "ip link set v0 gso_max_size 32768 gso_max_segs 32",
    "ip link set v1 promisc on allmulticast on",
    "ip link set v0 addrgenmode random",
    "ip link set v0 up",
    "ip link set v1 up",
  ],
  ["ip link add w0 type veth peer name w1", "ip link set w0 up", "ip link set w1 up"],
  ["ip link add x0 type veth peer name x1"],
  ["ip link add a0 type veth peer name a1", "ip link set a0 down"],
  ["ip link add ifb7 type ifb", "ip link set ifb7 up"],
  ["ip link add d7 type dummy"],
  ["ip link add nl7 type nlmon"],
  [
    "ip link add link v0 name vl5 type vlan id 5 gvrp on ingress-qos-map 1:2 3:5 egress-qos-map 0:7 9:5",
    "ip link add link v0 name vl6 type vlan protocol 802.1ad id 3000 reorder_hdr off loose_binding on",
    "ip link set vl5 up",
  ],
  ["ip link add link v0 name mv0 type macvlan mode private"],
  [
    "ip link add link v0 name mv1 type macvlan mode vepa bcqueuelen 100",
    "ip link set mv1 protodown on",
    "ip link set mv1 protodown_reason 3 on",
    "ip link set mv1 protodown_reason 5 on",
  ],
  ["ip link add link x0 name mv2 type macvlan mode passthru nopromisc"],
  [
    "ip link add link v1 name mv3 type macvlan mode source nodst",
    "ip link set mv3 type macvlan macaddr add 02:00:00:00:00:05",
    "ip link set mv3 type macvlan macaddr add 02:00:00:00:00:03",
  ],
  ["ip link add link v1 name mt0 type macvtap mode bridge"],
  ["ip link add link w0 name iv0 type ipvlan mode l3 private"],
  ["ip link add link w1 name it0 type ipvtap mode l3s vepa"],
  [
    "ip link add br0 address 02:00:00:00:00:b0 type bridge forward_delay 400 hello_time 200 max_age 1000 " +
      "ageing_time 20000 " +
      "stp_state 1 priority 4096 group_fwd_mask 0x4008 group_address 01:80:c2:00:00:05",
    "ip link set br0 type bridge mcast_querier 1 mcast_last_member_count 3 mcast_startup_query_count 4 " +
      "mcast_hash_max 8192 mcast_igmp_version 3 " +
      "mcast_mld_version 2 mcast_query_use_ifaddr 1 mcast_last_member_interval 50 mcast_membership_interval 20000 " +
      "mcast_querier_interval 25000 mcast_query_interval 10000 mcast_query_response_interval 500 " +
      "mcast_startup_query_interval 3000 mcast_stats_enabled 1",
    "ip link add b0 type veth peer name e0",
    "ip link add b1 type veth peer name e1",
    "ip link add b2 type veth peer name e2",
    "ip link set b0 master br0",
    "ip link set b1 master br0",
    "ip link set b2 master br0",
    "ip link set b0 type bridge_slave priority 16 cost 77 hairpin on guard on root_block on fastleave on " +
      "learning off " +
      "flood off proxy_arp on proxy_arp_wifi on mcast_router 2 mcast_flood off bcast_flood off mcast_to_unicast on " +
      "group_fwd_mask 8 neigh_suppress on vlan_tunnel on isolated on locked on",
    "ip link set b2 type bridge_slave backup_port b1 priority 7",
    "ip link set br0 up",
    "ip link set b0 up",
    "ip link set b1 up",
    "ip link set e0 up",
    "ip link set e1 up",
    "bridge mdb add dev br0 port b0 grp 239.1.1.1 permanent",
    "bridge mdb add dev br0 port b1 grp 239.1.1.3 src 192.0.2.44 permanent",
    "bridge mdb add dev br0 port b1 grp ff0e::1234 permanent",
    "bridge mdb add dev br0 port b1 grp 01:02:03:00:00:01 permanent",
    "bridge fdb add 02:00:00:00:01:01 dev b0 master static",
    "bridge fdb add 02:00:00:00:01:02 dev b1 master permanent",
    "bridge fdb add 02:00:00:00:01:03 dev b1 master dynamic extern_learn",
    "bridge fdb add 02:00:00:00:01:04 dev b1 master static sticky",
    "bridge fdb add 02:00:00:00:01:05 dev b0 self",
    "bridge fdb add 02:00:00:00:01:06 dev br0 local",
  ],
  [
    "ip link set br0 type bridge vlan_filtering 1 vlan_default_pvid 1 vlan_stats_enabled 1",
    "ip link set br0 type bridge mcast_vlan_snooping 1",
    "bridge vlan add dev b0 vid 10 pvid untagged",
    "bridge vlan add dev b0 vid 100-110",
    "bridge vlan add dev b1 vid 10 untagged",
    "bridge vlan add dev b1 vid 200-203",
    "bridge vlan add dev br0 vid 10 self",
    "bridge vlan set dev b0 vid 100 mcast_router 2",
    "bridge vlan global set dev br0 vid 10 mcast_querier 1 mcast_igmp_version 3 mcast_query_interval 11000",
    "bridge vlan global set dev br0 vid 100-110 mcast_snooping 0",
    "bridge mdb add dev br0 port b0 grp 239.1.1.9 permanent vid 10",
    "bridge fdb add 02:00:00:00:01:07 dev b0 master static vlan 10",
  ],
  ["ip link add br1 type bridge no_linklocal_learn 1", "ip link set br1 type bridge nf_call_iptables 1"],
  [
    "ip link add br2 type bridge vlan_filtering 1 vlan_protocol 802.1ad vlan_stats_per_port 1",
    "ip link add p0 type veth peer name q0",
    "ip link set p0 master br2",
    "bridge vlan add dev p0 vid 100",
    "bridge vlan set dev p0 vid 100 state blocking",
  ],
  [
    "ip link add vx0 type vxlan id 100 remote 192.0.2.9 local 192.0.2.1 dev v0 dstport 4789 srcport 32768 40000 " +
      "ttl 64 tos 0x20 df set ageing 600 maxaddress 5000 nolearning",
    "bridge fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.10",
    "bridge fdb append 02:00:00:00:02:01 dev vx0 dst 192.0.2.11 port 4790 vni 200 via v0",
  ],
  ["ip link add vx1 type vxlan id 101 group 239.1.1.1 dev v0 dstport 4800 proxy rsc l2miss l3miss tos inherit"],
  [
    "ip link add vx2 type vxlan id 102 remote 2001:db8::2 local 2001:db8::1 dstport 4802 flowlabel 0x12345 " +
      "udp6zerocsumtx udp6zerocsumrx udpcsum",
  ],
  [
    "ip link add vx3 type vxlan external vnifilter dev v0 dstport 4804",
    "bridge vni add dev vx3 vni 10",
    "bridge vni add dev vx3 vni 100-110 group 239.1.1.2",
    "bridge vni add dev vx3 vni 500 remote 192.0.2.50",
  ],
  ["ip link add vx4 type vxlan id 103 dstport 4806 gbp remcsumtx remcsumrx"],
  ["ip link add vx5 type vxlan dstport 4808 external gpe"],
  [
    "ip link add vx6 type vxlan dstport 4810 external",
    "bridge fdb append 02:00:00:00:02:02 dev vx6 dst 192.0.2.12 src_vni 1000",
  ],
  [
    "ip link add gn0 type geneve id 1000 remote 192.0.2.19 ttl 33 tos 0x10 df set noudpcsum",
    "ip link add gn1 type geneve external dstport 6082",
  ],
  ["ip link add gn2 type geneve id 1001 remote 2001:db8::9 flowlabel 0x54321"],
  [
    "ip link add gr0 type gre remote 192.0.2.2 local 192.0.2.1 ttl 64 tos 0x10 ikey 1 okey 10.0.0.1 iseq " +
      "oseq icsum ocsum",
    "ip link add gr1 type gretap remote 192.0.2.55 local 192.0.2.1 key 43 nopmtudisc",
    "ip link add gr2 type erspan seq key 100 local 192.0.2.1 remote 192.0.2.7 erspan_ver 1 erspan 123",
    "ip link add gr3 type erspan seq key 101 local 192.0.2.1 remote 192.0.2.8 erspan_ver 2 erspan_dir " +
      "ingress erspan_hwid 0x17",
  ],
  [
    "ip link add g60 type ip6gre remote 2001:db8::2 local 2001:db8::1 ikey 5 okey 6 tclass 0x20 flowlabel 0x12345",
    "ip link add g61 type ip6gretap remote 2001:db8::4 local 2001:db8::1 key 900",
    "ip link add g62 type ip6erspan remote 2001:db8::5 local 2001:db8::1 seq key 7 erspan_ver 1 erspan 99",
  ],
  ["ip link add ip7 type ipip remote 192.0.2.3 local 192.0.2.1 ttl 64 mode any fwmark 0x10"],
  ["ip link add st7 type sit remote 192.0.2.2 local 192.0.2.1 ttl 64"],
  ["ip link add it7 type ip6tnl remote 2001:db8::3 local 2001:db8::1 mode any tclass 0x20 encaplimit none"],
  ["ip link add vt7 type vti remote 192.0.2.12 local 192.0.2.1 ikey 1 okey 2 fwmark 0x99"],
  ["ip link add vt6 type vti6 remote 2001:db8::22 local 2001:db8::1 key 3"],
  ["ip link add xf7 type xfrm if_id 0x64"],
  ["ip link add bu7 type bareudp dstport 6635 ethertype mpls_uc srcportmin 12345"],
  ["ip link add am7 type amt mode relay local 192.0.2.1 dev v0 relay_port 2270 max_tunnels 4"],
  [
    "ip link add vrf7 type vrf table 10",
    "ip link add r0 type veth peer name r1",
    "ip link set r0 master vrf7",
    "ip link set vrf7 up",
  ],
  [
    "ip link add bo0 type bond mode active-backup miimon 100 updelay 200 downdelay 300 primary_reselect better " +
      "fail_over_mac active num_grat_arp 2 all_slaves_active 1 resend_igmp 3",
    "ip link set a0 master bo0",
    "ip link set a0 type bond_slave queue_id 3",
  ],
  [
    "ip link add bo1 type bond mode 802.3ad lacp_rate fast ad_select bandwidth xmit_hash_policy layer2+3 " +
      "ad_user_port_key 7",
  ],
  [
    "ip link add m0 type veth peer name m1",
    "ip link add link m0 name ms7 type macsec port 17 encrypt on send_sci on replay on window 32 validate strict",
  ],
  ["ip link add h0 type veth peer name h1", "ip link add hs7 type hsr slave1 h0 slave2 h1 supervision 45 version 1"],
  ["ip link add wg7 type wireguard"],
  ["ip link add te7 type team"],
  ["ip link add vc7 type vcan"],
  ["ip link add rm7 link e2 type rmnet mux_id 5"],

  [
    "ip addr add 192.0.2.1/24 broadcast + dev v0",
    "ip addr add 192.0.2.2/24 dev v0 label v0:web",
    "ip addr add 198.51.100.1/24 dev v1 valid_lft 500 preferred_lft 400",
    "ip addr add 10.1.5.1 peer 10.1.5.9/32 dev v1 metric 77 noprefixroute",
    "ip addr add 10.7.0.1/25 dev w0 scope link",
    "ip addr add 224.0.0.99/32 dev v0 autojoin",
  ],
  [
    "ip -6 addr add 2001:db8:a::1/64 dev v0 nodad",
    "ip -6 addr add 2001:db8:b::1/64 dev v1 nodad valid_lft 600 preferred_lft 0",
    "ip -6 addr add 2001:db8:c::1 peer 2001:db8:c::9/128 dev v1 nodad home metric 99",
    "ip -6 addr add 2001:db8:d::1/64 dev w0 nodad noprefixroute mngtmpaddr",
  ],

  [
    "ip route add 10.2.0.0/16 via 192.0.2.14 metric 100",
    "ip route add 10.3.0.0/16 dev v0 tos 0x10 mtu 1280 advmss 1220 initcwnd 22 hoplimit 9 rto_min 300ms " +
      "congctl cubic window 9999",
    "ip route add 10.4.0.0/16 proto 11 scope link dev v0 src 192.0.2.2 table 100 realms 3/4",
    "ip route add 10.5.0.0/16 nexthop via 192.0.2.11 weight 5 nexthop via 198.51.100.11 weight 10 onlink dev v1",
    "ip route add 10.6.0.0/16 via inet6 fe80::1 dev v0",
    "ip route add 10.7.7.0/24 via 203.0.113.1 dev v0 onlink table 4294967",
    "ip route add blackhole 10.8.0.0/16 metric 5",
    "ip route add unreachable 10.9.0.0/16",
    "ip route add prohibit 10.10.0.0/16 table 100",
    "ip route add throw 10.11.0.0/16 table 100",
    "ip route add 10.12.0.0/16 dev v0 features ecn quickack 1 initrwnd 33 ssthresh 5 reordering 6 rtt 40ms rttvar 20ms",
    "ip route add 10.13.0.0/16 dev v0 mtu lock 1300 cwnd lock 7 fastopen_no_cookie 1",
    "ip route add default via 192.0.2.254 metric 4294967295",
    "ip route add multicast 239.0.0.0/8 dev v1",
  ],
  [
    "ip -6 route add 2001:db8:20::/48 via 2001:db8:a::2 metric 77 pref high",
    "ip -6 route add 2001:db8:21::/48 via 2001:db8:a::2 expires 600",
    "ip -6 route add 2001:db8:22::/48 nexthop via 2001:db8:a::12 weight 3 nexthop via 2001:db8:b::12 dev v1 weight 4",
    "ip -6 route add 2001:db8:23::/48 dev v0 mtu 1400 hoplimit 9 advmss 1220",
    "ip -6 route add blackhole 2001:db8:24::/48",
    "ip -6 route add unreachable 2001:db8:25::/48 metric 4294967295 table 100",
  ],
  ["ip -6 route add 2001:db8:26::/48 from 2001:db8:a::/64 dev v0"],
  [
    "ip nexthop add id 1 via 192.0.2.10 dev v0",
    "ip nexthop add id 2 via 198.51.100.10 dev v1 protocol zebra onlink",
    "ip nexthop add id 4 blackhole",
    "ip nexthop add id 5 via 2001:db8:a::10 dev v0",
    "ip nexthop add id 10 group 1/2",
    "ip nexthop add id 11 group 1/2,2",
    "ip nexthop add id 13 group 1,3/2,5 type resilient buckets 8 idle_timer 60 unbalanced_timer 300",
    "ip nexthop add id 20 via 192.0.2.20 fdb",
    "ip nexthop add id 22 group 20 fdb",
    "ip nexthop add id 4294967295 via 192.0.2.31 dev v0",
    "ip route add 10.20.0.0/16 nhid 1",
    "ip route add 10.21.0.0/16 nhid 11",
    "ip route add 10.22.0.0/16 nhid 13",
    "ip -6 route add 2001:db8:30::/48 nhid 5",
  ],

  [
    "ip rule add priority 1000 from 192.0.2.0/24 to 198.51.100.0/24 table 100",
    "ip rule add priority 1001 fwmark 0x1/0xff lookup 100",
    "ip rule add priority 1002 iif v0 lookup 100",
    "ip rule add priority 1003 oif vanished lookup 100",
    "ip rule add priority 1004 not from 10.0.0.0/8 lookup 100",
    "ip rule add priority 1005 tos 0x10 lookup 100",
    "ip rule add priority 1006 ipproto tcp sport 1000 dport 80-443 lookup 100",
    "ip rule add priority 1007 uidrange 0-0 lookup 100",
    "ip rule add priority 1008 tun_id 77 lookup 100",
    "ip rule add priority 1009 lookup main suppress_prefixlength 0",
    "ip rule add priority 1010 lookup main suppress_ifgroup 42",
    "ip rule add priority 1011 goto 1000000",
    "ip rule add priority 1012 goto 32766",
    "ip rule add priority 1013 blackhole to 10.3.0.0/16",
    "ip rule add priority 1014 unreachable to 10.4.0.1",
    "ip rule add priority 1015 prohibit from 10.5.0.1",
    "ip rule add priority 1016 nop protocol zebra",
  ],
  ["ip rule add priority 1017 from 10.6.0.0/16 realms 5/6 lookup 100"],
  ["ip rule add priority 1018 l3mdev protocol kernel"],
  [
    "ip -6 rule add priority 1000 from 2001:db8::/32 to 2001:db8:1::/48 lookup 100",
    "ip -6 rule add priority 1001 ipproto udp dport 53 lookup 100",
  ],

  [
    "ip neigh add 192.0.2.10 lladdr 02:00:00:00:00:10 dev v0 nud permanent",
    "ip neigh add 192.0.2.11 lladdr 02:00:00:00:00:11 dev v0 nud stale protocol static",
    "ip neigh add 192.0.2.12 lladdr 02:00:00:00:00:12 dev v0 nud noarp",
    "ip neigh add 192.0.2.13 dev v0 nud failed",
    "ip neigh add 192.0.2.14 lladdr 02:00:00:00:00:14 dev v0 nud stale extern_learn",
    "ip -6 neigh add 2001:db8:a::10 lladdr 02:00:00:00:00:15 dev v0 nud stale router",
    "ip neigh add proxy 192.0.2.30 dev v0 protocol zebra",
    "ip -6 neigh add proxy 2001:db8:a::20 dev v0",
  ],
  ["ip ntable change name arp_cache dev v0 queue 50 base_reachable 25000 gc_stale 50000 delay_probe 4000 app_probes 1"],
  ["ip addrlabel add prefix 2001:db8:7::/48 dev v0 label 77"],
  ["ip netns add near", "ip netns set near 17"],
];
