import { neighborMessage, RTM_DELNEIGH, RTM_GETNEIGH, RTM_NEWNEIGH } from "@netns/netlink";
import type { Sort, Thing } from "../cycle.js";

const INET = 2;
const INET6 = 10;
const BRIDGE = 7;
const PERMANENT = 0x80;
const NOARP = 0x40;
const UNICAST = 1;

const NTF_PROXY = 0x08;
const NTF_EXT_LEARNED = 0x10;
const NTF_ROUTER = 0x80;

/** Neighbors of a family, or its proxies. */
export const neighbors: Sort<typeof neighborMessage> = {
  codec: neighborMessage,
  create: RTM_NEWNEIGH,
  get: RTM_GETNEIGH,
  remove: RTM_DELNEIGH,
  dump: ({ header }) => ({ header: { family: header?.family, flags: (header?.flags ?? 0) & NTF_PROXY } }),
  identity: ["attributes.dst"],
  fleeting: ["attributes.cacheinfo", "attributes.probes"],
};

/** Neighbors on a link that 192.0.2.0/24 is on. */
export const neighborThings = (near: number): readonly Thing<typeof neighborMessage>[] => [
  {
    about: "IPv4",
    message: {
      header: { family: INET, ifindex: near, state: PERMANENT, type: UNICAST },
      attributes: { dst: "192.0.2.10", lladdr: "02:00:00:00:00:01", protocol: 4 },
    },
  },
  {
    about: "IPv6, a router",
    message: {
      header: { family: INET6, ifindex: near, state: NOARP, flags: NTF_ROUTER, type: UNICAST },
      attributes: { dst: "2001:db8::10", lladdr: "02:00:00:00:00:02" },
    },
  },
  {
    about: "managed by the kernel, learned elsewhere",
    message: {
      header: { family: INET, ifindex: near, state: 0, flags: NTF_EXT_LEARNED, type: UNICAST },
      attributes: { dst: "192.0.2.20", flagsExt: 1 },
    },
    // It is looked for.
    told: { header: { state: 1 } },
    again: { header: { state: 0 } },
  },
  {
    about: "IPv4 proxy",
    message: {
      header: { family: INET, ifindex: near, flags: NTF_PROXY, type: UNICAST },
      attributes: { dst: "192.0.2.30", protocol: 11 },
    },
  },
  {
    about: "IPv6 proxy",
    message: {
      header: { family: INET6, ifindex: near, flags: NTF_PROXY, type: UNICAST },
      attributes: { dst: "2001:db8::20" },
    },
  },
];

/** Entries of forwarding databases. */
export const fdb: typeof neighbors = {
  ...neighbors,
  dump: () => ({ header: { family: BRIDGE } }),
  // Those without a VLAN are made in each.
  identity: ["attributes.lladdr", "header.ifindex", "attributes.vlan"],
};
