import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createNamespace, createNamespaces, deleteNamespace, deleteNamespaces } from "@netns/core";
import { addLink, findLink, openClient, setLink } from "@netns/rtnetlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Monitor, until, withMonitor } from "./fixtures/monitor.js";

kernelTest("a deleted namespace ends: its veth's other end vanishes", async ({ runDir }) => {
  createNamespaces(["keep", "blue"], { runDir });
  using client = openClient({ namespace: `${runDir}/keep` });
  addLink(client, { kind: "veth", name: "near", peer: { name: "far", namespace: `${runDir}/blue` } });
  await withMonitor(runDir, ["--json", "--all"], async (monitor) => {
    await monitor.record({ type: "snapshot-end", namespace: "blue" });
    await monitor.record({ type: "snapshot-end", namespace: "keep" });
    await until("no namespace is open", () => monitor.descriptors.namespaces === 0);
    deleteNamespace("blue", { runDir });
    await until("the veth is gone", () => findLink(client, "near") === undefined);
    await monitor.record({ type: "link-deleted", namespace: "keep", ifname: "near" });
  });
});

kernelTest("a name that is made again leads to the new namespace, and the old one ends", async ({ runDir }) => {
  createNamespaces(["keep", "blue"], { runDir });
  using client = openClient({ namespace: `${runDir}/keep` });
  await withMonitor(runDir, ["--json", "--links"], async (monitor) => {
    await monitor.record({ type: "snapshot-end", namespace: "blue" });
    for (let i = 0; i < 10; i++) {
      addLink(client, { kind: "veth", name: `near${i}`, peer: { name: `far${i}`, namespace: `${runDir}/blue` } });
      deleteNamespace("blue", { runDir });
      createNamespace("blue", { runDir }).close();
    }
    using inBlue = openClient({ namespace: `${runDir}/blue` });
    addLink(inBlue, { kind: "bridge", name: "last" });
    // They end in any order.
    for (let i = 0; i < 10; i++) await until("the veth is gone", () => findLink(client, `near${i}`) === undefined);
    await until("the new one is told of", () => {
      return monitor.records.some(({ namespace, ifname }) => namespace === "blue" && ifname === "last");
    });
    await until("no namespace is open", () => monitor.descriptors.namespaces === 0);
  });
});

kernelTest("also when nothing tells: another one is mounted over it", async ({ runDir }) => {
  createNamespaces(["keep", "blue", "other"], { runDir });
  using client = openClient({ namespace: `${runDir}/keep` });
  addLink(client, { kind: "veth", name: "near", peer: { name: "far", namespace: `${runDir}/blue` } });
  await withMonitor(runDir, ["--json", "--links"], async (monitor) => {
    await monitor.record({ type: "snapshot-end", namespace: "blue" });
    expect(spawnSync("umount", [`${runDir}/blue`]).status).toBe(0);
    await until("the veth is gone", () => findLink(client, "near") === undefined);
    expect(spawnSync("mount", ["--bind", `${runDir}/other`, `${runDir}/blue`]).status).toBe(0);
    using inOther = openClient({ namespace: `${runDir}/other` });
    addLink(inOther, { kind: "bridge", name: "br0" });
    await monitor.record({ type: "not-watched", namespace: "blue" });
    await monitor.record({ ifname: "br0", namespace: "other" });
    expect(spawnSync("umount", [`${runDir}/blue`]).status).toBe(0);
  });
});

kernelTest("also when it was not told, because there was no room", async ({ runDir }) => {
  createNamespaces(["keep", "blue"], { runDir });
  using client = openClient({ namespace: `${runDir}/keep` });
  addLink(client, { kind: "veth", name: "near", peer: { name: "far", namespace: `${runDir}/blue` } });
  const args = ["--json", "--links", "--namespace", "keep", "--namespace", "blue"];
  await withMonitor(runDir, args, async (monitor) => {
    await monitor.record({ type: "snapshot-end", namespace: "blue" });
    monitor.child.kill("SIGSTOP");
    const room = Number(readFileSync("/proc/sys/fs/inotify/max_queued_events", "utf8"));
    for (let i = 0; i < room; i += 2) {
      writeFileSync(`${runDir}/file`, "");
      rmSync(`${runDir}/file`);
    }
    deleteNamespace("blue", { runDir });
    createNamespace("blue", { runDir }).close();
    const from = monitor.lines.length;
    monitor.child.kill("SIGCONT");
    await monitor.record({ type: "resync", reason: "inotify-overflow" }, from);
    await monitor.record({ type: "not-watched", namespace: "blue" }, from);
    await monitor.record({ type: "snapshot-end", namespace: "blue" }, from);
    await until("the veth is gone", () => findLink(client, "near") === undefined);
  });
});

kernelTest("a name without a namespace is waited for", async ({ runDir }) => {
  mkdirSync(runDir);
  writeFileSync(`${runDir}/late`, "");
  await withMonitor(runDir, ["--json", "--links"], async (monitor) => {
    await monitor.record({ type: "name-present", name: "late" });
    await monitor.record({ type: "snapshot-end" });
    expect(spawnSync("mount", ["--bind", "/proc/self/ns/net", `${runDir}/late`]).status).toBe(0);
    await monitor.record({ type: "link-present", namespace: "late", ifname: "lo" });
    expect(monitor.records.filter(({ type }) => type === "not-watched")).toEqual([]);
  });
});

kernelTest("namespaces are let go while nobody reads", async ({ runDir }) => {
  createNamespaces(["keep", "blue"], { runDir });
  using client = openClient({ namespace: `${runDir}/keep` });
  addLink(client, { kind: "veth", name: "near", peer: { name: "far", namespace: `${runDir}/blue` } });
  const monitor = new Monitor(runDir, ["--all"], false);
  try {
    await until("it watches", () => monitor.descriptors.sockets > 4);
    // Of what is down the kernel does not tell that (netdev_state_change()).
    setLink(client, 1, { up: true });
    for (let round = 0; round < 3000; round++) setLink(client, 1, { alias: `${round} ${"x".repeat(200)}` });
    deleteNamespace("blue", { runDir });
    await until("the veth is gone", () => findLink(client, "near") === undefined);
    // Nor does the end wait for a reader.
    monitor.child.kill("SIGTERM");
    await new Promise((resolve) => monitor.child.once("exit", resolve));
    expect(monitor.child.signalCode).toBe("SIGTERM");
  } finally {
    monitor.child.kill("SIGKILL");
    monitor.read();
    await monitor.ended();
  }
  expect(deleteNamespaces(["keep"], { runDir })).toEqual([]);
});
