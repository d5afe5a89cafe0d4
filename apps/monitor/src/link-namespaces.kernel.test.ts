import { spawnSync } from "node:child_process";
import {
  attachNamespace,
  createNamespace,
  createNamespaces,
  deleteNamespace,
  NetlinkError,
  openNamespace,
  setNsid,
} from "@netns/core";
import { addLink, getLink, moveLink, openClient } from "@netns/rtnetlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { until, withMonitor } from "./fixtures/monitor.js";
import { schemaFaults } from "./fixtures/schema.js";

/** A pair of links, one end in each of two namespaces. */
function join(runDir: string, near: string, name: string, far: string, farName = name): void {
  using client = openClient({ namespace: `${runDir}/${near}` });
  addLink(client, { kind: "veth", name, peer: { name: farName, namespace: `${runDir}/${far}` } });
}

kernelTest("links say which namespace they lead to", async ({ runDir }) => {
  createNamespaces(["red", "blue", "other"], { runDir });
  using own = openClient();
  join(runDir, "red", "before", "blue");
  addLink(own, { kind: "veth", name: "toown", peer: { name: "toown", namespace: `${runDir}/red` } });
  using red = openNamespace("red", { runDir });
  const identity = { linkNetnsDevice: Number(red.device), linkNetnsInode: Number(red.inode) };
  await withMonitor(runDir, ["--json", "--links", "--own"], async (monitor) => {
    await monitor.record({ type: "link-present", namespace: "red", ifname: "before", linkNetns: "blue" });
    await monitor.record({ type: "link-present", namespace: "blue", ifname: "before", linkNetns: "red", ...identity });
    await monitor.record({ type: "link-present", own: true, ifname: "toown", linkNetns: "red", ...identity });
    await monitor.record({ type: "link-present", namespace: "red", ifname: "toown", linkNetnsOwn: true });
    // Also those that come, of which none looks like the other.
    join(runDir, "blue", "later", "other");
    await monitor.record({ namespace: "blue", ifname: "later", linkNetns: "other" });
    await monitor.record({ namespace: "other", ifname: "later", linkNetns: "blue" });
    using inOther = openClient({ namespace: `${runDir}/other` });
    addLink(inOther, { kind: "bridge", name: "br0" });
    await monitor.record({ namespace: "other", ifname: "br0" });
    expect(monitor.records.filter(({ ifname }) => ifname === "br0")[0]).not.toHaveProperty("linkNetns");
    await until("no namespace is open", () => monitor.descriptors.namespaces === 0);
    expect(monitor.records.flatMap(schemaFaults)).toEqual([]);
    expect(monitor.errors).toBe("");
  });
  // No id was given that was not there: the red one has none for "other".
  await withMonitor(runDir, ["--links", "--namespace", "red", "--namespace", "blue"], async (monitor) => {
    await monitor.line(/^\[netns red\]present link \d+: before@if\d+: .* link-netns blue$/);
    // Also of names that are not told of; the monitor's own namespace has none.
    await monitor.line(/^\[netns blue\]present link \d+: later@if\d+: .* link-netns other$/);
    await monitor.line(/^\[netns red\]present link \d+: toown@if\d+: .* link-netnsid \d+$/);
  });
});

kernelTest("what is there at first is told once, whichever is found first", async ({ runDir }) => {
  const names = Array.from({ length: 60 }, (_, i) => `n${i}`);
  createNamespaces(names, { runDir });
  names.forEach((name, i) => {
    join(runDir, name, "next", names[(i + 1) % names.length] as string, "previous");
  });
  await withMonitor(runDir, ["--json", "--links"], async (monitor) => {
    for (const namespace of names) await monitor.record({ type: "snapshot-end", namespace });
    const links = monitor.records.filter(({ kind }) => kind === "veth");
    expect(links).toHaveLength(2 * names.length);
    expect(new Set(links.map(({ linkNetns }) => linkNetns))).toEqual(new Set(names));
  });
});

kernelTest("a name that has lost its mount does not hide what another one leads to", async ({ runDir }) => {
  createNamespaces(["red", "blue"], { runDir });
  attachNamespace("azure", { path: `${runDir}/blue` }, { runDir }).close();
  await withMonitor(runDir, ["--json", "--links"], async (monitor) => {
    const { names } = await monitor.record({ type: "namespace-changed" });
    const [first, second] = names as [string, string];
    await monitor.record({ type: "snapshot-end", namespace: first });
    await monitor.record({ type: "snapshot-end", namespace: "red" });
    expect(spawnSync("umount", [`${runDir}/${first}`]).status).toBe(0);
    join(runDir, "red", "pair", second);
    const { linkNetns } = await monitor.record({ namespace: "red", ifname: "pair", linkNetnsid: 0 });
    expect([first, second]).toContain(linkNetns);
    await monitor.record({ ifname: "pair", linkNetns: "red" });
  });
});

kernelTest("the names of a namespace that links lead to come and go", async ({ runDir }) => {
  createNamespaces(["red", "blue"], { runDir });
  join(runDir, "red", "pair", "blue");
  await withMonitor(runDir, ["--json", "--links"], async (monitor) => {
    const pair = (values: object) => monitor.record({ namespace: "red", ifname: "pair", ...values });
    await pair({ type: "link-present", linkNetns: "blue" });
    attachNamespace("azure", { path: `${runDir}/blue` }, { runDir }).close();
    await monitor.record({ type: "namespace-changed", namespace: "blue" });
    // Its name is another one: the link is told once more, by that.
    deleteNamespace("blue", { runDir });
    await pair({ type: "link-changed", linkNetns: "azure" });
    await monitor.record({ type: "namespace-changed", namespace: "azure" });
    // Somebody else keeps it, without a name.
    using kept = openNamespace("azure", { runDir });
    const from = monitor.lines.length;
    deleteNamespace("azure", { runDir });
    const unnamed = await monitor.record({ namespace: "red", ifname: "pair", type: "link-changed" }, from);
    expect(unnamed).not.toHaveProperty("linkNetns");
    expect(unnamed).not.toHaveProperty("linkNetnsInode");
    attachNamespace("again", kept, { runDir }).close();
    await pair({ type: "link-changed", linkNetns: "again", linkNetnsInode: Number(kept.inode) });
  });
});

kernelTest("also names of which nothing else is told", async ({ runDir }) => {
  createNamespaces(["red", "blue"], { runDir });
  join(runDir, "red", "pair", "blue");
  await withMonitor(runDir, ["--json", "--links", "--namespace", "red"], async (monitor) => {
    await monitor.record({ type: "link-present", namespace: "red", ifname: "pair", linkNetns: "blue" });
    using kept = openNamespace("blue", { runDir });
    const from = monitor.lines.length;
    deleteNamespace("blue", { runDir });
    expect(await monitor.record({ type: "link-changed", ifname: "pair" }, from)).not.toHaveProperty("linkNetns");
    attachNamespace("again", kept, { runDir }).close();
    await monitor.record({ type: "link-changed", namespace: "red", ifname: "pair", linkNetns: "again" });
    expect(monitor.records.filter(({ namespace }) => namespace !== undefined && namespace !== "red")).toEqual([]);
    await until("no namespace is open", () => monitor.descriptors.namespaces === 0);
  });
});

kernelTest("an id that is given once more is that of another namespace", async ({ runDir }) => {
  createNamespaces(["red", "first"], { runDir });
  setNsid("first", 7, { runDir, observer: "red" });
  join(runDir, "red", "one", "first");
  await withMonitor(runDir, ["--json", "--links"], async (monitor) => {
    await monitor.record({ namespace: "red", ifname: "one", linkNetnsid: 7, linkNetns: "first" });
    deleteNamespace("first", { runDir });
    await monitor.record({ type: "link-deleted", namespace: "red", ifname: "one" });
    createNamespace("second", { runDir }).close();
    await until("the id is free", () => {
      try {
        setNsid("second", 7, { runDir, observer: "red" });
        return true;
      } catch (error) {
        if (!(error instanceof NetlinkError && error.code === "EEXIST")) throw error;
        return false;
      }
    });
    join(runDir, "red", "two", "second");
    await monitor.record({ namespace: "red", ifname: "two", linkNetnsid: 7, linkNetns: "second" });
  });
});

kernelTest("the other end is moved, of which the kernel says nothing", async ({ runDir }) => {
  createNamespaces(["red", "blue", "green"], { runDir });
  join(runDir, "red", "stays", "blue", "moves");
  await withMonitor(runDir, ["--json", "--links"], async (monitor) => {
    await monitor.record({ type: "link-present", namespace: "red", ifname: "stays", linkNetns: "blue" });
    let from = 0;
    /** What is told last is what there is. */
    const agrees = async (linkNetns: string | undefined) => {
      const values = linkNetns === undefined ? {} : { linkNetns };
      const told = await monitor.record({ namespace: "red", ifname: "stays", type: "link-changed", ...values }, from);
      using client = openClient({ namespace: `${runDir}/red` });
      const { link, linkNetnsid } = getLink(client, "stays");
      expect(told).toMatchObject({ link, ...(linkNetnsid === undefined ? {} : { linkNetnsid }) });
      if (linkNetns === undefined) expect(told).not.toHaveProperty("linkNetns");
      from = monitor.lines.length;
    };
    const move = (of: string, to: string) => {
      using client = openClient({ namespace: `${runDir}/${of}` });
      moveLink(client, "moves", `${runDir}/${to}`);
    };
    move("blue", "green");
    await agrees("green");
    // To the same one, and from there.
    move("green", "red");
    await agrees(undefined);
    move("red", "blue");
    await agrees("blue");
    // To one without a name, which gets one.
    using nameless = createNamespace("nameless", { runDir });
    await monitor.record({ type: "snapshot-end", namespace: "nameless" });
    deleteNamespace("nameless", { runDir });
    await monitor.record({ type: "namespace-deleted", namespace: "nameless" });
    from = monitor.lines.length;
    using inBlue = openClient({ namespace: `${runDir}/blue` });
    moveLink(inBlue, "moves", nameless);
    await agrees(undefined);
    attachNamespace("named", nameless, { runDir }).close();
    await agrees("named");
  });
});

kernelTest("the link beneath is in another namespace, and moves on", async ({ runDir }) => {
  createNamespaces(["red", "blue", "green"], { runDir });
  using red = openClient({ namespace: `${runDir}/red` });
  addLink(red, { kind: "veth", name: "beneath", peer: { name: "other" } });
  await withMonitor(runDir, ["--json", "--links"], async (monitor) => {
    await monitor.record({ type: "snapshot-end", namespace: "blue" });
    addLink(red, { kind: "macvlan", name: "upper", link: "beneath", namespace: `${runDir}/blue` });
    await monitor.record({ namespace: "blue", ifname: "upper", linkNetns: "red" });
    moveLink(red, "beneath", `${runDir}/green`);
    await monitor.record({ namespace: "blue", ifname: "upper", linkNetns: "green" });
    // To one that gets its name later.
    using nameless = createNamespace("nameless", { runDir });
    await monitor.record({ type: "snapshot-end", namespace: "nameless" });
    deleteNamespace("nameless", { runDir });
    await monitor.record({ type: "namespace-deleted", namespace: "nameless" });
    const from = monitor.lines.length;
    using green = openClient({ namespace: `${runDir}/green` });
    moveLink(green, "beneath", nameless);
    const unnamed = await monitor.record({ type: "link-changed", namespace: "blue", ifname: "upper" }, from);
    expect(unnamed).not.toHaveProperty("linkNetns");
    attachNamespace("named", nameless, { runDir }).close();
    await monitor.record({ namespace: "blue", ifname: "upper", linkNetns: "named" }, from);
  });
});
