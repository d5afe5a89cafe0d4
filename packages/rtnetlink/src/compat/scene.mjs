/**
 * In a sandbox of its own: makes the scene with the stock tools, then asks for it with ours and with theirs. What came
 * of it goes to the standard output, in the format of node:v8, which has bigint, bytes and maps.
 */
import { spawnSync } from "node:child_process";
import { endianness } from "node:os";
import { serialize } from "node:v8";
import {
  addressLabelMessage,
  addressMessage,
  linkMessage,
  mdbMessage,
  neighborMessage,
  neighborTableMessage,
  netconfMessage,
  nexthopMessage,
  nsidMessage,
  RTM_GETVLAN,
  routeMessage,
  ruleMessage,
  tcMessage,
  tunnelMessage,
  vlanMessage,
} from "@netns/netlink";
import { openClient } from "@netns/rtnetlink";
import { groups } from "./commands.mjs";

const AF_INET = 2;
const AF_BRIDGE = 7;
const AF_INET6 = 10;
const NTF_PROXY = 8;
const RTEXT_FILTER_VF = 1;
const RTEXT_FILTER_BRVLAN = 2;
const BRIDGE_VLANDB_DUMPF_GLOBAL = 2;

/** How often both are asked: things move in between, ages and counters for the most part. */
const ROUNDS = 5;

/** @param {string} command */
function run(command) {
  const [file = "", ...args] = command.split(" ");
  const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: "utf8", maxBuffer: 1e8 });
  return { ok: status === 0, stdout, stderr: error === undefined ? stderr.trim() : error.message };
}

/**
 * Commands that failed; where that was a group's first, the others were not run.
 *
 * @type {{ command: string, stderr: string }[]}
 */
const failures = [];
for (const [first, ...others] of groups) {
  const begun = run(first);
  if (!begun.ok) failures.push({ command: first, stderr: begun.stderr });
  for (const command of begun.ok ? others : []) {
    const { ok, stderr } = run(command);
    if (!ok) failures.push({ command, stderr });
  }
}

/** The request's only attribute has another name in it than in the answers. @param {number} value */
function globalVlans(value) {
  const data = new Uint8Array(4);
  new DataView(data.buffer).setUint32(0, value, endianness() === "LE");
  return [{ name: undefined, type: 1, data }];
}

const bridge = { header: { family: AF_BRIDGE } };
const family = (/** @type {number} */ number) => ({ header: { family: number } });

/** What is asked for, by ours and by theirs. */
const questions = [
  ["ip -j -d -s -s link show", linkMessage, "RTM_GETLINK", { attributes: { extMask: RTEXT_FILTER_VF } }],
  ["ip -j -d addr show", addressMessage, "RTM_GETADDR", {}],
  ["ip -4 -j -d -N route show table all", routeMessage, "RTM_GETROUTE", family(AF_INET)],
  ["ip -4 -j -d route show table all", routeMessage, "RTM_GETROUTE", family(AF_INET)],
  ["ip -6 -j -d -N route show table all", routeMessage, "RTM_GETROUTE", family(AF_INET6)],
  ["ip -j -d nexthop show", nexthopMessage, "RTM_GETNEXTHOP", {}],
  ["ip -j -d nexthop bucket show", nexthopMessage, "RTM_GETNEXTHOPBUCKET", {}],
  ["ip -4 -j -d -N rule show", ruleMessage, "RTM_GETRULE", family(AF_INET)],
  ["ip -4 -j -d rule show", ruleMessage, "RTM_GETRULE", family(AF_INET)],
  ["ip -6 -j -d -N rule show", ruleMessage, "RTM_GETRULE", family(AF_INET6)],
  ["ip -j -d -s neigh show nud all", neighborMessage, "RTM_GETNEIGH", {}],
  ["ip -j neigh show proxy", neighborMessage, "RTM_GETNEIGH", { header: { flags: NTF_PROXY } }],
  ["ip -j -s ntable show", neighborTableMessage, "RTM_GETNEIGHTBL", {}],
  ["ip -j addrlabel list", addressLabelMessage, "RTM_GETADDRLABEL", family(AF_INET6)],
  ["ip -4 -j netconf show", netconfMessage, "RTM_GETNETCONF", family(AF_INET)],
  ["ip -6 -j netconf show", netconfMessage, "RTM_GETNETCONF", family(AF_INET6)],
  ["ip -j netns list-id", nsidMessage, "RTM_GETNSID", {}],
  ["tc -j -d qdisc show", tcMessage, "RTM_GETQDISC", {}],
  ["bridge -j -d link show", linkMessage, "RTM_GETLINK", bridge],
  ["bridge -j vlan show", linkMessage, "RTM_GETLINK", { ...bridge, attributes: { extMask: RTEXT_FILTER_BRVLAN } }],
  ["bridge -j -d vlan show", vlanMessage, RTM_GETVLAN, bridge],
  [
    "bridge -j -d vlan global show",
    vlanMessage,
    114,
    { ...bridge, attributes: globalVlans(BRIDGE_VLANDB_DUMPF_GLOBAL) },
  ],
  ["bridge -j -d -s mdb show", mdbMessage, "RTM_GETMDB", bridge],
  ["bridge -j -d -s fdb show", neighborMessage, "RTM_GETNEIGH", bridge],
  ["bridge -j -d vni show", tunnelMessage, "RTM_GETTUNNEL", bridge],
];

const client = openClient();

/** @param {any} codec @param {string | number} type @param {any} message */
function dump(codec, type, message) {
  try {
    return client.dump({ codec, type: typeof type === "string" ? codec.types[type] : type, message }).entries;
  } catch (error) {
    return String(error);
  }
}

/** What all questions of a round need besides: names, and what a route's nexthop is. */
const rounds = Array.from({ length: ROUNDS }, () => {
  const nexthops = dump(nexthopMessage, "RTM_GETNEXTHOP", {});
  const links = dump(linkMessage, "RTM_GETLINK", {});
  const answers = questions.map(([command, codec, type, message]) => ({
    command,
    entries: dump(codec, type, message),
    shown: run(command),
  }));
  return { links, nexthops, answers };
});
client.close();

process.stdout.write(serialize({ failures, rounds }));
