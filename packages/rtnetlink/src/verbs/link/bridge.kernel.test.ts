import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { kernelAtLeast } from "../../through-kernel/kernel.js";
import { Lab } from "../../through-kernel/lab.js";
import { codeOf } from "../../through-kernel/refusal.js";
import { addLink } from "./add.js";
import { setBridgePort } from "./bridge-port.js";
import { addBridgeVlan, deleteBridgeVlan, listBridgeVlans } from "./bridge-vlan.js";
import { getLink } from "./get.js";

/** A bridge with two ports. */
class Bridge extends Lab {
  readonly bridge: number;
  readonly port: number;
  readonly other: number;
  /** Kernels may be built without CONFIG_BRIDGE_VLAN_FILTERING. */
  readonly hasVlans: boolean;

  constructor() {
    super();
    const data = { vlanFiltering: 1, vlanDefaultPvid: 0 };
    this.hasVlans = codeOf(() => addLink(this.client, { kind: "bridge", name: "br", data })) === "none";
    if (!this.hasVlans) addLink(this.client, { kind: "bridge", name: "br" });
    this.bridge = getLink(this.client, "br").ifindex;
    this.port = addLink(this.client, { kind: "veth", name: "port", master: "br", peer: { name: "peer" } }).ifindex;
    this.other = addLink(this.client, { kind: "veth", name: "other", master: "br", peer: { name: "peer2" } }).ifindex;
  }
}

kernelTest("a bridge's port", () => {
  using lab = new Bridge();
  const { client } = lab;
  setBridgePort(client, "port", {
    cost: 77,
    priority: 9,
    learning: false,
    isolated: true,
    mode: true,
    backupPort: "other",
    groupFwdMask: 16,
  });
  const link = getLink(client, "port");
  const told = { cost: 77, priority: 9, learning: 0, isolated: 1, mode: 1, backupPort: lab.other, groupFwdMask: 16 };
  expect(link).toMatchObject({ portKind: "bridge", portData: told });
  setBridgePort(client, link, { learning: true, backupPort: false });
  const after = getLink(client, "port");
  expect(after).toMatchObject({ portData: { learning: 1, isolated: 1, cost: 77 } });
  expect(after.portData).not.toHaveProperty("backupPort");
  expect(codeOf(() => setBridgePort(client, "port", { state: "forwarding" }))).toBe("ENETDOWN");
  expect(() => setBridgePort(client, "port", { state: "standing" as "disabled" })).toThrow(RangeError);
  expect(codeOf(() => setBridgePort(client, "none", { cost: 1 }))).toBe("ENODEV");
  expect(codeOf(() => setBridgePort(client, "peer", { cost: 1 }))).toMatch(/EOPNOTSUPP|EINVAL/);
});

kernelTest("a port's state of the spanning tree", async () => {
  using lab = new Bridge();
  const { client } = lab;
  lab.up(lab.bridge, lab.port, getLink(client, "peer").ifindex);
  // The carrier comes a little later, and changes the state.
  await expect.poll(() => getLink(client, "port").operstate).toBe("up");
  setBridgePort(client, "port", { state: "disabled" });
  expect(getLink(client, "port")).toMatchObject({ portData: { state: 0 } });
  setBridgePort(client, "port", { state: 3 });
  expect(getLink(client, "port")).toMatchObject({ portData: { state: 3 } });
});

kernelTest("VLANs of bridges", () => {
  using lab = new Bridge();
  const { client, port, bridge } = lab;
  if (!lab.hasVlans) {
    expect(codeOf(() => addBridgeVlan(client, "port", { vid: 10 }))).toBe("EOPNOTSUPP");
    expect(codeOf(() => listBridgeVlans(client))).toBe("EOPNOTSUPP");
    expect(kernelAtLeast("6.18")).toBe(true);
    return;
  }
  addBridgeVlan(client, "port", { vid: 10, pvid: true, untagged: true });
  addBridgeVlan(client, "port", { vid: 20, vidEnd: 29 });
  addBridgeVlan(client, "other", { vid: 30 });
  addBridgeVlan(client, "br", { vid: 40, self: true });
  const tagged = { pvid: false, untagged: false, state: expect.any(String) };
  const ofPort = [
    { ...tagged, ifindex: port, vid: 10, vidEnd: 10, pvid: true, untagged: true },
    { ...tagged, ifindex: port, vid: 20, vidEnd: 29 },
  ];
  expect(listBridgeVlans(client, { link: "port" })).toMatchObject({
    entries: ofPort,
    filteredBy: { kernel: ["link"], client: [] },
  });
  const all = listBridgeVlans(client).entries;
  expect(all).toHaveLength(4);
  expect(all).toContainEqual(expect.objectContaining({ ...tagged, ifindex: bridge, vid: 40, vidEnd: 40 }));
  deleteBridgeVlan(client, port, { vid: 22, vidEnd: 29 });
  expect(listBridgeVlans(client, { link: port }).entries[1]).toMatchObject({ vid: 20, vidEnd: 21 });
  deleteBridgeVlan(client, "br", { vid: 40, self: true });
  // That none is there is no error.
  deleteBridgeVlan(client, port, { vid: 99 });
  expect(codeOf(() => addBridgeVlan(client, "peer", { vid: 4 }))).toBe("EOPNOTSUPP");
  expect(codeOf(() => listBridgeVlans(client, { link: "peer" }))).toBe("EINVAL");
  expect(codeOf(() => listBridgeVlans(client, { link: 4242 }))).toBe("ENODEV");
});
