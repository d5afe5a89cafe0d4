import {
  addressLabelMessage,
  addressMessage,
  ctrlMessage,
  GENL_ID_CTRL,
  linkMessage,
  type MessageCodec,
  mdbGetMessage,
  mdbMessage,
  NETLINK_GENERIC,
  neighborMessage,
  neighborTableMessage,
  netconfMessage,
  nexthopMessage,
  nsidMessage,
  RTM_GETADDR,
  RTM_GETADDRLABEL,
  RTM_GETANYCAST,
  RTM_GETLINK,
  RTM_GETMDB,
  RTM_GETMULTICAST,
  RTM_GETNEIGH,
  RTM_GETNEIGHTBL,
  RTM_GETNETCONF,
  RTM_GETNEXTHOP,
  RTM_GETNEXTHOPBUCKET,
  RTM_GETNSID,
  RTM_GETQDISC,
  RTM_GETROUTE,
  RTM_GETRULE,
  RTM_GETSTATS,
  RTM_GETTUNNEL,
  RTM_GETVLAN,
  routeMessage,
  ruleMessage,
  statsMessage,
  statsRequestMessage,
  tcMessage,
  tunnelMessage,
  vlanDumpMessage,
  vlanMessage,
} from "@netns/netlink";
import { linux, type System } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { afterAll, beforeAll, expect } from "vitest";
import { Coverage } from "./coverage.js";
import { expectNoComplaints, nameThread } from "./kernel-log.js";
import { Lab } from "./lab.js";
import { Town } from "./town.js";

beforeAll(nameThread);

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
type AnyMessageCodec = MessageCodec<any, any>;

interface Dump {
  readonly about: string;
  readonly codec: AnyMessageCodec;
  readonly type: number;
  readonly message?: { readonly header?: object; readonly attributes?: object };
  /** The codec of the answers, where it is another one. */
  readonly answers?: AnyMessageCodec;
  /** Fewest messages. */
  readonly least: number;
}

const INET = 2;
const INET6 = 10;
const BRIDGE = 7;
const MPLS = 28;
const IPMR = 128;
const IP6MR = 129;

const family = (number: number) => ({ header: { family: number } });

const dumps: readonly Dump[] = [
  { about: "links", codec: linkMessage, type: RTM_GETLINK, least: 10 },
  // RTEXT_FILTER_VF, RTEXT_FILTER_SKIP_STATS
  ...[1, 8, 9].map((extMask) => ({
    about: `links, ext mask ${extMask}`,
    codec: linkMessage,
    type: RTM_GETLINK,
    message: { attributes: { extMask } },
    least: 10,
  })),
  // None; RTEXT_FILTER_BRVLAN, _COMPRESSED, _MRP, _CFM_CONFIG, _CFM_STATUS, _MST.
  ...[0, 2, 4, 0x10, 0x20, 0x40, 0x80].map((extMask) => ({
    about: `links of AF_BRIDGE, ext mask ${extMask}`,
    codec: linkMessage,
    type: RTM_GETLINK,
    message: { ...family(BRIDGE), attributes: { extMask } },
    least: 1,
  })),
  { about: "multicast routing's links", codec: linkMessage, type: RTM_GETLINK, message: family(IPMR), least: 0 },
  { about: "links of AF_INET6", codec: linkMessage, type: RTM_GETLINK, message: family(INET6), least: 2 },
  ...[0, INET, INET6].map((number) => ({
    about: `addresses of family ${number}`,
    codec: addressMessage,
    type: RTM_GETADDR,
    message: family(number),
    least: 4,
  })),
  { about: "multicast addresses", codec: addressMessage, type: RTM_GETMULTICAST, message: family(INET6), least: 2 },
  { about: "anycast addresses", codec: addressMessage, type: RTM_GETANYCAST, message: family(INET6), least: 1 },
  { about: "address labels", codec: addressLabelMessage, type: RTM_GETADDRLABEL, message: family(INET6), least: 5 },
  ...(
    [
      [INET, 20],
      [INET6, 12],
      [MPLS, 0],
      [IPMR, 0],
      [IP6MR, 0],
    ] as const
  ).map(([number, least]) => ({
    about: `routes of family ${number}`,
    codec: routeMessage,
    type: RTM_GETROUTE,
    message: family(number),
    least,
  })),
  ...(
    [
      [INET, 12],
      [INET6, 12],
      [IPMR, 0],
      [IP6MR, 0],
    ] as const
  ).map(([number, least]) => ({
    about: `rules of family ${number}`,
    codec: ruleMessage,
    type: RTM_GETRULE,
    message: family(number),
    least,
  })),
  { about: "neighbors", codec: neighborMessage, type: RTM_GETNEIGH, least: 2 },
  // NTF_PROXY
  {
    about: "proxies",
    codec: neighborMessage,
    type: RTM_GETNEIGH,
    message: { header: { family: INET, flags: 8 } },
    least: 1,
  },
  { about: "forwarding databases", codec: neighborMessage, type: RTM_GETNEIGH, message: family(BRIDGE), least: 3 },
  { about: "tables of neighbors", codec: neighborTableMessage, type: RTM_GETNEIGHTBL, least: 2 },
  { about: "nexthops", codec: nexthopMessage, type: RTM_GETNEXTHOP, least: 5 },
  { about: "nexthops' buckets", codec: nexthopMessage, type: RTM_GETNEXTHOPBUCKET, least: 8 },
  { about: "namespace ids", codec: nsidMessage, type: RTM_GETNSID, least: 1 },
  ...(
    [
      [INET, 3],
      [INET6, 3],
      [MPLS, 0],
    ] as const
  ).map(([number, least]) => ({
    about: `configuration of family ${number}`,
    codec: netconfMessage,
    type: RTM_GETNETCONF,
    message: family(number),
    least,
  })),
  // IFLA_STATS_FILTER_BIT of all five.
  {
    about: "statistics",
    codec: statsRequestMessage,
    type: RTM_GETSTATS,
    message: { header: { filterMask: 0x1f } },
    answers: statsMessage,
    least: 10,
  },
  {
    about: "multicast databases",
    codec: mdbGetMessage,
    type: RTM_GETMDB,
    message: family(BRIDGE),
    answers: mdbMessage,
    least: 1,
  },
  // BRIDGE_VLANDB_DUMPF_STATS, _GLOBAL
  ...[0, 1, 2].map((flags) => ({
    about: `VLANs, flags ${flags}`,
    codec: vlanDumpMessage,
    type: RTM_GETVLAN,
    message: { ...family(BRIDGE), attributes: { flags } },
    answers: vlanMessage,
    least: 0,
  })),
  // TUNNEL_MSG_FLAG_STATS
  ...[0, 1].map((flags) => ({
    about: `VNIs, flags ${flags}`,
    codec: tunnelMessage,
    type: RTM_GETTUNNEL,
    message: { header: { family: BRIDGE, flags } },
    least: 1,
  })),
  { about: "qdiscs", codec: tcMessage, type: RTM_GETQDISC, least: 2 },
];

const coverage = new Coverage();

/** All tests look at the same one: it takes a while to fill. */
let town: Town;
beforeAll(() => {
  town = new Town();
});
afterAll(() => town[Symbol.dispose]());

kernelTest("the town is full", () => {
  expect(town.made.links).toBeGreaterThanOrEqual(10);
  expect(town.made.things).toBeGreaterThanOrEqual(60);
});

for (const { about, codec, type, message = {}, answers = codec, least } of dumps) {
  kernelTest(about, () => {
    // A family that the kernel has not.
    coverage.tryThing(about, ["EOPNOTSUPP", "EAFNOSUPPORT"], () => {
      const messages = town.checkedDump(codec, type, message as never, answers);
      expect(messages.length).toBeGreaterThanOrEqual(least);
      return messages.length === 0 ? ["nothing to tell"] : [];
    });
  });
}

/** The system calls, with sockets of generic netlink. */
const generic: System = { ...linux, socket: (domain, type) => linux.socket(domain, type, NETLINK_GENERIC) };

kernelTest("families of generic netlink", () => {
  using lab = new Lab({ system: generic });
  // CTRL_CMD_GETFAMILY
  const found = lab.checkedDump(ctrlMessage, GENL_ID_CTRL, { header: { cmd: 3, version: 2 } });
  expect(found.map(({ attributes }) => attributes.familyName)).toContain("nlctrl");
  // CTRL_CMD_GETPOLICY
  for (const { attributes } of found) {
    const { familyId } = attributes;
    const policies = { header: { cmd: 10, version: 2 }, attributes: { familyId } };
    coverage.tryThing(`policy of ${attributes.familyName}`, "ENODATA", () => {
      lab.checkedDump(ctrlMessage, GENL_ID_CTRL, policies);
      return [];
    });
  }
});

kernelTest("this kernel has what it must have", () => {
  coverage.conclude([
    { release: "6.1.", uml: true, lacks: /^(routes|rules) of family 12[89]$/ },
    { release: "6.18.", uml: false, lacks: /^(routes of family 12[89]|VLANs, flags \d)$/ },
  ]);
});

kernelTest("the kernel's log has no complaint", expectNoComplaints);
