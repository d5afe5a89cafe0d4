import {
  addressMessage,
  linkMessage,
  type MessageCodec,
  neighborMessage,
  nexthopMessage,
  nsidMessage,
  RTM_DELADDR,
  RTM_DELLINK,
  RTM_DELNEIGH,
  RTM_DELNEXTHOP,
  RTM_DELNSID,
  RTM_DELROUTE,
  RTM_DELRULE,
  RTM_GETADDR,
  RTM_GETLINK,
  RTM_GETNEIGH,
  RTM_GETNEXTHOP,
  RTM_GETNSID,
  RTM_GETROUTE,
  RTM_GETRULE,
  RTM_NEWADDR,
  RTM_NEWLINK,
  RTM_NEWNEIGH,
  RTM_NEWNEXTHOP,
  RTM_NEWNSID,
  RTM_NEWROUTE,
  RTM_NEWRULE,
  RTNLGRP_IPV4_IFADDR,
  RTNLGRP_IPV4_ROUTE,
  RTNLGRP_IPV4_RULE,
  RTNLGRP_IPV6_IFADDR,
  RTNLGRP_IPV6_ROUTE,
  RTNLGRP_IPV6_RULE,
  RTNLGRP_LINK,
  RTNLGRP_NEIGH,
  RTNLGRP_NEXTHOP,
  RTNLGRP_NSID,
  routeMessage,
  ruleMessage,
} from "@netns/netlink";
import { AF_INET, AF_INET6, AF_UNSPEC } from "@netns/syscall";

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
type AnyMessageCodec = MessageCodec<any, any>;

/** What can be watched, and the codec that its items are of. */
const codecs = {
  link: linkMessage,
  address: addressMessage,
  route: routeMessage,
  nexthop: nexthopMessage,
  rule: ruleMessage,
  neighbor: neighborMessage,
  fdb: neighborMessage,
  nsid: nsidMessage,
} as const;

/** Something that can be watched. "fdb" is the entries of forwarding databases: of bridges, VXLANs … */
export type Subject = keyof typeof codecs;

/** A thing of each subject, as the kernel tells it. */
export type Items = { readonly [S in Subject]: ReturnType<(typeof codecs)[S]["decode"]> };

/** How a subject is listed, and how its messages are known. */
export interface SubjectTable {
  readonly codec: AnyMessageCodec;
  /** RTM_NEW… */
  readonly changed: number;
  /** RTM_DEL… */
  readonly deleted: number;
  /** RTM_GET… */
  readonly get: number;
  readonly groups: readonly number[];
  /** The families of its items. Of others there are messages too, of the same types but of other things. */
  readonly families: readonly number[];
  /** A dump for each of these. */
  readonly dumps: readonly number[];
}

/** From bits/socket.h: bridge ports, forwarding databases. */
const AF_BRIDGE = 7;
const IP = [AF_INET, AF_INET6];

export const subjects: { readonly [S in Subject]: SubjectTable } = {
  link: {
    codec: codecs.link,
    changed: RTM_NEWLINK,
    deleted: RTM_DELLINK,
    get: RTM_GETLINK,
    groups: [RTNLGRP_LINK],
    // With AF_BRIDGE they are about ports: that RTM_DELLINK does not mean that the link is gone (br_netlink.c).
    families: [AF_UNSPEC],
    dumps: [AF_UNSPEC],
  },
  address: {
    codec: codecs.address,
    changed: RTM_NEWADDR,
    deleted: RTM_DELADDR,
    get: RTM_GETADDR,
    groups: [RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR],
    families: IP,
    dumps: IP,
  },
  nexthop: {
    codec: codecs.nexthop,
    changed: RTM_NEWNEXTHOP,
    deleted: RTM_DELNEXTHOP,
    get: RTM_GETNEXTHOP,
    groups: [RTNLGRP_NEXTHOP],
    families: [AF_UNSPEC, ...IP],
    dumps: [AF_UNSPEC],
  },
  route: {
    codec: codecs.route,
    changed: RTM_NEWROUTE,
    deleted: RTM_DELROUTE,
    get: RTM_GETROUTE,
    groups: [RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV6_ROUTE],
    families: IP,
    dumps: IP,
  },
  rule: {
    codec: codecs.rule,
    changed: RTM_NEWRULE,
    deleted: RTM_DELRULE,
    get: RTM_GETRULE,
    groups: [RTNLGRP_IPV4_RULE, RTNLGRP_IPV6_RULE],
    families: IP,
    dumps: IP,
  },
  neighbor: {
    codec: codecs.neighbor,
    changed: RTM_NEWNEIGH,
    deleted: RTM_DELNEIGH,
    get: RTM_GETNEIGH,
    groups: [RTNLGRP_NEIGH],
    families: IP,
    dumps: IP,
  },
  fdb: {
    codec: codecs.fdb,
    changed: RTM_NEWNEIGH,
    deleted: RTM_DELNEIGH,
    get: RTM_GETNEIGH,
    groups: [RTNLGRP_NEIGH],
    families: [AF_BRIDGE],
    dumps: [AF_BRIDGE],
  },
  nsid: {
    codec: codecs.nsid,
    changed: RTM_NEWNSID,
    deleted: RTM_DELNSID,
    get: RTM_GETNSID,
    groups: [RTNLGRP_NSID],
    families: [AF_UNSPEC],
    dumps: [AF_UNSPEC],
  },
};

/** All of them. */
export const allSubjects = Object.keys(subjects) as readonly Subject[];
