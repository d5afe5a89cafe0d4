import { RTM_DELRULE, RTM_GETRULE, RTM_NEWRULE, ruleMessage } from "@netns/netlink";
import type { Sort, Thing } from "../cycle.js";
import { isPrivileged } from "../kernel.js";

const INET = 2;
const INET6 = 10;
const TO_TABLE = 1;

/** Rules of a family. */
export const rules: Sort<typeof ruleMessage> = {
  codec: ruleMessage,
  create: RTM_NEWRULE,
  get: RTM_GETRULE,
  remove: RTM_DELRULE,
  dump: ({ header }) => ({ header: { family: header?.family } }),
  identity: ["attributes.priority"],
};

/** A rule. */
export type Rule = Thing<typeof ruleMessage> & {
  /** The first kernel version that has its attributes. */
  readonly since?: string;
};

/** What the kernel tells of every rule. */
const NONE = 0xffffffff;

const bothFamilies = (family: number): readonly Rule[] => [
  {
    about: "a mark, of a table of more than eight bits",
    message: {
      header: { family, action: TO_TABLE, table: 252 },
      attributes: { priority: 1001, table: 1000, fwmark: 5, fwmask: 255, protocol: 4 },
    },
  },
  {
    about: "links by name, one that is not there",
    message: {
      header: { family, action: TO_TABLE, table: 101 },
      attributes: { priority: 1002, iifname: "near", oifname: "vanished" },
    },
    told: { header: { flags: 16 } },
    again: { header: { flags: 0 } },
  },
  {
    about: "ports",
    message: {
      header: { family, action: TO_TABLE, table: 102 },
      attributes: {
        priority: 1003,
        ipProto: 6,
        sportRange: { start: 1000, end: 1000 },
        dportRange: { start: 80, end: 443 },
      },
    },
  },
  {
    about: "users",
    // In a user namespace there are no others.
    message: {
      header: { family, action: TO_TABLE, table: 103 },
      attributes: { priority: 1004, uidRange: isPrivileged ? { start: 1000, end: 2000 } : { start: 0, end: 0 } },
    },
  },
  {
    about: "a tunnel's number",
    message: { header: { family, action: TO_TABLE, table: 104 }, attributes: { priority: 1005, tunId: 77n } },
  },
  {
    about: "a VRF's table",
    message: {
      header: { family, action: TO_TABLE },
      attributes: { priority: 1006, l3mdev: 1 },
    },
  },
  {
    about: "routes left out",
    message: {
      header: { family, action: TO_TABLE, table: 254 },
      attributes: { priority: 1007, suppressPrefixlen: 0, suppressIfgroup: 42 },
    },
  },
  {
    about: "going on elsewhere",
    message: { header: { family, action: 2 }, attributes: { priority: 1008, goto: 30000 } },
    // FIB_RULE_UNRESOLVED: there is nothing.
    told: { header: { flags: 4 } },
    again: { header: { flags: 0 } },
  },
  ...(["nop", undefined, undefined, "blackhole", "unreachable", "prohibit"] as const).flatMap((about, i) =>
    about === undefined
      ? []
      : [{ about, message: { header: { family, action: 3 + i, flags: 2 }, attributes: { priority: 1010 + i } } }],
  ),
  {
    about: "masks of ports",
    message: {
      header: { family, action: TO_TABLE, table: 105 },
      attributes: { priority: 1020, ipProto: 6, dportRange: { start: 0x10, end: 0x10 }, dportMask: 0xf0 },
    },
    since: "6.15",
  },
  {
    about: "a masked source port",
    message: {
      header: { family, action: TO_TABLE, table: 105 },
      attributes: { priority: 1021, ipProto: 17, sportRange: { start: 0x20, end: 0x20 }, sportMask: 0xf0 },
    },
    since: "6.15",
  },
  {
    about: "differentiated services",
    message: { header: { family, action: TO_TABLE, table: 106 }, attributes: { priority: 1022, dscp: 10 } },
    since: "6.13",
  },
  {
    about: "masked differentiated services",
    message: {
      header: { family, action: TO_TABLE, table: 106 },
      attributes: { priority: 1023, dscp: 8, dscpMask: 0x38 },
    },
    since: "6.15",
  },
];

/** Rules of IPv4. */
export const ipv4Rules: readonly Rule[] = [
  ...bothFamilies(INET),
  {
    about: "prefixes and type of service",
    message: {
      header: { family: INET, srcLen: 24, dstLen: 25, tos: 0x10, action: TO_TABLE, table: 100 },
      attributes: { priority: 1000, src: "192.0.2.0", dst: "198.51.100.0" },
    },
    told: { attributes: { suppressPrefixlen: NONE } },
  },
  {
    about: "realms",
    message: { header: { family: INET, action: TO_TABLE, table: 107 }, attributes: { priority: 1030, flow: 0x50006 } },
    optional: { flow: "CONFIG_IP_ROUTE_CLASSID" },
  },
];

/** Rules of IPv6. */
export const ipv6Rules: readonly Rule[] = [
  ...bothFamilies(INET6),
  {
    about: "prefixes",
    message: {
      header: { family: INET6, srcLen: 32, dstLen: 48, action: TO_TABLE, table: 100 },
      attributes: { priority: 1000, src: "2001:db8::", dst: "2001:db8:1::" },
    },
  },
  {
    about: "a flow label",
    message: {
      header: { family: INET6, action: TO_TABLE, table: 108 },
      attributes: { priority: 1031, flowlabel: 0x12345, flowlabelMask: 0xfffff },
    },
    since: "6.14",
  },
];
