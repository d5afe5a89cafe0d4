import { expect } from "vitest";
import type { RouteInput } from "../index.js";

/** A route in our terms and in ip's. */
export interface Case {
  readonly about: string;
  readonly route: RouteInput;
  /** What stands behind `ip route add`. */
  readonly words: string;
  /** What our list tells other than what was given. */
  readonly told?: Readonly<Record<string, unknown>>;
}

const NH4 = 41;
const NH6 = 61;

/** Nexthops that some of the routes name. */
export const nexthopWords: readonly string[] = [
  `nexthop add id ${NH4} via 192.0.2.40 dev near`,
  `nexthop add id ${NH6} via 2001:db8:a::60 dev near`,
  `nexthop add id 42 via 198.51.100.40 dev other`,
  `nexthop add id 43 group ${NH4},3/42`,
];

export const ipv4Cases: readonly Case[] = [
  { about: "by a gateway", route: { destination: "10.0.0.0/8", via: "192.0.2.2" }, words: "10.0.0.0/8 via 192.0.2.2" },
  {
    about: "to a host, by a gateway and a link",
    route: { destination: "10.0.0.1", via: "192.0.2.2", link: "near" },
    words: "10.0.0.1 via 192.0.2.2 dev near",
    told: { destination: "10.0.0.1/32" },
  },
  { about: "to a link", route: { destination: "10.1.0.0/16", link: "other" }, words: "10.1.0.0/16 dev other" },
  {
    about: "to anywhere, by a gateway that is said to be on the link",
    route: { destination: "default", via: "203.0.113.9", link: "near", onlink: true },
    words: "default via 203.0.113.9 dev near onlink",
    told: { flags: ["onlink"], version: 4 },
  },
  {
    about: "by a gateway of IPv6",
    route: { destination: "10.2.0.0/16", via: "fe80::1", link: "near" },
    words: "10.2.0.0/16 via inet6 fe80::1 dev near",
  },
  {
    about: "to anywhere, by a gateway of IPv6",
    route: { destination: "default", version: 4, via: "2001:db8:a::9", link: "near" },
    words: "0.0.0.0/0 via inet6 2001:db8:a::9 dev near",
  },
  {
    about: "source, metric, type of service, protocol, scope",
    route: {
      destination: "10.3.0.0/16",
      link: "near",
      source: "192.0.2.1",
      metric: 4_294_967_295,
      tos: 0x10,
      protocol: "bgp",
      scope: "site",
    },
    words: "10.3.0.0/16 dev near src 192.0.2.1 metric 4294967295 tos 0x10 proto bgp scope site",
  },
  {
    about: "numbers without names",
    route: { destination: "10.3.1.0/24", link: "near", protocol: 77, scope: 100, table: 77 },
    words: "10.3.1.0/24 dev near proto 77 scope 100 table 77",
  },
  ...(["blackhole", "unreachable", "prohibit", "throw"] as const).map(
    (type, i): Case => ({
      about: `type ${type}`,
      route: { destination: `10.${10 + i}.0.0/16`, type, metric: 5 },
      words: `${type} 10.${10 + i}.0.0/16 metric 5`,
    }),
  ),
  {
    about: "type local",
    route: { destination: "10.20.0.0/16", type: "local", link: "lo" },
    words: "local 10.20.0.0/16 dev lo",
    told: { table: "local", scope: "host" },
  },
  {
    about: "type broadcast",
    route: { destination: "10.21.0.255", type: "broadcast", link: "near" },
    words: "broadcast 10.21.0.255 dev near",
    told: { destination: "10.21.0.255/32", table: "local", scope: "link" },
  },
  {
    about: "type anycast",
    route: { destination: "10.22.0.1", type: "anycast", link: "near" },
    words: "anycast 10.22.0.1 dev near",
    told: { destination: "10.22.0.1/32", table: "local" },
  },
  {
    about: "type multicast",
    route: { destination: "239.1.0.0/16", type: "multicast", link: "near" },
    words: "multicast 239.1.0.0/16 dev near",
    told: { table: "main", scope: "link" },
  },
  ...(["default", "local"] as const).map(
    (table, i): Case => ({
      about: `table ${table}`,
      route: { destination: `10.${30 + i}.0.0/16`, link: "near", table },
      words: `10.${30 + i}.0.0/16 dev near table ${table}`,
    }),
  ),
  ...[1, 252, 255, 256, 1000, 4_294_967_294].map(
    (table, i): Case => ({
      about: `table ${table}`,
      route: { destination: `10.${40 + i}.0.0/16`, link: "near", table },
      words: `10.${40 + i}.0.0/16 dev near table ${table}`,
      told: table === 255 ? { table: "local" } : {},
    }),
  ),
  {
    about: "all metrics",
    route: {
      destination: "10.50.0.0/16",
      via: "192.0.2.2",
      metrics: {
        mtu: 1400,
        window: 65_535,
        rtt: 100,
        rttvar: 50,
        ssthresh: 20,
        cwnd: 10,
        advmss: 1360,
        reordering: 5,
        hoplimit: 33,
        initcwnd: 12,
        features: ["ecn"],
        rtoMin: 200,
        initrwnd: 14,
        quickack: true,
        ccAlgo: "reno",
        fastopenNoCookie: true,
        locked: ["rtoMin"],
      },
    },
    words:
      "10.50.0.0/16 via 192.0.2.2 mtu 1400 window 65535 rtt 100ms rttvar 50ms ssthresh 20 cwnd 10 advmss 1360 " +
      "reordering 5 hoplimit 33 initcwnd 12 features ecn rto_min 200ms initrwnd 14 quickack 1 congctl reno " +
      "fastopen_no_cookie 1",
  },
  {
    about: "locked metrics",
    route: {
      destination: "10.51.0.0/16",
      link: "near",
      metrics: { mtu: 1300, cwnd: 7, rtt: 12.5, locked: ["mtu", "cwnd"] },
    },
    words: "10.51.0.0/16 dev near mtu lock 1300 cwnd lock 7 rtt 100",
  },
  {
    about: "realms",
    route: { destination: "10.52.0.0/16", link: "near", realms: (3 << 16) | 4 },
    words: "10.52.0.0/16 dev near realms 3/4",
  },
  {
    about: "several ways",
    route: {
      destination: "10.60.0.0/16",
      nexthops: [
        { via: "192.0.2.11", weight: 1 },
        { via: "203.0.113.1", link: "other", weight: 5, onlink: true },
        { link: "other", weight: 256 },
        { via: "fe80::2", link: "near", weight: 2 },
      ],
    },
    words:
      "10.60.0.0/16 nexthop via 192.0.2.11 nexthop via 203.0.113.1 dev other weight 5 onlink " +
      "nexthop dev other weight 256 nexthop via inet6 fe80::2 dev near weight 2",
    told: {
      nexthops: [
        { via: "192.0.2.11", weight: 1 },
        { via: "203.0.113.1", weight: 5, flags: ["onlink"] },
        { via: undefined, weight: 256, flags: [] },
        { via: "fe80::2", weight: 2 },
      ],
    },
  },
  {
    about: "a nexthop object",
    route: { destination: "10.70.0.0/16", nexthopId: NH4 },
    words: `10.70.0.0/16 nhid ${NH4}`,
    told: { via: "192.0.2.40" },
  },
  {
    about: "a group of nexthop objects",
    route: { destination: "10.71.0.0/16", nexthopId: 43 },
    words: "10.71.0.0/16 nhid 43",
    told: {
      nexthops: [
        { via: "192.0.2.40", weight: 3 },
        { via: "198.51.100.40", weight: 1 },
      ],
    },
  },
];

export const ipv6Cases: readonly Case[] = [
  {
    about: "by a gateway",
    route: { destination: "2001:db8:1::/48", via: "2001:db8:a::2" },
    words: "2001:db8:1::/48 via 2001:db8:a::2",
    told: { metric: 1024, scope: "global", preference: "medium" },
  },
  {
    about: "host bits are cleared",
    route: { destination: "2001:db8:2::7/48", link: "near" },
    words: "2001:db8:2::7/48 dev near",
    told: { destination: "2001:db8:2::/48" },
  },
  {
    about: "to a host, by a link-local gateway",
    route: { destination: "2001:db8:3::1", via: "fe80::2", link: "near", metric: 7 },
    words: "2001:db8:3::1 via fe80::2 dev near metric 7",
    told: { destination: "2001:db8:3::1/128" },
  },
  {
    about: "to anywhere",
    route: { destination: "default", via: "2001:db8:a::2" },
    words: "default via 2001:db8:a::2",
    told: { version: 6 },
  },
  {
    about: "to anywhere, on the link",
    route: { destination: "default", version: 6, via: "2001:db8:ffff::2", link: "near", onlink: true },
    words: "default via 2001:db8:ffff::2 dev near onlink",
    told: { version: 6, flags: ["onlink"] },
  },
  {
    about: "from a prefix",
    route: { destination: "2001:db8:4::/48", from: "2001:db8:a::/64", via: "2001:db8:a::2" },
    words: "2001:db8:4::/48 from 2001:db8:a::/64 via 2001:db8:a::2",
  },
  {
    about: "source, protocol, preference",
    route: {
      destination: "2001:db8:5::/48",
      link: "near",
      source: "2001:db8:a::1",
      protocol: "ra",
      preference: "high",
    },
    words: "2001:db8:5::/48 dev near src 2001:db8:a::1 proto ra pref high",
  },
  {
    about: "a low preference, another protocol",
    route: { destination: "2001:db8:6::/48", link: "near", protocol: "zebra", preference: "low" },
    words: "2001:db8:6::/48 dev near proto zebra pref low",
  },
  ...(["blackhole", "unreachable", "prohibit", "throw"] as const).map(
    (type, i): Case => ({
      about: `type ${type}`,
      route: { destination: `2001:db8:1${i}::/48`, type },
      words: `${type} 2001:db8:1${i}::/48`,
    }),
  ),
  {
    about: "type local",
    route: { destination: "2001:db8:20::/64", type: "local", link: "lo" },
    words: "local 2001:db8:20::/64 dev lo",
    told: { table: "local" },
  },
  {
    about: "type anycast",
    route: { destination: "2001:db8:21::", type: "anycast", link: "near" },
    words: "anycast 2001:db8:21:: dev near",
    told: { destination: "2001:db8:21::/128", table: "local" },
  },
  {
    about: "type multicast",
    route: { destination: "ff05::/64", type: "multicast", link: "near" },
    words: "multicast ff05::/64 dev near",
    told: { table: "main" },
  },
  ...(["default", "local", 100, 256, 70_000] as const).map(
    (table, i): Case => ({
      about: `table ${table}`,
      route: { destination: `2001:db8:3${i}::/48`, link: "near", table },
      words: `2001:db8:3${i}::/48 dev near table ${table}`,
    }),
  ),
  {
    about: "metrics",
    route: {
      destination: "2001:db8:40::/48",
      via: "2001:db8:a::2",
      metrics: {
        mtu: 1400,
        window: 1000,
        rtt: 80,
        rttvar: 20,
        advmss: 1220,
        hoplimit: 9,
        features: ["ecn"],
        rtoMin: 300,
        initcwnd: 22,
        ccAlgo: "reno",
        locked: ["mtu", "rtt", "rtoMin"],
      },
    },
    words:
      "2001:db8:40::/48 via 2001:db8:a::2 mtu lock 1400 window 1000 rtt lock 80ms rttvar 20ms advmss 1220 hoplimit 9 " +
      "features ecn rto_min 300ms initcwnd 22 congctl reno",
  },
  {
    about: "for a time",
    route: { destination: "2001:db8:41::/48", via: "2001:db8:a::2", expires: 100_000 },
    words: "2001:db8:41::/48 via 2001:db8:a::2 expires 100000",
    told: { expires: expect.any(Number) as unknown },
  },
  {
    about: "several ways",
    route: {
      destination: "2001:db8:42::/48",
      nexthops: [
        { via: "2001:db8:a::12", weight: 3 },
        { via: "fe80::3", link: "other", weight: 256 },
        { via: "2001:db8:ffff::1", link: "other", onlink: true },
      ],
    },
    words:
      "2001:db8:42::/48 nexthop via 2001:db8:a::12 weight 3 nexthop via fe80::3 dev other weight 256 " +
      "nexthop via 2001:db8:ffff::1 dev other onlink",
    told: {
      nexthops: [
        { via: "2001:db8:a::12", weight: 3 },
        { via: "fe80::3", weight: 256 },
        { via: "2001:db8:ffff::1", weight: 1, flags: ["onlink"] },
      ],
    },
  },
  {
    about: "a nexthop object",
    route: { destination: "2001:db8:43::/48", nexthopId: NH6 },
    words: `2001:db8:43::/48 nhid ${NH6}`,
    told: { via: "2001:db8:a::60" },
  },
];
