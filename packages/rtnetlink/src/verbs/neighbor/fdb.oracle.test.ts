import { nexthopMessage, RTM_NEWNEXTHOP } from "@netns/netlink";
import { expect } from "vitest";
import type { RtnetlinkClient } from "../../client.js";
import { oracleTest, type Shown, Tool } from "../../oracle/tool.js";
import { type Twin, Twins } from "../../oracle/twins.js";
import { kernelAtLeast } from "../../through-kernel/kernel.js";
import { CREATE } from "../../through-kernel/lab.js";
import { BridgeLab } from "../link/bridge-lab.js";
import { addBridgeVlan } from "../link/bridge-vlan.js";
import {
  addFdbEntry,
  appendFdbEntry,
  deleteFdbEntry,
  type FdbEntry,
  type FdbFilter,
  type FdbFlush,
  flushFdbEntries,
  getFdbEntry,
  listFdbEntries,
  replaceFdbEntry,
} from "./index.js";

/** A bridge, and VXLANs of both versions and of several VNIs. */
class Databases extends BridgeLab {
  readonly names = new Map<number, string>();

  constructor() {
    super();
    if (this.hasVlans) {
      for (const link of ["near", "other"]) addBridgeVlan(this.client, link, { vid: 10, vidEnd: 12 });
      addBridgeVlan(this.client, "br0", { vid: 10, self: true });
    }
    const vxlans = {
      vx4: { id: 100, port: 4789, learning: 0 },
      vx6: { id: 100, port: 4790, learning: 0, local6: "2001:db8::1" },
      vxe: { port: 4791, learning: 0, collectMetadata: 1 },
    };
    for (const [ifname, data] of Object.entries(vxlans)) this.createLink({ ifname, linkinfo: { kind: "vxlan", data } });
    for (const attributes of [
      { id: 10, fdb: true, gateway: "192.0.2.21" },
      { id: 12, fdb: true, group: [{ id: 10, weight: 0 }], groupType: 0 },
    ] as const) {
      const family = "gateway" in attributes ? 2 : 0;
      this.send(nexthopMessage, RTM_NEWNEXTHOP, { header: { family }, attributes }, CREATE);
    }
    for (const name of ["br0", "near", "near-peer", "other", "other-peer", ...Object.keys(vxlans)]) {
      this.names.set(this.link(name).header.index, name);
    }
  }
}

/** Those that the kernel makes by itself, in its own time, are of groups (IGMP, MLD). */
const isOfGroup = (address: unknown) => /^(33:33|01:00:5e)/.test(String(address));

/** All entries as bridge(8) shows them. */
async function shown(twin: Twin<Databases>) {
  return shownAs(await twin.show("bridge fdb show"));
}

function shownAs(entries: readonly Shown[]) {
  return entries
    .filter(({ mac }) => !isOfGroup(mac))
    .map((one): Shown => ({ ...one, flags: sortedFlags(one["flags"]) }));
}

const sortedFlags = (flags: unknown) => [...(flags as string[])].sort();

/** bridge(8)'s words for the states. */
const states = new Map<unknown, string>([["dynamic", ""]]);

function asShown({ lab }: Twin<Databases>, isOfOneLink = false) {
  return ({ linkAddress, ifindex, master, ...one }: FdbEntry) => ({
    mac: linkAddress,
    ...(isOfOneLink ? {} : { ifname: lab.names.get(ifindex) }),
    ...(one.destination === undefined ? {} : { dst: one.destination }),
    ...(one.vlan === undefined ? {} : { vlan: one.vlan }),
    ...(one.port === undefined ? {} : { port: one.port }),
    ...(one.vni === undefined ? {} : { vni: one.vni }),
    ...(one.sourceVni === undefined ? {} : { src_vni: one.sourceVni }),
    ...(one.via === undefined ? {} : { viaIf: lab.names.get(one.via) }),
    ...(one.nexthopId === undefined ? {} : { nhid: one.nexthopId }),
    flags: sortedFlags(one.flags),
    ...(master === undefined ? {} : { master: lab.names.get(master) }),
    state: states.get(one.state) ?? one.state,
  });
}

function told(twin: Twin<Databases>, filter: FdbFilter = {}) {
  return listFdbEntries(twin.client, filter)
    .entries.filter(({ linkAddress }) => !isOfGroup(linkAddress))
    .map(asShown(twin, filter.link !== undefined));
}

/** What is seen of a namespace, by either, is the same; and in both namespaces. */
async function expectEqual(twins: Twins<Databases>, about: string) {
  const all: unknown[] = [];
  for (const twin of twins.both) {
    const entries = await shown(twin);
    expect(told(twin), about).toEqual(entries);
    all.push(entries.map((entry) => JSON.stringify(entry)).sort());
  }
  expect(all[0], about).toEqual(all[1]);
}

type Step = readonly [command: string, verb: (client: RtnetlinkClient) => void];

const mac = (last: string) => `02:00:00:00:00:${last}`;
const near = { link: "near", of: "master" } as const;
const vx4 = { link: "vx4" };
const zero = "00:00:00:00:00:00";

const ofBridges: readonly Step[] = [
  [`add ${mac("01")} dev near master`, (c) => addFdbEntry(c, { ...near, linkAddress: mac("01") })],
  [
    `add ${mac("02")} dev near master static`,
    (c) => addFdbEntry(c, { ...near, linkAddress: mac("02"), state: "static" }),
  ],
  [
    `add ${mac("03")} dev near master dynamic`,
    (c) => addFdbEntry(c, { ...near, linkAddress: mac("03"), state: "dynamic" }),
  ],
  [
    `add ${mac("04")} dev near master static sticky`,
    (c) => addFdbEntry(c, { ...near, linkAddress: mac("04"), state: "static", flags: ["sticky"] }),
  ],
  [
    `add ${mac("05")} dev other master dynamic extern_learn`,
    (c) =>
      addFdbEntry(c, {
        link: "other",
        of: "master",
        linkAddress: mac("05"),
        state: "dynamic",
        flags: ["extern_learn"],
      }),
  ],
  [
    `add ${mac("06")} dev near master use dynamic`,
    (c) => addFdbEntry(c, { ...near, linkAddress: mac("06"), state: "dynamic", flags: ["use"] }),
  ],
  [`add ${mac("07")} dev near self`, (c) => addFdbEntry(c, { link: "near", linkAddress: mac("07") })],
  [
    `add ${mac("08")} dev br0 local`,
    (c) => addFdbEntry(c, { link: "br0", linkAddress: mac("08"), state: "permanent" }),
  ],
  [`add ${mac("09")} dev near-peer`, (c) => addFdbEntry(c, { link: "near-peer", linkAddress: mac("09") })],
  [
    `replace ${mac("02")} dev near master dynamic`,
    (c) => replaceFdbEntry(c, { ...near, linkAddress: mac("02"), state: "dynamic" }),
  ],
  [
    `replace ${mac("03")} dev other master static`,
    (c) => replaceFdbEntry(c, { link: "other", of: "master", linkAddress: mac("03"), state: "static" }),
  ],
  [`replace ${mac("0a")} dev near master`, (c) => replaceFdbEntry(c, { ...near, linkAddress: mac("0a") })],
  [`del ${mac("01")} dev near master`, (c) => deleteFdbEntry(c, { ...near, linkAddress: mac("01") })],
  [`del ${mac("07")} dev near self`, (c) => deleteFdbEntry(c, { link: "near", linkAddress: mac("07") })],
];

const ofVlans: readonly Step[] = [
  [
    `add ${mac("11")} dev near master static vlan 10`,
    (c) => addFdbEntry(c, { ...near, linkAddress: mac("11"), state: "static", vlan: 10 }),
  ],
  [
    `add ${mac("11")} dev other master dynamic vlan 11`,
    (c) => addFdbEntry(c, { link: "other", of: "master", linkAddress: mac("11"), state: "dynamic", vlan: 11 }),
  ],
  [`add ${mac("12")} dev br0 vlan 10`, (c) => addFdbEntry(c, { link: "br0", linkAddress: mac("12"), vlan: 10 })],
  [
    `replace ${mac("11")} dev other master static vlan 10`,
    (c) => replaceFdbEntry(c, { link: "other", of: "master", linkAddress: mac("11"), state: "static", vlan: 10 }),
  ],
  [
    `del ${mac("11")} dev other master vlan 11`,
    (c) => deleteFdbEntry(c, { link: "other", of: "master", linkAddress: mac("11"), vlan: 11 }),
  ],
];

const ofVxlans: readonly Step[] = [
  [
    `append ${zero} dev vx4 dst 192.0.2.10`,
    (c) => appendFdbEntry(c, { ...vx4, linkAddress: zero, destination: "192.0.2.10" }),
  ],
  [
    `append ${zero} dev vx4 dst 192.0.2.11 port 4999 vni 200 via near`,
    (c) =>
      appendFdbEntry(c, { ...vx4, linkAddress: zero, destination: "192.0.2.11", port: 4999, vni: 200, via: "near" }),
  ],
  [
    `append ${zero} dev vx6 dst 2001:db8::33`,
    (c) => appendFdbEntry(c, { link: "vx6", linkAddress: zero, destination: "2001:db8::33" }),
  ],
  [
    `append 03:00:00:00:00:01 dev vx4 dst 192.0.2.12`,
    (c) => appendFdbEntry(c, { ...vx4, linkAddress: "03:00:00:00:00:01", destination: "192.0.2.12" }),
  ],
  [
    `add ${mac("01")} dev vx4 dst 192.0.2.13`,
    (c) => addFdbEntry(c, { ...vx4, linkAddress: mac("01"), destination: "192.0.2.13" }),
  ],
  [
    `add ${mac("02")} dev vx4 dst 192.0.2.13 static`,
    (c) => addFdbEntry(c, { ...vx4, linkAddress: mac("02"), destination: "192.0.2.13", state: "static" }),
  ],
  [
    `add ${mac("03")} dev vx4 dst 192.0.2.13 dynamic router extern_learn`,
    (c) =>
      addFdbEntry(c, {
        ...vx4,
        linkAddress: mac("03"),
        destination: "192.0.2.13",
        state: "dynamic",
        flags: ["router", "extern_learn"],
      }),
  ],
  [`add ${mac("04")} dev vx4 nhid 12`, (c) => addFdbEntry(c, { ...vx4, linkAddress: mac("04"), nexthopId: 12 })],
  [
    `add ${mac("05")} dev vx6 dst 2001:db8::34 port 5000`,
    (c) => addFdbEntry(c, { link: "vx6", linkAddress: mac("05"), destination: "2001:db8::34", port: 5000 }),
  ],
  [
    `add ${mac("06")} dev vxe dst 192.0.2.14 src_vni 1000 vni 1001`,
    (c) =>
      addFdbEntry(c, { link: "vxe", linkAddress: mac("06"), destination: "192.0.2.14", sourceVni: 1000, vni: 1001 }),
  ],
  [
    `replace ${mac("01")} dev vx4 dst 192.0.2.99`,
    (c) => replaceFdbEntry(c, { ...vx4, linkAddress: mac("01"), destination: "192.0.2.99" }),
  ],
  [
    `del ${zero} dev vx4 dst 192.0.2.11 port 4999 vni 200 via near`,
    (c) =>
      deleteFdbEntry(c, { ...vx4, linkAddress: zero, destination: "192.0.2.11", port: 4999, vni: 200, via: "near" }),
  ],
  [`del ${mac("02")} dev vx4`, (c) => deleteFdbEntry(c, { ...vx4, linkAddress: mac("02") })],
];

async function play(twins: Twins<Databases>, steps: readonly Step[]) {
  for (const [command, verb] of steps) {
    verb(twins.ours.client);
    await twins.theirs.run(`bridge fdb ${command}`);
    await expectEqual(twins, command);
  }
}

async function fill(twins: Twins<Databases>) {
  const { hasVlans } = twins.ours.lab;
  for (const [command] of [...ofBridges, ...(hasVlans ? ofVlans : []), ...ofVxlans]) {
    if (!command.startsWith("del")) for (const twin of twins.both) await twin.run(`bridge fdb ${command}`);
  }
}

oracleTest("each verb leaves a bridge's entries as bridge(8) leaves them, and both tell the same", async () => {
  await using twins = new Twins(() => new Databases());
  await play(twins, ofBridges);
  if (twins.ours.lab.hasVlans) return await play(twins, ofVlans);
  // There are no VLANs that an entry could be of.
  for (const [command, verb] of ofVlans.slice(0, 3)) {
    expect(() => verb(twins.ours.client), command).toThrow(expect.objectContaining({ code: "EINVAL" }));
    await expect(twins.theirs.run(`bridge fdb ${command}`), command).rejects.toThrow("Invalid argument");
  }
});

oracleTest("each verb leaves a VXLAN's entries as bridge(8) leaves them, and both tell the same", async () => {
  await using twins = new Twins(() => new Databases());
  await play(twins, ofVxlans);
});

oracleTest("one entry is what bridge(8) gets", async () => {
  await using twins = new Twins(() => new Databases());
  await fill(twins);
  const twin = twins.theirs;
  for (const [words, entry] of [
    [`${mac("02")} dev near master`, { ...near, linkAddress: mac("02") }],
    [`${mac("03")} dev br0 self`, { link: "br0", linkAddress: mac("03") }],
    [`${mac("08")} dev br0 self`, { link: "br0", linkAddress: mac("08") }],
    [`${mac("01")} dev vx4 self`, { link: "vx4", linkAddress: mac("01") }],
    [`${mac("06")} dev vxe self vni 1000`, { link: "vxe", linkAddress: mac("06"), sourceVni: 1000 }],
    ...(twin.lab.hasVlans
      ? ([
          [`${mac("11")} dev other master vlan 10`, { link: "other", of: "master", linkAddress: mac("11"), vlan: 10 }],
        ] as const)
      : []),
  ] as const) {
    const [seen] = await twin.show(`bridge fdb get ${words}`);
    const found = getFdbEntry(twin.client, entry);
    expect(found && asShown(twin)(found), words).toEqual({ ...seen, flags: sortedFlags(seen?.["flags"]) });
  }
});

const filters: readonly (readonly [words: string, filter: FdbFilter, kernel: string[], client: string[]])[] = [
  ["br br0", { bridge: "br0" }, ["bridge"], []],
  ["brport near", { link: "near" }, ["link"], []],
  ["br br0 brport other", { bridge: "br0", link: "other" }, ["link", "bridge"], []],
  ["brport vx4", { link: "vx4" }, ["link"], []],
  ["vlan 10", { vlan: 10 }, [], ["vlan"]],
  ["state permanent", { states: ["permanent"] }, [], ["states"]],
  ["br br0 state static", { bridge: "br0", states: ["static"] }, ["bridge"], ["states"]],
  ["dynamic br br0", { bridge: "br0", states: ["dynamic"] }, ["bridge"], ["states"]],
];

oracleTest("filters choose what bridge(8)'s choose, and the kernel does what it can", async () => {
  await using twins = new Twins(() => new Databases());
  await fill(twins);
  const twin = twins.theirs;
  for (const [words, filter, kernel, client] of filters) {
    // What it is asked for once, bridge(8) asks for ever after: so it is started anew.
    await using bridge = new Tool("bridge", twin.lab.namespace);
    // bridge(8) looks whether a bit is set, and has set more than one itself: by its own words it is one state.
    const { states: wanted } = filter;
    const entries = shownAs(await bridge.show(`fdb show ${words}`)).filter(
      (one) => wanted === undefined || wanted.some((state) => (states.get(state) ?? state) === one["state"]),
    );
    expect(told(twin, filter), words).toEqual(entries);
    expect(listFdbEntries(twin.client, filter).filteredBy, words).toEqual({ kernel, client });
  }
  const { entries } = listFdbEntries(twin.client, { linkAddress: mac("0a").toUpperCase() });
  expect(new Set(entries.map(({ linkAddress }) => linkAddress))).toEqual(new Set([mac("0a")]));
});

const flushes: readonly (readonly [words: string, link: string, which: FdbFlush])[] = [
  ["dev br0 brport other dynamic", "br0", { port: "other", permanent: false, static: false }],
  ["dev br0 sticky", "br0", { sticky: true }],
  ["dev br0 noextern_learn static nopermanent", "br0", { externLearn: false, static: true, permanent: false }],
  ["dev br0 vlan 10", "br0", { vlan: 10 }],
  ["dev near master dynamic", "near", { of: "master", permanent: false, static: false }],
  ["dev br0 added_by_user permanent", "br0", { addedByUser: true, permanent: true }],
  ["dev br0", "br0", {}],
];

oracleTest("flushing leaves what bridge(8) leaves", async () => {
  await using twins = new Twins(() => new Databases());
  await fill(twins);
  for (const [words, link, which] of flushes) {
    flushFdbEntries(twins.ours.client, link, which);
    await twins.theirs.run(`bridge fdb flush ${words}`);
    await expectEqual(twins, words);
  }
  const flush = () => flushFdbEntries(twins.ours.client, "vx4");
  const theirs = twins.theirs.run("bridge fdb flush dev vx4");
  if (kernelAtLeast("6.7")) {
    flush();
    await theirs;
    await expectEqual(twins, "a VXLAN's");
  } else {
    expect(flush).toThrow(expect.objectContaining({ code: "EOPNOTSUPP" }));
    await expect(theirs).rejects.toThrow("not supported");
  }
});
