import {
  bridgePortAttributes,
  linkMessage,
  NLM_F_ACK,
  RTM_DELLINKPROP,
  RTM_GETLINK,
  RTM_NEWLINKPROP,
  RTM_NEWVLAN,
  RTM_SETLINK,
  vlanMessage,
} from "@netns/netlink";
import { kernelTest } from "@netns/testing";
import { beforeAll, describe, expect } from "vitest";
import { Coverage } from "./coverage.js";
import { kernelAtLeast } from "./kernel.js";
import { expectNoComplaints, nameThread } from "./kernel-log.js";
import { Lab, type Link, type LinkInput } from "./lab.js";

beforeAll(nameThread);

const BRIDGE = 7;
// RTEXT_FILTER_*
const BRVLAN = 0x2;
const BRVLAN_COMPRESSED = 0x4;
const MST = 0x80;

const coverage = new Coverage();

type Values = Readonly<Record<string, unknown>>;

/** A pair of which neither end is up: a bond takes no other. */
function unused(lab: Lab, ifname: string): number {
  const peer = { attributes: { ifname: `${ifname}-peer` } };
  return lab.createLink({ ifname, linkinfo: { kind: "veth", data: { peer } } });
}

function slaveData({ attributes }: Link): Values {
  const { linkinfo } = attributes;
  return ((linkinfo as { readonly slaveData?: Values } | undefined)?.slaveData ?? {}) as Values;
}

/** A bridge, where VLANs are filtered if they are to be. */
function createBridge(lab: Lab, data: Values = {}): number {
  return lab.createLink({ ifname: "br", linkinfo: { kind: "bridge", data } as LinkInput["linkinfo"] });
}

/** Runs a test of bridges' VLANs, where the kernel has them. */
function withVlans(what: string, work: (lab: Lab, bridge: number) => void): void {
  kernelTest(what, () => {
    using lab = new Lab();
    coverage.tryThing(what, "EOPNOTSUPP", () => {
      createBridge(lab, { vlanFiltering: 1, vlanDefaultPvid: 0 });
      return [];
    });
    if (!coverage.isLacking(what)) work(lab, lab.link("br").header.index);
  });
}

/** What a dump of AF_BRIDGE says of a link. */
function bridgeView(lab: Lab, index: number, extMask?: number): Link["attributes"] {
  const links = lab.checkedDump(linkMessage, RTM_GETLINK, { header: { family: BRIDGE }, attributes: { extMask } });
  const found = links.find(({ header }) => header.index === index);
  if (found === undefined) throw new Error(`no link ${index} in the dump`);
  return found.attributes;
}

const setBridge = (lab: Lab, index: number, attributes: LinkInput) =>
  lab.send(linkMessage, RTM_SETLINK, { header: { family: BRIDGE, index }, attributes });

describe("a bond's ports", () => {
  kernelTest("their attributes, and those of the bond that name them", async () => {
    using lab = new Lab();
    coverage.tryThing("bond", "EOPNOTSUPP", () => {
      lab.createLink({ ifname: "bond", linkinfo: { kind: "bond", data: { mode: 1, miimon: 100 } } });
      return [];
    });
    if (coverage.isLacking("bond")) return;
    const bond = lab.link("bond").header.index;
    const [one, two] = [unused(lab, "one"), unused(lab, "two")];
    for (const port of [one, two]) lab.setLink(port, { master: bond });
    lab.setLink(one, { linkinfo: { slaveKind: "bond", slaveData: { queueId: 3, prio: 7 } } });
    const told = lab.dumpedLink("one");
    expect(told.attributes).toMatchObject({ master: bond, linkinfo: { kind: "veth", slaveKind: "bond" } });
    expect(slaveData(told)).toMatchObject({ queueId: 3, prio: 7 });
    lab.up(bond, lab.link("one-peer").header.index, lab.link("two-peer").header.index);
    // Only a port that is up can be the active one, and the bond looks after that every 100 ms.
    const linkState = (name: string) => slaveData(lab.dumpedLink(name))["miiStatus"];
    await expect.poll(() => [linkState("one"), linkState("two")], { timeout: 5000 }).toEqual([0, 0]);
    lab.setLink(bond, { linkinfo: { kind: "bond", data: { primary: two, primaryReselect: 2 } } });
    lab.setLink(bond, { linkinfo: { kind: "bond", data: { activeSlave: one } } });
    expect(lab.dumpedLink("bond").attributes.linkinfo).toMatchObject({ data: { primary: two, activeSlave: one } });
  });

  kernelTest("802.3ad", async () => {
    using lab = new Lab();
    coverage.tryThing("bond", "EOPNOTSUPP", () => {
      lab.createLink({ ifname: "bond", linkinfo: { kind: "bond", data: { mode: 4, miimon: 100 } } });
      return [];
    });
    if (coverage.isLacking("bond")) return;
    const one = unused(lab, "one");
    lab.setLink(one, { master: lab.link("bond").header.index });
    lab.up(lab.link("bond").header.index, lab.link("one-peer").header.index);
    // An aggregator is found when the bond's timer next comes.
    const states = { adAggregatorId: expect.any(Number), adActorOperPortState: expect.any(Number) };
    await expect.poll(() => slaveData(lab.dumpedLink("one")), { timeout: 5000 }).toMatchObject(states);
    if (!kernelAtLeast("6.18")) return;
    lab.setLink(one, { linkinfo: { slaveKind: "bond", slaveData: { actorPortPrio: 99 } } });
    expect(slaveData(lab.dumpedLink("one"))).toMatchObject({ actorPortPrio: 99 });
  });
});

kernelTest("a VRF's port", () => {
  using lab = new Lab();
  coverage.tryThing("vrf", "EOPNOTSUPP", () => {
    lab.createLink({ ifname: "red", linkinfo: { kind: "vrf", data: { table: 1000 } } });
    return [];
  });
  if (coverage.isLacking("vrf")) return;
  lab.setLink(lab.pair("port"), { master: lab.link("red").header.index });
  const { linkinfo } = lab.dumpedLink("port").attributes;
  expect(linkinfo).toEqual({ kind: "veth", slaveKind: "vrf", slaveData: { table: 1000 } });
});

describe("a bridge's ports", () => {
  const settings = {
    priority: 16,
    cost: 77,
    mode: 1,
    guard: 1,
    protect: 1,
    fastLeave: 1,
    learning: 0,
    unicastFlood: 0,
    proxyarp: 1,
    proxyarpWifi: 1,
    multicastRouter: 2,
    mcastFlood: 0,
    mcastToUcast: 1,
    vlanTunnel: 1,
    bcastFlood: 0,
    groupFwdMask: 8,
    neighSuppress: 1,
    isolated: 1,
    mcastEhtHostsLimit: 99,
    locked: 1,
    mcastMaxGroups: 55,
    neighVlanSuppress: 1,
    learningSync: 0,
  };
  const since: Readonly<Record<string, string>> = { mcastMaxGroups: "6.3", neighVlanSuppress: "6.4" };
  const READ_ONLY = "told only";
  const notGiven: Readonly<Record<string, string>> = {
    state: "see below",
    rootId: READ_ONLY,
    bridgeId: READ_ONLY,
    designatedPort: READ_ONLY,
    designatedCost: READ_ONLY,
    id: READ_ONLY,
    no: READ_ONLY,
    topologyChangeAck: READ_ONLY,
    configPending: READ_ONLY,
    messageAgeTimer: READ_ONLY,
    forwardDelayTimer: READ_ONLY,
    holdTimer: READ_ONLY,
    flush: "see below",
    backupPort: "see below",
    backupNhid: "see below",
    mrpRingOpen: READ_ONLY,
    mrpInOpen: READ_ONLY,
    mcastEhtHostsCnt: READ_ONLY,
    mcastNGroups: READ_ONLY,
    mab: "see below",
    neighForwardGrat: "Linux 7.2 has it, and none of the kernels here is as new",
  };

  const expected: Values = Object.fromEntries(
    Object.entries(settings).filter(
      // It is taken, and for the port's own driver.
      ([name]) => name !== "learningSync" && (since[name] === undefined || kernelAtLeast(since[name])),
    ),
  );

  kernelTest("every attribute is given, or it is said why not", () => {
    const all = bridgePortAttributes.lines.filter(({ codec }) => codec.plain !== "hidden").map(({ name }) => name);
    expect(all.filter((name) => !(name in settings) && !(name in notGiven))).toEqual([]);
  });

  kernelTest("set as a kind of port's, told to both families", () => {
    using lab = new Lab();
    const port = lab.pair("port", { master: createBridge(lab) });
    lab.setLink(port, { linkinfo: { slaveKind: "bridge", slaveData: settings } });
    const told = lab.dumpedLink("port");
    expect(told.attributes.linkinfo?.slaveKind).toBe("bridge");
    expect(slaveData(told)).toMatchObject(expected);
    expect(bridgeView(lab, port).protinfo).toMatchObject(expected);
  });

  kernelTest("set as AF_BRIDGE's", () => {
    using lab = new Lab();
    const port = lab.pair("port", { master: createBridge(lab) });
    setBridge(lab, port, { protinfo: settings });
    expect(bridgeView(lab, port).protinfo).toMatchObject(expected);
  });

  kernelTest("state, flush, and a port in reserve", () => {
    using lab = new Lab();
    const bridge = createBridge(lab);
    const [port, other] = [lab.pair("port", { master: bridge }), lab.pair("other", { master: bridge })];
    lab.up(bridge);
    const backupNhid = kernelAtLeast("6.6") ? { backupNhid: 12 } : {};
    lab.setLink(port, {
      linkinfo: { slaveKind: "bridge", slaveData: { flush: true, backupPort: other, ...backupNhid } },
    });
    expect(slaveData(lab.dumpedLink("port"))).toMatchObject({ backupPort: other, ...backupNhid });
    // Without a spanning tree all others become BR_STATE_FORWARDING at once, and so does this one when the link itself
    // is changed.
    setBridge(lab, port, { protinfo: { state: 0 } });
    expect(slaveData(lab.dumpedLink("port"))).toMatchObject({ state: 0 });
    if (kernelAtLeast("6.2")) {
      lab.setLink(port, { linkinfo: { slaveKind: "bridge", slaveData: { learning: 1, locked: 1, mab: 1 } } });
      expect(slaveData(lab.dumpedLink("port"))).toMatchObject({ locked: 1, mab: 1 });
    }
  });
});

describe("VLANs", () => {
  const PVID = 0x2;
  const UNTAGGED = 0x4;

  withVlans("of a port and of the bridge itself", (lab, bridge) => {
    const port = lab.pair("port", { master: bridge });
    const vlanInfo = [
      { vid: 10, flags: PVID | UNTAGGED },
      // RANGE_BEGIN and RANGE_END
      { vid: 100, flags: 0x8 },
      { vid: 102, flags: 0x10 },
    ];
    setBridge(lab, port, { afSpec: { vlanInfo } });
    // BRIDGE_FLAGS_SELF
    setBridge(lab, bridge, { afSpec: { flags: 2, vlanInfo: [{ vid: 10, flags: 0x20 }] } });
    expect(bridgeView(lab, port, BRVLAN).afSpec).toMatchObject({
      vlanInfo: [vlanInfo[0], { vid: 100, flags: 0 }, { vid: 101, flags: 0 }, { vid: 102, flags: 0 }],
    });
    expect(bridgeView(lab, port, BRVLAN_COMPRESSED).afSpec).toMatchObject({ vlanInfo });
    expect(bridgeView(lab, bridge, BRVLAN).afSpec).toMatchObject({ vlanInfo: [{ vid: 10, flags: 0 }] });
  });

  withVlans("in tunnels", (lab, bridge) => {
    const vxlan = lab.createLink({
      ifname: "vx",
      master: bridge,
      linkinfo: { kind: "vxlan", data: { collectMetadata: 1, port: 4789, learning: 0 } },
    });
    lab.setLink(vxlan, { linkinfo: { slaveKind: "bridge", slaveData: { vlanTunnel: 1 } } });
    setBridge(lab, vxlan, { afSpec: { vlanInfo: [{ vid: 100, flags: 0 }] } });
    const vlanTunnelInfo = [{ id: 10100, vid: 100, flags: 0 }];
    setBridge(lab, vxlan, { afSpec: { vlanTunnelInfo } });
    expect(bridgeView(lab, vxlan, BRVLAN).afSpec).toMatchObject({ vlanTunnelInfo });
  });

  withVlans("in spanning trees of their own", (lab, bridge) => {
    const port = lab.pair("port", { master: bridge });
    // BR_BOOLOPT_MST_ENABLE
    lab.setLink(bridge, { linkinfo: { kind: "bridge", data: { multiBoolopt: { optval: 4, optmask: 4 } } } });
    setBridge(lab, port, { afSpec: { vlanInfo: [{ vid: 50, flags: 0 }] } });
    const entry = [{ msti: 5, state: 4 }];
    const message = {
      header: { family: BRIDGE, ifindex: bridge },
      attributes: { globalOptions: [{ id: 50, msti: 5 }] },
    };
    lab.send(vlanMessage, RTM_NEWVLAN, message);
    setBridge(lab, port, { afSpec: { mst: { entry } } });
    expect(bridgeView(lab, port, MST).afSpec).toMatchObject({ mst: { entry } });
  });
});

kernelTest("other names", () => {
  using lab = new Lab();
  const index = lab.pair("near");
  const altIfname = ["a-much-longer-name-than-fifteen-characters", "second"];
  const message = { header: { index }, attributes: { propList: { altIfname } } };
  // NLM_F_EXCL and NLM_F_CREATE are wanted, or the first answer is all.
  lab.send(linkMessage, RTM_NEWLINKPROP, message, NLM_F_ACK);
  expect(lab.dumpedLink("near").attributes.propList).toEqual({ altIfname });
  const [found] = lab.client.request({
    codec: linkMessage,
    type: RTM_GETLINK,
    message: { attributes: { altIfname: altIfname[0] } },
  });
  expect(found?.header.index).toBe(index);
  const one = { header: { index }, attributes: { propList: { altIfname: ["second"] } } };
  lab.send(linkMessage, RTM_DELLINKPROP, one, NLM_F_ACK);
  expect(lab.dumpedLink("near").attributes.propList).toEqual({ altIfname: [altIfname[0]] });
});

kernelTest("this kernel has what it must have", () => {
  coverage.conclude([
    { release: "6.1.", uml: true, lacks: /^$/ },
    {
      release: "6.18.",
      uml: false,
      lacks: /^(bond|vrf|of a port and of the bridge itself|in tunnels|in spanning trees of their own)$/,
    },
  ]);
});

kernelTest("the kernel's log has no complaint", expectNoComplaints);
