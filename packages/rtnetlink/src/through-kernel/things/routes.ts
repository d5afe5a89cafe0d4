import { RTM_DELROUTE, RTM_GETROUTE, RTM_NEWROUTE, routeMessage } from "@netns/netlink";
import type { Sort, Thing } from "../cycle.js";
import type { Ends } from "../roads.js";

const INET = 2;
const INET6 = 10;
const MAIN = 254;
const STATIC = 4;
const UNICAST = 1;

/** Routes of a family, all tables. */
export const routes: Sort<typeof routeMessage> = {
  codec: routeMessage,
  create: RTM_NEWROUTE,
  get: RTM_GETROUTE,
  remove: RTM_DELROUTE,
  dump: ({ header }) => ({ header: { family: header?.family } }),
  identity: ["attributes.dst"],
  // Ages, and how long a route is still to live.
  fleeting: ["attributes.cacheinfo"],
};

/** A route. */
export type Route = Thing<typeof routeMessage> & {
  /** What a kernel may lack, and what it says then. */
  readonly without?: string;
};
const v4 = { family: INET, dstLen: 16, table: MAIN, protocol: STATIC, type: UNICAST } as const;
const v6 = { family: INET6, dstLen: 48, table: MAIN, protocol: STATIC, type: UNICAST } as const;

/** Routes of IPv4. Nexthop 1 must be there. */
export const ipv4Routes = ({ near, other }: Ends): readonly Route[] => [
  {
    about: "by a gateway",
    message: {
      header: v4,
      attributes: { dst: "10.1.0.0", gateway: "192.0.2.10", oif: near, priority: 7, prefsrc: "192.0.2.1" },
    },
  },
  {
    about: "to a link, of another table and type of service",
    message: {
      header: { ...v4, tos: 0x10, table: 252, scope: 253, protocol: 186 },
      attributes: { dst: "10.2.0.0", oif: other, table: 1000 },
    },
    without: "EINVAL",
  },
  {
    about: "metrics",
    message: {
      header: v4,
      attributes: {
        dst: "10.3.0.0",
        gateway: "192.0.2.10",
        metrics: {
          lock: 1 << 2,
          mtu: 1400,
          window: 65535,
          rtt: 800,
          rttvar: 200,
          ssthresh: 20,
          cwnd: 10,
          advmss: 1360,
          reordering: 5,
          hoplimit: 33,
          initcwnd: 12,
          features: 1,
          rtoMin: 200,
          initrwnd: 14,
          quickack: 1,
          ccAlgo: "reno",
          fastopenNoCookie: 1,
        },
      },
    },
  },
  {
    about: "several ways",
    message: {
      header: v4,
      attributes: {
        dst: "10.4.0.0",
        multipath: [
          { hops: 0, ifindex: near, flags: 0, attributes: { gateway: "192.0.2.11" } },
          { hops: 4, ifindex: other, flags: 4, attributes: { gateway: "203.0.113.1" } },
          { hops: 9, ifindex: other, flags: 0, attributes: {} },
        ],
      },
    },
    without: "EINVAL",
  },
  {
    about: "by a gateway of another family",
    message: {
      header: v4,
      attributes: { dst: "10.5.0.0", oif: near, via: { family: INET6, address: "fe80::1" } },
    },
  },
  {
    about: "several ways, of both families",
    message: {
      header: v4,
      attributes: {
        dst: "10.6.0.0",
        multipath: [
          { hops: 1, ifindex: near, flags: 0, attributes: { via: { family: INET6, address: "fe80::2" } } },
          { hops: 0, ifindex: near, flags: 0, attributes: { gateway: "192.0.2.12" } },
        ],
      },
    },
    without: "EINVAL",
  },
  ...(["blackhole", "unreachable", "prohibit", "throw"] as const).map((about, i) => ({
    about,
    message: { header: { ...v4, type: 6 + i }, attributes: { dst: `10.${7 + i}.0.0` } },
  })),
  {
    about: "local",
    message: {
      header: { ...v4, dstLen: 32, table: 255, scope: 254, type: 2 },
      attributes: { dst: "10.12.0.1", oif: near },
    },
  },
  {
    about: "to anywhere, by a gateway that is said to be on the link",
    message: {
      header: { ...v4, dstLen: 0, flags: 4, protocol: 16 },
      attributes: { oif: near, gateway: "203.0.113.9", priority: 4294967295 },
    },
  },
  {
    about: "realms",
    message: { header: v4, attributes: { dst: "10.13.0.0", gateway: "192.0.2.10", flow: 0x30004 } },
    optional: { flow: "CONFIG_IP_ROUTE_CLASSID" },
  },
  {
    about: "a nexthop's id",
    message: { header: v4, attributes: { dst: "10.14.0.0", nhId: 1 } },
    // What the nexthop says is told besides, and must not be given.
    again: { attributes: { oif: undefined, gateway: undefined } },
    without: "EINVAL",
  },
];

/** Routes of IPv6. Nexthop 2 must be there. */
export const ipv6Routes = ({ near, other }: Ends): readonly Route[] => [
  {
    about: "by a gateway",
    message: {
      header: v6,
      attributes: { dst: "2001:db8:1::", gateway: "2001:db8:a::10", oif: near, priority: 7, pref: 1 },
    },
  },
  {
    about: "from a prefix",
    message: {
      header: { ...v6, srcLen: 64 },
      attributes: { dst: "2001:db8:2::", src: "2001:db8:a::", gateway: "2001:db8:a::10", oif: near },
    },
    without: "EINVAL",
  },
  {
    about: "metrics",
    message: {
      header: v6,
      attributes: {
        dst: "2001:db8:3::",
        gateway: "2001:db8:a::10",
        metrics: { mtu: 1400, advmss: 1220, hoplimit: 9, features: 1, rtoMin: 300, initcwnd: 22, ccAlgo: "reno" },
      },
    },
  },
  {
    about: "several ways",
    message: {
      header: v6,
      attributes: {
        dst: "2001:db8:4::",
        multipath: [
          { hops: 2, ifindex: near, flags: 0, attributes: { gateway: "2001:db8:a::12" } },
          { hops: 3, ifindex: other, flags: 0, attributes: { gateway: "2001:db8:b::12" } },
        ],
      },
    },
  },
  ...(["blackhole", "unreachable", "prohibit", "throw"] as const).map((about, i) => ({
    about,
    message: { header: { ...v6, type: 6 + i }, attributes: { dst: `2001:db8:5${i}::` } },
  })),
  {
    about: "for a time, of another table, from an address",
    message: {
      header: { ...v6, table: 252 },
      attributes: {
        dst: "2001:db8:6::",
        oif: other,
        table: 70000,
        prefsrc: "2001:db8:a::1",
        expires: 100,
      },
    },
    // It is told in RTA_CACHEINFO.
    told: { attributes: { expires: undefined } },
    again: { attributes: { expires: 100 } },
    without: "EINVAL",
  },
  {
    about: "a nexthop's id",
    message: { header: v6, attributes: { dst: "2001:db8:7::", nhId: 2 } },
    again: { attributes: { oif: undefined, gateway: undefined } },
    without: "EINVAL",
  },
];
