import { geneve4, geneve6, vxlan4, vxlan6 } from "../../../through-kernel/kinds/given/overlays.js";
import type { KindCases } from "./case.js";

const address = "02:00:00:00:01:01";

/** Ethernet over UDP. */
export const overlays = {
  vxlan: [
    {
      about: "IPv4",
      ours: {
        address,
        data: { link: "low0", ...vxlan4 },
      },
      words:
        `address ${address} type vxlan id 100 remote 192.0.2.9 local 192.0.2.1 ttl 64 tos 0x20 df set dev low0 ` +
        "dstport 4790 srcport 32768 40000 nolearning proxy rsc l2miss l3miss ageing 600 maxaddress 5000 " +
        "udpcsum remcsumtx remcsumrx gbp",
      shown: {
        id: 100,
        remote: "192.0.2.9",
        local: "192.0.2.1",
        link: "low0",
        port_range: { low: 32768, high: 40000 },
        port: 4790,
        learning: false,
        proxy: true,
        rsc: true,
        l2miss: true,
        l3miss: true,
        tos: "0x20",
        ttl: 64,
        df: "set",
        ageing: 600,
        limit: 5000,
        udp_csum: true,
        remcsum_tx: true,
        remcsum_rx: true,
        gbp: true,
      },
      change: {
        ours: { kind: "vxlan", data: { group: "192.0.2.10", ageing: 30, ttl: 9, learning: 1 } },
        words: "type vxlan id 100 dev low0 remote 192.0.2.10 ageing 30 ttl 9 learning",
        shown: { remote: "192.0.2.10", local: "192.0.2.1", ageing: 30, ttl: 9, learning: true },
      },
    },
    {
      about: "IPv6",
      ours: {
        address,
        data: { link: "low0", ...vxlan6 },
      },
      words:
        `address ${address} type vxlan id 101 remote 2001:db8::2 local 2001:db8::1 dev low0 dstport 4791 ` +
        "udp6zerocsumtx udp6zerocsumrx flowlabel 0x12345 ttl inherit",
      told: { ttlInherit: 1 },
      shown: {
        remote6: "2001:db8::2",
        local6: "2001:db8::1",
        label: "0x12345",
        udp_zero_csum6_tx: true,
        udp_zero_csum6_rx: true,
      },
    },
    {
      about: "external",
      // It carries packets, not frames: no address.
      ours: { data: { collectMetadata: 1, gpe: true, learning: 0, port: 4792 } },
      words: "type vxlan external gpe nolearning dstport 4792",
      shown: { external: true, gpe: true, learning: false, port: 4792 },
    },
    {
      about: "filter",
      ours: { address, data: { collectMetadata: 1, vnifilter: 1, learning: 0, port: 4793 } },
      words: `address ${address} type vxlan external vnifilter nolearning dstport 4793`,
      shown: { external: true, vnifilter: true },
    },
    {
      about: "multicast",
      ours: { address, data: { id: 103, group: "239.1.1.1", link: "low0", port: 4794 } },
      words: `address ${address} type vxlan id 103 group 239.1.1.1 dev low0 dstport 4794`,
      shown: { group: "239.1.1.1", link: "low0" },
    },
  ],
  geneve: [
    {
      about: "IPv4",
      ours: { address, data: geneve4 },
      words: `address ${address} type geneve id 1000 remote 192.0.2.9 ttl 32 tos 0x10 dstport 6085 udpcsum df set`,
      shown: { id: 1000, remote: "192.0.2.9", ttl: 32, tos: "0x10", port: 6085, df: "set", udp_csum: true },
      change: {
        ours: { kind: "geneve", data: { id: 1000, remote: "192.0.2.9", ttl: 3 } },
        words: "type geneve id 1000 remote 192.0.2.9 ttl 3",
        shown: { ttl: 3, tos: "0x10" },
      },
    },
    {
      about: "IPv6",
      ours: {
        address,
        data: geneve6,
      },
      words:
        `address ${address} type geneve id 1001 remote 2001:db8::9 flowlabel 0x54321 ttl inherit ` +
        "udp6zerocsumtx udp6zerocsumrx",
      shown: { id: 1001, remote6: "2001:db8::9", label: "0x54321" },
    },
    {
      about: "external",
      ours: { address, data: { collectMetadata: true, port: 6086 } },
      words: `address ${address} type geneve external dstport 6086`,
      shown: { external: true, port: 6086 },
    },
    {
      about: "inner protocol",
      ours: { data: { id: 1002, remote: "192.0.2.10", innerProtoInherit: true } },
      words: "type geneve id 1002 remote 192.0.2.10 innerprotoinherit",
    },
  ],
} satisfies Partial<KindCases>;
