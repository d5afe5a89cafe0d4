import { u8, u32 } from "../codec/integers.js";
import { enumeration, flagWord } from "../codec/numbers.js";
import { struct } from "../codec/struct.js";

/** RTN_* from linux/rtnetlink.h: what a route does with a packet. */
export const routeType = enumeration(u8, {
  RTN_UNSPEC: 0,
  RTN_UNICAST: 1,
  RTN_LOCAL: 2,
  RTN_BROADCAST: 3,
  RTN_ANYCAST: 4,
  RTN_MULTICAST: 5,
  RTN_BLACKHOLE: 6,
  RTN_UNREACHABLE: 7,
  RTN_PROHIBIT: 8,
  RTN_THROW: 9,
  RTN_NAT: 10,
  RTN_XRESOLVE: 11,
});

/** RTPROT_* from linux/rtnetlink.h: who made a route, a rule or a nexthop. */
export const routeProtocol = enumeration(u8, {
  RTPROT_UNSPEC: 0,
  RTPROT_REDIRECT: 1,
  RTPROT_KERNEL: 2,
  RTPROT_BOOT: 3,
  RTPROT_STATIC: 4,
  RTPROT_GATED: 8,
  RTPROT_RA: 9,
  RTPROT_MRT: 10,
  RTPROT_ZEBRA: 11,
  RTPROT_BIRD: 12,
  RTPROT_DNROUTED: 13,
  RTPROT_XORP: 14,
  RTPROT_NTK: 15,
  RTPROT_DHCP: 16,
  RTPROT_MROUTED: 17,
  RTPROT_KEEPALIVED: 18,
  RTPROT_BABEL: 42,
  RTPROT_OVN: 84,
  RTPROT_OPENR: 99,
  RTPROT_BGP: 186,
  RTPROT_ISIS: 187,
  RTPROT_OSPF: 188,
  RTPROT_RIP: 189,
  RTPROT_EIGRP: 192,
});

/** RT_SCOPE_* from linux/rtnetlink.h: how far away a destination is, or how far an address is known. */
export const routeScope = enumeration(u8, {
  RT_SCOPE_UNIVERSE: 0,
  RT_SCOPE_SITE: 200,
  RT_SCOPE_LINK: 253,
  RT_SCOPE_HOST: 254,
  RT_SCOPE_NOWHERE: 255,
});

/** RT_TABLE_* from linux/rtnetlink.h. */
export const routeTable = enumeration(u32, {
  RT_TABLE_UNSPEC: 0,
  RT_TABLE_COMPAT: 252,
  RT_TABLE_DEFAULT: 253,
  RT_TABLE_MAIN: 254,
  RT_TABLE_LOCAL: 255,
  RT_TABLE_MAX: 0xffffffff,
});

/** The same in a header's eight bits. RT_TABLE_COMPAT stands for one that does not fit: see the attribute. */
export const routeTable8 = enumeration(u8, {
  RT_TABLE_UNSPEC: 0,
  RT_TABLE_COMPAT: 252,
  RT_TABLE_DEFAULT: 253,
  RT_TABLE_MAIN: 254,
  RT_TABLE_LOCAL: 255,
});

/** RTM_F_* from linux/rtnetlink.h, and RTNH_F_* of a route with a single nexthop. */
export const routeFlags = flagWord(u32, {
  RTNH_F_DEAD: 1,
  RTNH_F_PERVASIVE: 2,
  RTNH_F_ONLINK: 4,
  RTNH_F_OFFLOAD: 8,
  RTNH_F_LINKDOWN: 16,
  RTNH_F_UNRESOLVED: 32,
  RTNH_F_TRAP: 64,
  RTM_F_NOTIFY: 0x100,
  RTM_F_CLONED: 0x200,
  RTM_F_EQUALIZE: 0x400,
  RTM_F_PREFIX: 0x800,
  RTM_F_LOOKUP_TABLE: 0x1000,
  RTM_F_FIB_MATCH: 0x2000,
  RTM_F_OFFLOAD: 0x4000,
  RTM_F_TRAP: 0x8000,
  RTM_F_OFFLOAD_FAILED: 0x20000000,
});

/** struct rtmsg, linux/rtnetlink.h. */
export const rtmsg = struct("rtmsg", {
  family: u8,
  dstLen: u8,
  srcLen: u8,
  tos: u8,
  table: routeTable8,
  protocol: routeProtocol,
  scope: routeScope,
  type: routeType,
  flags: routeFlags,
});
