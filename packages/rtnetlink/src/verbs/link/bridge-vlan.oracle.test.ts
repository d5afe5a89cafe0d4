import { expect } from "vitest";
import type { RtnetlinkClient } from "../../client.js";
import { oracleTest } from "../../oracle/tool.js";
import { type Twin, Twins } from "../../oracle/twins.js";
import { kernelAtLeast } from "../../through-kernel/kernel.js";
import { BridgeLab } from "./bridge-lab.js";
import { setBridgePort } from "./bridge-port.js";
import {
  addBridgeVlan,
  type BridgeVlan,
  type BridgeVlanFilter,
  deleteBridgeVlan,
  listBridgeVlans,
  setBridgeVlan,
} from "./bridge-vlan.js";

/** A bridge with a VXLAN of several VNIs as a third port. */
class Tunnels extends BridgeLab {
  readonly names: ReadonlyMap<number, string>;

  constructor() {
    super();
    const data = { collectMetadata: 1, port: 4789, learning: 0 };
    const vxlan = this.createLink({ ifname: "vx", master: this.bridge, linkinfo: { kind: "vxlan", data } });
    setBridgePort(this.client, vxlan, { vlanTunnel: true });
    this.names = new Map([
      [this.bridge, "br0"],
      [this.near, "near"],
      [this.other, "other"],
      [vxlan, "vx"],
    ]);
  }
}

/** Ours as bridge(8) shows them: a list for each link. */
function byLink<T>({ lab }: Twin<Tunnels>, vlans: readonly BridgeVlan[], name: string, words: (vlan: BridgeVlan) => T) {
  const all = new Map<number, T[]>();
  for (const vlan of vlans) all.set(vlan.ifindex, [...(all.get(vlan.ifindex) ?? []), words(vlan)]);
  return [...all].map(([ifindex, list]) => ({ ifname: lab.names.get(ifindex), [name]: list }));
}

const range = ({ vid, vidEnd }: BridgeVlan) => ({ vlan: vid, ...(vidEnd === vid ? {} : { vlanEnd: vidEnd }) });

function told(twin: Twin<Tunnels>, filter: BridgeVlanFilter = {}) {
  return byLink(twin, listBridgeVlans(twin.client, filter).entries, "vlans", (vlan) => ({
    ...range(vlan),
    ...(vlan.pvid || vlan.untagged
      ? { flags: [...(vlan.pvid ? ["PVID"] : []), ...(vlan.untagged ? ["Egress Untagged"] : [])] }
      : {}),
    state: vlan.state,
    ...(vlan.multicastRouter === undefined ? {} : { mcast_router: vlan.multicastRouter }),
    ...(vlan.neighSuppress === undefined ? {} : { neigh_suppress: vlan.neighSuppress }),
  }));
}

function toldTunnels(twin: Twin<Tunnels>) {
  const vlans = listBridgeVlans(twin.client).entries.filter(({ tunnelId }) => tunnelId !== undefined);
  return byLink(twin, vlans, "tunnels", (vlan) => {
    const { tunnelId = Number.NaN, vid, vidEnd } = vlan;
    return { ...range(vlan), tunid: tunnelId, ...(vidEnd === vid ? {} : { tunidEnd: tunnelId + vidEnd - vid }) };
  });
}

/** What is seen of a namespace, by either, is the same; and in both namespaces. */
async function expectEqual(twins: Twins<Tunnels>, about: string) {
  const all = [];
  for (const twin of twins.both) {
    // Its second list would go on where the first one ended (vlan_rtm_cur_ifidx).
    const vlans = twin.showOnce("bridge", "-details", "vlan show");
    expect(told(twin), about).toEqual(vlans);
    const tunnels = about.includes("vx") ? twin.showOnce("bridge", "-details", "vlan tunnelshow") : [];
    if (about.includes("vx")) expect(toldTunnels(twin), about).toEqual(tunnels);
    all.push({ vlans, tunnels });
  }
  expect(all[0], about).toEqual(all[1]);
}

type Step = readonly [command: string, verb: (client: RtnetlinkClient) => unknown];

const steps: readonly Step[] = [
  ["add vid 10 dev near", (c) => addBridgeVlan(c, "near", { vid: 10 })],
  ["add vid 11 dev near pvid untagged", (c) => addBridgeVlan(c, "near", { vid: 11, pvid: true, untagged: true })],
  ["add vid 12 dev near pvid", (c) => addBridgeVlan(c, "near", { vid: 12, pvid: true })],
  ["add vid 13 dev near untagged", (c) => addBridgeVlan(c, "near", { vid: 13, untagged: true })],
  ["add vid 13 dev near", (c) => addBridgeVlan(c, "near", { vid: 13 })],
  ["add vid 20-29 dev near", (c) => addBridgeVlan(c, "near", { vid: 20, vidEnd: 29 })],
  ["add vid 30-39 dev near untagged", (c) => addBridgeVlan(c, "near", { vid: 30, vidEnd: 39, untagged: true })],
  ["add vid 1 dev other", (c) => addBridgeVlan(c, "other", { vid: 1 })],
  ["add vid 2-4094 dev other", (c) => addBridgeVlan(c, "other", { vid: 2, vidEnd: 4094 })],
  ["add vid 40 dev br0 self", (c) => addBridgeVlan(c, "br0", { vid: 40, self: true })],
  [
    "add vid 41 dev br0 self pvid untagged",
    (c) => addBridgeVlan(c, "br0", { vid: 41, self: true, pvid: true, untagged: true }),
  ],
  ["add vid 50-59 dev br0 self", (c) => addBridgeVlan(c, "br0", { vid: 50, vidEnd: 59, self: true })],
  ["add vid 60-64 dev vx", (c) => addBridgeVlan(c, "vx", { vid: 60, vidEnd: 64 })],
  ["set vid 10 dev near state blocking", (c) => setBridgeVlan(c, "near", { vid: 10 }, { state: "blocking" })],
  ["set vid 20-24 dev near state 1", (c) => setBridgeVlan(c, "near", { vid: 20, vidEnd: 24 }, { state: "listening" })],
  ["set vid 40 dev br0 state learning", (c) => setBridgeVlan(c, "br0", { vid: 40 }, { state: 2 })],
  ["add vid 60 dev vx tunnel_info id 600", (c) => setBridgeVlan(c, "vx", { vid: 60 }, { tunnelId: 600 })],
  [
    "add vid 61-63 dev vx tunnel_info id 6001-6003",
    (c) => setBridgeVlan(c, "vx", { vid: 61, vidEnd: 63 }, { tunnelId: 6001 }),
  ],
  ["del vid 62 dev vx tunnel_info id 6002", (c) => setBridgeVlan(c, "vx", { vid: 62 }, { tunnelId: false })],
  ["del vid 60 dev vx", (c) => deleteBridgeVlan(c, "vx", { vid: 60 })],
  ["del vid 11 dev near", (c) => deleteBridgeVlan(c, "near", { vid: 11 })],
  ["del vid 23-26 dev near", (c) => deleteBridgeVlan(c, "near", { vid: 23, vidEnd: 26 })],
  ["del vid 2-4000 dev other", (c) => deleteBridgeVlan(c, "other", { vid: 2, vidEnd: 4000 })],
  ["del vid 40 dev br0 self", (c) => deleteBridgeVlan(c, "br0", { vid: 40, self: true })],
  ["del vid 50-55 dev br0 self", (c) => deleteBridgeVlan(c, "br0", { vid: 50, vidEnd: 55, self: true })],
];

/** Without CONFIG_BRIDGE_VLAN_FILTERING. To delete what there cannot be is taken then, and tunnels are passed over. */
async function expectRefusal(twins: Twins<Tunnels>) {
  for (const [command, verb] of steps.filter(([words]) => !/^del|tunnel/.test(words))) {
    expect(() => verb(twins.ours.client), command).toThrow(expect.objectContaining({ code: "EOPNOTSUPP" }));
    await expect(twins.theirs.run(`bridge vlan ${command}`), command).rejects.toThrow("not supported");
  }
  expect(() => listBridgeVlans(twins.ours.client)).toThrow(expect.objectContaining({ code: "EOPNOTSUPP" }));
  // The second kernel has them, as nearly all have.
  expect(kernelAtLeast("6.18")).toBe(true);
}

oracleTest("each verb leaves VLANs as bridge(8) leaves them, and both tell the same", async () => {
  await using twins = new Twins(() => new Tunnels());
  if (!twins.ours.lab.hasVlans) return await expectRefusal(twins);
  for (const [command, verb] of steps) {
    verb(twins.ours.client);
    await twins.theirs.run(`bridge vlan ${command}`);
    await expectEqual(twins, command);
  }
  // VLANs and their tunnels at once, for which bridge(8) takes two steps.
  addBridgeVlan(twins.ours.client, "vx", { vid: 70, vidEnd: 75, tunnelId: 7000 });
  await twins.theirs.run("bridge vlan add vid 70-75 dev vx");
  await twins.theirs.run("bridge vlan add vid 70-75 dev vx tunnel_info id 7000-7005");
  await expectEqual(twins, "VLANs of vx with tunnels");
});

const filters: readonly (readonly [words: string, filter: BridgeVlanFilter, kernel: string[], client: string[]])[] = [
  ["dev near", { link: "near" }, ["link"], []],
  ["dev br0", { link: "br0" }, ["link"], []],
  ["vid 25", { vid: 25 }, [], ["vid"]],
  ["dev other vid 4094", { link: "other", vid: 4094 }, ["link"], ["vid"]],
  ["vid 4000", { vid: 4000 }, [], ["vid"]],
];

oracleTest("filters choose what bridge(8)'s choose, and the kernel does what it can", async () => {
  await using twins = new Twins(() => new Tunnels());
  const twin = twins.theirs;
  if (!twin.lab.hasVlans) return await expectRefusal(twins);
  for (const [command] of steps.filter(([words]) => words.startsWith("add"))) await twin.run(`bridge vlan ${command}`);
  for (const [words, filter, kernel, client] of filters) {
    expect(told(twin, filter), words).toEqual(twin.showOnce("bridge", "-details", `vlan show ${words}`));
    expect(listBridgeVlans(twin.client, filter).filteredBy, words).toEqual({ kernel, client });
  }
});
