import type { NameIn } from "./names.js";

/** RTPROT_* from linux/rtnetlink.h, as /etc/iproute2/rt_protos has them: who made a route, a rule or a neighbor. */
export const protocols = {
  unspec: 0,
  redirect: 1,
  kernel: 2,
  boot: 3,
  static: 4,
  gated: 8,
  ra: 9,
  mrt: 10,
  zebra: 11,
  bird: 12,
  dnrouted: 13,
  xorp: 14,
  ntk: 15,
  dhcp: 16,
  mrouted: 17,
  keepalived: 18,
  babel: 42,
  ovn: 84,
  openr: 99,
  bgp: 186,
  isis: 187,
  ospf: 188,
  rip: 189,
  eigrp: 192,
} as const;
export type RouteProtocol = NameIn<typeof protocols>;

/** RT_SCOPE_* from linux/rtnetlink.h: how far away a destination is, or how far an address is known. */
export const scopes = { global: 0, site: 200, link: 253, host: 254, nowhere: 255 } as const;
export type RouteScope = NameIn<typeof scopes>;

/** RT_TABLE_* from linux/rtnetlink.h. */
export const tables = { default: 253, main: 254, local: 255 } as const;
export type RouteTable = NameIn<typeof tables>;

/** RTN_* from linux/rtnetlink.h: what a route does with a packet. */
export const routeTypes = {
  unicast: 1,
  local: 2,
  broadcast: 3,
  anycast: 4,
  multicast: 5,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
  throw: 9,
  nat: 10,
} as const;
export type RouteType = NameIn<typeof routeTypes>;

/** RTNH_F_* and RTM_F_* from linux/rtnetlink.h: of a route, or of a nexthop. */
export const hopFlags = {
  dead: 1,
  pervasive: 2,
  onlink: 4,
  offload: 8,
  linkdown: 16,
  unresolved: 32,
  trap: 64,
} as const;
export type HopFlag = NameIn<typeof hopFlags>;

/** A table as headers have it, whose field is eight bits: RT_TABLE_COMPAT (252) says that the attribute has it. */
export function tableInHeader(table: number): number {
  return table < 256 ? table : 252;
}
