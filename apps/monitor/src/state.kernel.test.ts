import { attachNamespace, createNamespace, createNamespaces, deleteNamespace } from "@netns/core";
import {
  addAddress,
  addFdbEntry,
  addLink,
  addNeighbor,
  addNexthop,
  addRoute,
  addRule,
  deleteFdbEntry,
  deleteLink,
  deleteNexthop,
  deleteRoute,
  deleteRule,
  moveLink,
  openClient,
  replaceNexthop,
  replaceRoute,
  setLink,
} from "@netns/rtnetlink";
import { kernelTest } from "@netns/testing";
import { expect, vi } from "vitest";
import { keptState } from "./fixtures/kept-state.js";
import { type Monitor, until, withMonitor } from "./fixtures/monitor.js";
import { schemaFaults } from "./fixtures/schema.js";

const ARGS = ["--json", "--all", "--own"];

/** The state as a monitor tells it that begins now. */
async function freshState(runDir: string, count: number): Promise<unknown> {
  let state: unknown;
  await withMonitor(runDir, ARGS, async (monitor) => {
    const ends = () => monitor.records.filter(({ type }) => type === "snapshot-end").length;
    // One of names and ids, and one of each namespace.
    await until("all is told", () => ends() === count + 1);
    state = keptState(monitor.records);
  });
  return state;
}

/** What a monitor has told from its beginning leads to what another one tells that begins now. */
async function agrees(monitor: Monitor, runDir: string, count: number): Promise<void> {
  await vi.waitFor(
    async () => {
      // Each time: addresses of IPv6 come to be, and neighbors fail, by themselves.
      const fresh = await freshState(runDir, count);
      expect(keptState(monitor.records)).toEqual(fresh);
    },
    { timeout: 20_000, interval: 100 },
  );
}

kernelTest(
  "the end of the names is told when it is known which namespaces are still to be told of",
  async ({ runDir }) => {
    createNamespaces(["blue", "red"], { runDir });
    await withMonitor(runDir, ARGS, async (monitor) => {
      await monitor.record({ type: "snapshot-end", namespace: undefined, own: undefined });
      const types = monitor.records.map(({ type, namespace, own }) => [type, own ?? namespace].join(" "));
      const end = types.indexOf("snapshot-end ");
      const begun = types.filter((type, i) => type.startsWith("namespace-present") && i < end);
      expect(begun.sort()).toEqual(["blue", "red", "true"].map((where) => `namespace-present ${where}`));
    });
  },
);

kernelTest("rules, nexthops and forwarding databases", async ({ runDir }) => {
  createNamespace("blue", { runDir }).close();
  using client = openClient({ namespace: `${runDir}/blue` });
  await withMonitor(runDir, ARGS, async (monitor) => {
    await monitor.record({ type: "rule-present", namespace: "blue", priority: 32766, table: "main" });
    await monitor.record({ type: "snapshot-end", namespace: "blue" });
    const blue = (type: string, values = {}) => monitor.record({ type, namespace: "blue", ...values });
    addRule(client, { priority: 100, from: "10.0.0.0/8", table: "main", protocol: "static" });
    const { id } = await blue("rule-changed", { priority: 100, from: "10.0.0.0/8", action: "lookup", not: false });
    setLink(client, "lo", { up: true });
    addNexthop(client, { id: 7, version: 4, blackhole: true });
    await blue("nexthop-changed", { nexthopId: 7, blackhole: true, id: "7" });
    addLink(client, { kind: "bridge", name: "br0" });
    addLink(client, { kind: "veth", name: "port", master: "br0", peer: { name: "far" } });
    addFdbEntry(client, { linkAddress: "02:00:00:00:00:09", link: "port", of: "master", state: "static" });
    await blue("fdb-changed", { linkAddress: "02:00:00:00:00:09", ifname: "port", state: "static" });
    deleteRule(client, { priority: 100, from: "10.0.0.0/8", table: "main" });
    await blue("rule-deleted", { priority: 100, id });
    deleteNexthop(client, 7);
    await blue("nexthop-deleted", { nexthopId: 7 });
    deleteFdbEntry(client, { linkAddress: "02:00:00:00:00:09", link: "port", of: "master" });
    await blue("fdb-deleted", { linkAddress: "02:00:00:00:00:09" });
    // What a link merely listens to is no forwarding.
    expect(monitor.records.filter(({ linkAddress }) => linkAddress === "33:33:00:00:00:01")).toEqual([]);
    expect(monitor.records.flatMap(schemaFaults)).toEqual([]);
  });
});

kernelTest("the records alone lead to the state", async ({ runDir }) => {
  createNamespaces(["red", "blue", "green"], { runDir });
  using red = openClient({ namespace: `${runDir}/red` });
  using blue = openClient({ namespace: `${runDir}/blue` });
  await withMonitor(runDir, ARGS, async (monitor) => {
    for (const namespace of ["red", "blue", "green"]) await monitor.record({ type: "snapshot-end", namespace });
    await agrees(monitor, runDir, 4);

    addLink(red, {
      kind: "veth",
      name: "near",
      up: true,
      peer: { name: "far", up: true, namespace: `${runDir}/blue` },
    });
    addLink(red, { kind: "bridge", name: "br0", up: true });
    addLink(red, { kind: "veth", name: "port", master: "br0", up: true, peer: { name: "leaf", up: true } });
    addLink(red, { kind: "vxlan", name: "vx", data: { id: 5, link: "near", port: 4789 } });
    addLink(red, { kind: "macvlan", name: "upper", link: "leaf" });
    addAddress(red, { address: "192.0.2.1/24", link: "near" });
    addAddress(red, { address: "2001:db8::1/64", link: "near", flags: ["nodad"] });
    addNeighbor(red, { address: "192.0.2.9", link: "near", linkAddress: "02:00:00:00:00:09" });
    addFdbEntry(red, { linkAddress: "02:00:00:00:00:07", link: "vx", destination: "192.0.2.7" });
    addRule(red, { priority: 100, fwmark: 1, table: 100 });
    addNexthop(red, { id: 1, via: "192.0.2.8", link: "near" });
    addNexthop(red, { id: 2, group: [1] });
    addRoute(red, { destination: "10.1.0.0/16", nexthopId: 2 });
    addRoute(red, { destination: "10.2.0.0/16", via: "192.0.2.9" });
    await agrees(monitor, runDir, 4);

    // Some of it goes, or is replaced, without a word of its own.
    replaceRoute(red, { destination: "10.2.0.0/16", via: "192.0.2.8" });
    replaceNexthop(red, { id: 1, via: "192.0.2.7", link: "near" });
    const nexthops = ["2001:db8::2", "2001:db8::3"].map((via) => ({ via, link: "near" }));
    addRoute(red, { destination: "2001:db8:5::/48", nexthops });
    deleteRoute(red, { destination: "2001:db8:5::/48", via: "2001:db8::3", link: "near" });
    setLink(red, "upper", { name: "renamed" });
    setLink(red, "near", { up: false });
    setLink(red, "near", { name: "again", up: true });
    moveLink(blue, "far", `${runDir}/green`);
    moveLink(red, "leaf", `${runDir}/green`);
    await agrees(monitor, runDir, 4);

    deleteLink(red, "again");
    deleteLink(red, "br0");
    deleteRule(red, { priority: 100, fwmark: 1, table: 100 });
    attachNamespace("rouge", { path: `${runDir}/red` }, { runDir }).close();
    deleteNamespace("red", { runDir });
    deleteNamespace("green", { runDir });
    createNamespace("green", { runDir }).close();
    createNamespace("more", { runDir }).close();
    await agrees(monitor, runDir, 5);
    expect(monitor.records.flatMap(schemaFaults)).toEqual([]);
    expect(monitor.errors).toBe("");
  });
});
