import { nexthopMessage, RTM_DELNEXTHOP, RTM_GETNEXTHOP, RTM_NEWNEXTHOP } from "@netns/netlink";
import type { Sort, Thing } from "../cycle.js";

const INET = 2;
const INET6 = 10;
const STATIC = 4;

/** Nexthops. */
export const nexthops: Sort<typeof nexthopMessage> = {
  codec: nexthopMessage,
  create: RTM_NEWNEXTHOP,
  get: RTM_GETNEXTHOP,
  remove: RTM_DELNEXTHOP,
  removal: ({ attributes }) => ({ attributes: { id: (attributes as { readonly id?: number }).id } }),
  dump: () => ({}),
  identity: ["attributes.id"],
  fleeting: ["attributes.resGroup.unbalancedTime"],
};

/** Nexthops by a link. Nexthops 1 and 2 must be there. */
export const nexthopThings = (near: number): readonly Thing<typeof nexthopMessage>[] => [
  {
    about: "by an IPv4 gateway",
    message: { header: { family: INET, protocol: STATIC }, attributes: { id: 10, oif: near, gateway: "192.0.2.10" } },
  },
  {
    about: "by an IPv6 gateway, on the link",
    message: {
      header: { family: INET6, protocol: 11, flags: 4 },
      attributes: { id: 11, oif: near, gateway: "2001:db8:ffff::1" },
    },
  },
  { about: "to a link", message: { header: { family: INET }, attributes: { id: 12, oif: near } } },
  { about: "blackhole", message: { header: { family: INET }, attributes: { id: 13, blackhole: true } } },
  {
    about: "of a forwarding database",
    message: { header: { family: INET }, attributes: { id: 14, fdb: true, gateway: "192.0.2.20" } },
  },
  {
    about: "group",
    message: {
      header: { protocol: STATIC },
      attributes: {
        id: 20,
        group: [
          { id: 1, weight: 0, weightHigh: 0 },
          { id: 2, weight: 19, weightHigh: 0 },
        ],
        groupType: 0,
      },
    },
    // NHA_OP_FLAGS is told by newer kernels, and is for requests of another kind.
    again: { attributes: { opFlags: undefined } },
  },
  {
    about: "resilient group",
    message: {
      attributes: {
        id: 21,
        group: [
          { id: 1, weight: 2, weightHigh: 0 },
          { id: 2, weight: 4, weightHigh: 0 },
        ],
        groupType: 1,
        resGroup: { buckets: 8, idleTimer: 6000, unbalancedTimer: 30000 },
      },
    },
    again: { attributes: { opFlags: undefined } },
  },
];
