import { statSync } from "node:fs";
import { attachNamespace, createNamespace, deleteNamespace } from "@netns/core";
import { addLink, deleteLink, openClient } from "@netns/rtnetlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { withMonitor } from "./fixtures/monitor.js";
import { schemaFaults } from "./fixtures/schema.js";

kernelTest("with --own also what is in the namespace that it runs in", async ({ runDir }) => {
  using client = openClient();
  const { dev: device, ino: inode } = statSync("/proc/thread-self/ns/net");
  createNamespace("blue", { runDir }).close();
  await withMonitor(runDir, ["--json", "--all", "--own"], async (monitor) => {
    await monitor.record({ type: "namespace-present", own: true, device, inode });
    await monitor.record({ type: "link-present", own: true, ifname: "lo" });
    await monitor.record({ type: "snapshot-end", own: true });
    await monitor.record({ type: "snapshot-end", namespace: "blue" });
    const from = monitor.lines.length;
    addLink(client, { kind: "bridge", name: "br0" });
    await monitor.record({ type: "link-changed", own: true, ifname: "br0" }, from);
    // A name makes no other one of it.
    attachNamespace("home", { path: "/proc/thread-self/ns/net" }, { runDir }).close();
    const named = await monitor.record({ type: "namespace-changed", own: true }, from);
    expect(named).toMatchObject({ names: ["home"], device, inode });
    deleteLink(client, "br0");
    await monitor.record({ type: "link-deleted", own: true, ifname: "br0" }, from);
    deleteNamespace("home", { runDir });
    await monitor.record({ type: "name-deleted", name: "home" }, from);
    expect(monitor.records.filter(({ type }) => type === "namespace-changed")).toMatchObject([
      { names: ["home"] },
      { names: [] },
    ]);
    expect(monitor.records.filter(({ namespace }) => namespace === "home")).toEqual([]);
    expect(monitor.records.flatMap(schemaFaults)).toEqual([]);
    expect(monitor.errors).toBe("");
  });
});

kernelTest("as text it stands without a name", async ({ runDir }) => {
  createNamespace("blue", { runDir }).close();
  await withMonitor(runDir, ["--links", "--own"], async (monitor) => {
    await monitor.line(/^present link 1: lo: /);
    await monitor.line(/^\[netns blue\]present link 1: lo: /);
  });
});

kernelTest("that takes no rights", async ({ runDir }) => {
  createNamespace("blue", { runDir }).close();
  const prefix = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--securebits=+noroot,+noroot_locked"];
  await withMonitor(
    runDir,
    ["--json", "--all", "--own"],
    async (monitor) => {
      await monitor.record({ type: "not-watched", namespace: "blue" });
      await monitor.record({ type: "link-present", own: true, ifname: "lo" });
      await monitor.record({ type: "snapshot-end", own: true });
      expect(monitor.errors).toBe("");
    },
    prefix,
  );
});
