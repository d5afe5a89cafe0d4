import { amtGateway, hsr, macsec, vlan } from "../../../through-kernel/kinds/given/plain.js";
import type { KindCases } from "./case.js";

const TOO_OLD = "ip of iproute2 6.1.0 does not know it";
const address = "02:00:00:00:01:01";

/** Kinds with few attributes of their own, or none. */
export const plainKinds = {
  dummy: [{ ours: { address }, words: `address ${address} type dummy` }],
  ifb: [{ ours: { address, numTxQueues: 2 }, words: `address ${address} numtxqueues 2 type ifb` }],
  nlmon: [{ ours: {}, words: "type nlmon" }],
  vcan: [{ ours: { mtu: 72 }, words: "mtu 72 type vcan" }],
  vsockmon: [{ ours: {}, words: "type vsockmon" }],
  team: [{ ours: { address }, words: `address ${address} type team` }],
  wireguard: [{ ours: { mtu: 1400 }, words: "mtu 1400 type wireguard" }],
  pfcp: [{ ours: {}, words: "type pfcp" }],
  netdevsim: { because: "a file in /sys makes them" },
  openvswitch: { because: "generic netlink makes them" },
  lowpan: { because: "they stand on links of IEEE 802.15.4" },
  virt_wifi: { because: "they stand on links of the first namespace" },
  can: { because: "drivers make them" },
  dsa: { because: "drivers make them" },
  ipoib: { because: "they stand on InfiniBand's links" },
  wwan: { because: "they stand on modems" },
  tun: { because: "ioctl(2) makes them: list.oracle.test.ts reads one" },
  ppp: { because: "they take an open /dev/ppp: through-kernel/links.kernel.test.ts has them" },
  veth: [
    {
      ours: {
        address,
        mtu: 1400,
        txqlen: 5,
        group: 3,
        numTxQueues: 2,
        numRxQueues: 1,
        peer: { name: "far", address: "02:00:00:00:01:02", mtu: 1401, txqlen: 7, numTxQueues: 1, numRxQueues: 3 },
      },
      words:
        `address ${address} mtu 1400 txqueuelen 5 group 3 numtxqueues 2 numrxqueues 1 type veth ` +
        "peer name far address 02:00:00:00:01:02 mtu 1401 txqueuelen 7 numtxqueues 1 numrxqueues 3",
    },
  ],
  vxcan: [{ ours: { peer: { name: "far", mtu: 72 } }, words: "type vxcan peer name far mtu 72" }],
  netkit: [
    {
      about: "layer 2",
      ours: { address, data: { mode: 0, policy: 2, peerPolicy: 0 }, peer: { name: "far", address } },
      wordless: TOO_OLD,
    },
    { about: "layer 3", ours: { data: { mode: 1 }, peer: { name: "far" } }, wordless: TOO_OLD },
  ],
  vlan: [
    {
      about: "802.1ad, with priorities",
      ours: {
        link: "low0",
        data: {
          ...vlan,
          // REORDER_HDR off, LOOSE_BINDING on.
          flags: { flags: 4, mask: 5 },
        },
      },
      words:
        "link low0 type vlan id 100 protocol 802.1ad reorder_hdr off loose_binding on " +
        "egress-qos-map 3:6 ingress-qos-map 1:2 7:3",
      told: { flags: { flags: 4, mask: 0xffffffff } },
      shown: {
        protocol: "802.1ad",
        id: 100,
        flags: ["LOOSE_BINDING"],
        ingress_qos: [
          { from: 1, to: 2 },
          { from: 7, to: 3 },
        ],
        egress_qos: [{ from: 3, to: 6 }],
      },
      change: {
        ours: { kind: "vlan", data: { flags: { flags: 3, mask: 7 }, egressQos: { mapping: [{ from: 1, to: 1 }] } } },
        words: "type vlan reorder_hdr on gvrp on loose_binding off egress-qos-map 1:1",
        shown: { flags: ["REORDER_HDR", "GVRP"] },
      },
    },
    {
      about: "802.1Q",
      ours: { link: "low0", address, data: { id: 7, flags: { flags: 24, mask: 24 } } },
      words: `link low0 address ${address} type vlan id 7 mvrp on bridge_binding on`,
      told: { flags: { flags: 25, mask: 0xffffffff } },
      shown: { protocol: "802.1Q", id: 7, flags: ["REORDER_HDR", "MVRP", "BRIDGE_BINDING"] },
    },
  ],
  vrf: [
    {
      ours: { address, data: { table: 1000 } },
      words: `address ${address} type vrf table 1000`,
      shown: { table: 1000 },
    },
  ],
  ipvlan: [
    {
      about: "L2, private",
      ours: { link: "low0", data: { mode: 0, flags: 1 } },
      words: "link low0 type ipvlan mode l2 private",
      shown: { mode: "l2" },
      change: {
        ours: { kind: "ipvlan", data: { mode: 1, flags: 2 } },
        words: "type ipvlan mode l3 vepa",
        shown: { mode: "l3" },
      },
    },
    {
      about: "L3S, bridge",
      ours: { link: "low0", data: { mode: 2, flags: 0 } },
      words: "link low0 type ipvlan mode l3s bridge",
      shown: { mode: "l3s" },
      needs: { what: "CONFIG_IPVLAN_L3S", without: "EOPNOTSUPP" },
    },
  ],
  ipvtap: [
    {
      ours: { link: "low0", data: { mode: 1, flags: 2 } },
      words: "link low0 type ipvtap mode l3 vepa",
      shown: { mode: "l3" },
    },
  ],
  xfrm: [
    {
      ours: { data: { link: "low0", ifId: 100 } },
      words: "type xfrm dev low0 if_id 100",
      shown: { if_id: "0x64" },
    },
    { about: "external", ours: { data: { collectMetadata: true } }, words: "type xfrm external" },
  ],
  batadv: [
    {
      ours: { address, data: { algoName: "BATMAN_IV" } },
      words: `address ${address} type batadv ra BATMAN_IV`,
      told: { algoName: undefined },
    },
  ],
  caif: [{ ours: { data: { ipv4Connid: 2, loopback: 1 } }, wordless: TOO_OLD }],
  ovpn: [
    { about: "to one", ours: { data: { mode: 0 } }, wordless: TOO_OLD },
    { about: "to many", ours: { data: { mode: 1 } }, wordless: TOO_OLD },
  ],
  rmnet: [
    {
      ours: { link: "low0", data: { muxId: 5 } },
      words: "link low0 type rmnet mux_id 5",
      shown: { mux_id: 5 },
    },
  ],
  gtp: [
    {
      ours: { data: { createSockets: 1, pdpHashsize: 1024, role: 1, restartCount: 7 } },
      words: "type gtp role sgsn hsize 1024 restart_count 7",
      told: { createSockets: undefined },
      shown: { hsize: 1024, role: "sgsn", restart_count: 7 },
    },
  ],
  hsr: [
    {
      about: "HSR",
      ours: { data: { slave1: "low0", slave2: "low1", ...hsr } },
      words: "type hsr slave1 low0 slave2 low1 supervision 45 version 1 proto 0",
      told: { multicastSpec: undefined, version: undefined },
      shown: { slave1: "low0", slave2: "low1", supervision_addr: "01:15:4e:00:01:2d", proto: 0 },
    },
    {
      about: "PRP",
      ours: { data: { slave1: "low0", slave2: "low1", protocol: 1 } },
      words: "type hsr slave1 low0 slave2 low1 proto 1",
      shown: { proto: 1 },
    },
  ],
  macsec: [
    {
      about: "identifier",
      ours: {
        link: "low0",
        data: macsec,
      },
      words:
        "link low0 type macsec sci 0200000000110001 cipher gcm-aes-256 icvlen 16 encrypt on send_sci on " +
        "end_station off scb off protect on replay on window 32 validate check encodingsa 1",
      shown: {
        sci: "0200000000110001",
        protect: true,
        cipher_suite: "GCM-AES-256",
        icv_len: 16,
        encoding_sa: 1,
        validation: "check",
        encrypt: true,
        inc_sci: true,
        es: false,
        scb: false,
        replay_protect: true,
        window: 32,
      },
      change: {
        ours: { kind: "macsec", data: { encrypt: 0, validation: 2, encodingSa: 2 } },
        words: "type macsec encrypt off validate strict encodingsa 2",
        shown: { encrypt: false, validation: "strict", encoding_sa: 2 },
      },
    },
    {
      about: "port",
      ours: { link: "low1", data: { port: 11, encrypt: 0, incSci: 0, es: 1 } },
      words: "link low1 type macsec port 11 encrypt off send_sci off end_station on",
      told: { port: undefined },
      shown: { encrypt: false, inc_sci: false, es: true },
    },
  ],
  bareudp: [
    {
      ours: { data: { port: 6635, ethertype: 0x8847, srcportMin: 12345 } },
      words: "type bareudp dstport 6635 ethertype mpls_uc srcportmin 12345",
      shown: { dstport: 6635, ethertype: "mpls_uc", srcportmin: 12345 },
    },
    {
      about: "several",
      ours: { data: { port: 6636, ethertype: 0x0800, multiprotoMode: true } },
      words: "type bareudp dstport 6636 ethertype ipv4 multiproto",
      shown: { dstport: 6636, ethertype: "ip" },
    },
  ],
  amt: [
    {
      about: "gateway",
      ours: {
        address,
        data: { link: "low0", ...amtGateway },
      },
      words:
        `address ${address} type amt mode gateway local 192.0.2.1 discovery 192.0.2.77 dev low0 ` +
        "relay_port 2268 gateway_port 2269",
      shown: { mode: "gateway", local: "192.0.2.1", discovery: "192.0.2.77", relay_port: 2268, gateway_port: 2269 },
    },
  ],
} satisfies Partial<KindCases>;
