import { attachNamespace, createNamespace, createNamespaces, deleteNamespace } from "@netns/core";
import {
  addAddress,
  addLink,
  addNeighbor,
  addRoute,
  deleteAddress,
  moveLink,
  openClient,
  setLink,
} from "@netns/rtnetlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { type Monitor, until, withMonitor } from "./fixtures/monitor.js";
import { schemaFaults } from "./fixtures/schema.js";

/** Waits until what is in these namespaces has been told. */
async function snapshots(monitor: Monitor, ...names: string[]): Promise<void> {
  for (const namespace of names) await monitor.record({ type: "snapshot-end", namespace });
}

kernelTest("what happens in two namespaces, by their names", async ({ runDir }) => {
  createNamespaces(["red", "blue"], { runDir });
  using inRed = openClient({ namespace: `${runDir}/red` });
  using inBlue = openClient({ namespace: `${runDir}/blue` });
  await withMonitor(runDir, ["--all", "--json"], async (monitor) => {
    await snapshots(monitor, "red", "blue");
    expect(monitor.records).toContainEqual({
      ...{ version: 1, type: "link-present", namespace: "red", id: "1", ifindex: 1, ifname: "lo", up: false },
      ...{ operstate: "down", mtu: 65536, address: "00:00:00:00:00:00" },
    });
    const red = (type: string, values = {}, from = 0) => monitor.record({ type, namespace: "red", ...values }, from);
    const blue = (type: string, values = {}, from = 0) => monitor.record({ type, namespace: "blue", ...values }, from);

    const peer = { name: "far", namespace: `${runDir}/blue`, up: true };
    const near = addLink(inRed, { kind: "veth", name: "near", up: true, peer });
    await red("link-changed", { ifname: "near", up: true, operstate: "up", linkNetnsid: near.linkNetnsid });
    await blue("link-changed", { ifname: "far", kind: "veth", up: true });

    addAddress(inRed, { address: "192.0.2.1/24", link: near });
    await red("address-changed", { ifname: "near", address: "192.0.2.1/24", scope: "global" });
    addRoute(inRed, { destination: "10.0.0.0/8", via: "192.0.2.9", protocol: "static" });
    await red("route-changed", {
      ...{ destination: "10.0.0.0/8", via: "192.0.2.9", ifname: "near", ipVersion: 4 },
      ...{ routeType: "unicast", table: "main", protocol: "static", version: 1 },
    });
    addNeighbor(inRed, { address: "192.0.2.9", link: near, linkAddress: "02:00:00:00:00:09" });
    await red("neighbor-changed", { ifname: "near", linkAddress: "02:00:00:00:00:09", state: "permanent" });
    addAddress(inBlue, { address: "2001:db8::1/64", link: "far" });
    await blue("address-changed", { ifname: "far", address: "2001:db8::1/64" });

    const down = monitor.lines.length;
    setLink(inRed, near, { up: false });
    await red("link-changed", { ifname: "near", up: false }, down);
    // The kernel tells of neither the one nor the other.
    await red("route-deleted", { destination: "10.0.0.0/8", via: "192.0.2.9", ifname: "near" }, down);
    // Which of both depends on the kernel, and on whether the ends have the same index.
    await until("the other end has no carrier", () =>
      monitor.records
        .slice(down)
        .some(({ ifname, operstate }) => ifname === "far" && /^(lowerlayer)?down$/.test(String(operstate))),
    );

    setLink(inRed, near, { name: "moved" });
    await red("link-changed", { ifname: "moved", ifindex: near.ifindex });
    moveLink(inRed, near, `${runDir}/blue`);
    await red("link-deleted", { ifname: "moved" });
    await blue("link-changed", { ifname: "moved" });
    expect(monitor.records.flatMap(schemaFaults)).toEqual([]);
    expect(monitor.errors).toBe("");
  });
});

kernelTest("as text", async ({ runDir }) => {
  createNamespace("blue", { runDir }).close();
  using client = openClient({ namespace: `${runDir}/blue` });
  await withMonitor(runDir, ["--all", "--namespace", "blue"], async (monitor) => {
    await monitor.line(/^\[netns blue\]present link 1: lo: down mtu 65536 state down /);
    setLink(client, 1, { up: true });
    addLink(client, { kind: "bridge", name: "br0", up: true, address: "02:00:00:00:00:01" });
    addLink(client, { kind: "veth", name: "port0", master: "br0", up: true, peer: { name: "other0", up: true } });
    addAddress(client, { address: "192.0.2.1/24", broadcast: "192.0.2.255", link: "br0" });
    addRoute(client, { destination: "default", via: "192.0.2.9" });
    addNeighbor(client, { address: "192.0.2.9", link: "br0", linkAddress: "02:00:00:00:00:09" });
    deleteAddress(client, { address: "192.0.2.1/24", link: "br0" });
    for (const pattern of [
      /^\[netns blue\]link 2: br0: up mtu 1500 state \w+ kind bridge address 02:00:00:00:00:01$/,
      /^\[netns blue\]link \d: port0@if\d: up mtu 1500 state up kind veth address \S+ master br0$/,
      /^\[netns blue\]address 2: br0 inet 192\.0\.2\.1\/24 brd 192\.0\.2\.255 scope global permanent$/,
      /^\[netns blue\]route default via 192\.0\.2\.9 dev br0 table main proto boot$/,
      /^\[netns blue\]neighbor 192\.0\.2\.9 dev br0 lladdr 02:00:00:00:00:09 PERMANENT$/,
      /^\[netns blue\]Deleted address 2: br0 inet 192\.0\.2\.1\/24 /,
      /^\[netns blue\]Deleted route default via 192\.0\.2\.9 dev br0 table main proto boot$/,
    ]) {
      await monitor.line(pattern);
    }
  });
});

kernelTest("only these namespaces, only these kinds, only what changes", async ({ runDir }) => {
  createNamespaces(["red", "blue"], { runDir });
  using inRed = openClient({ namespace: `${runDir}/red` });
  using inBlue = openClient({ namespace: `${runDir}/blue` });
  const args = ["--json", "--namespace", "blue", "--kind", "address", "--no-snapshot"];
  await withMonitor(runDir, args, async (monitor) => {
    await until("it watches", () => monitor.descriptors.sockets > 2 && monitor.child.exitCode === null);
    for (let i = 1; i < 250 && monitor.lines.length === 0; i++) {
      addAddress(inRed, { address: `127.0.1.${i}/32`, link: 1 });
      addAddress(inBlue, { address: `127.0.0.${i}/32`, link: 1 });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    setLink(inBlue, 1, { up: true });
    addAddress(inBlue, { address: "192.0.2.1/24", link: 1 });
    await monitor.record({ type: "address-changed", namespace: "blue", ifname: "lo", address: "192.0.2.1/24" });
    const types = monitor.records.map(({ type, namespace }) => `${namespace} ${type}`);
    // Which one it is that all else is about.
    expect([...new Set(types)]).toEqual(["blue namespace-present", "blue address-changed"]);
  });
});

kernelTest("a namespace with two names is told of once, by the first, as long as it has that", async ({ runDir }) => {
  createNamespace("first", { runDir }).close();
  await withMonitor(runDir, ["--json", "--links"], async (monitor) => {
    await snapshots(monitor, "first");
    const sockets = monitor.descriptors.sockets;
    attachNamespace("second", { path: `${runDir}/first` }, { runDir }).close();
    await monitor.record({ type: "name-added", name: "second" });
    using client = openClient({ namespace: `${runDir}/first` });
    addLink(client, { kind: "bridge", name: "br0" });
    await monitor.record({ type: "link-changed", namespace: "first", ifname: "br0" });
    deleteNamespace("first", { runDir });
    // What it had been told of goes on by the other name.
    await monitor.record({ type: "name-deleted", name: "first" });
    await monitor.record({ type: "link-present", namespace: "second", ifname: "br0" });
    await snapshots(monitor, "second");
    addLink(client, { kind: "bridge", name: "br1" });
    await monitor.record({ type: "link-changed", namespace: "second", ifname: "br1" });
    expect(monitor.descriptors.sockets).toBe(sockets);
    expect(monitor.records.filter(({ ifname }) => ifname === "br1")).toHaveLength(1);
  });
});
