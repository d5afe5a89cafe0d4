import { spawnSync } from "node:child_process";
import { createNamespace, createNamespaces, deleteNamespace, setNsid } from "@netns/core";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { monitorPath, until, withMonitor } from "./fixtures/monitor.js";

kernelTest("what is there, and a line for each name and id that comes or goes", async ({ runDir }) => {
  createNamespace("old", { runDir }).close();
  setNsid("old", 69, { runDir });
  await withMonitor(runDir, [], async ({ lines }) => {
    await until("the snapshot is there", () => lines.length === 2);
    expect(lines).toEqual(["present old", "present nsid 69"]);
    createNamespace("blue", { runDir }).close();
    setNsid("blue", 70, { runDir });
    deleteNamespace("blue", { runDir });
    await until("all is told", () => lines.length === 6);
    expect(lines.slice(2).sort()).toEqual(["add blue", "delete blue", "deleted nsid 70", "nsid 70"]);
  });
});

kernelTest("with --json one object a line", async ({ runDir }) => {
  createNamespace("old", { runDir }).close();
  await withMonitor(runDir, ["--json", "--kind", "name"], async (monitor) => {
    await monitor.record({ type: "snapshot-end" });
    createNamespace("blue", { runDir }).close();
    deleteNamespace("blue", { runDir });
    await monitor.record({ type: "name-deleted" });
    expect(monitor.records).toEqual([
      { version: 1, type: "name-present", name: "old" },
      { version: 1, type: "snapshot-end", complete: true },
      { version: 1, type: "name-added", name: "blue" },
      { version: 1, type: "name-deleted", name: "blue" },
    ]);
  });
});

kernelTest("with --all-nsid also the ids in other namespaces", async ({ runDir }) => {
  createNamespaces(["red", "blue"], { runDir });
  setNsid("red", 71, { runDir });
  await withMonitor(runDir, ["--all-nsid", "--kind", "nsid", "--json"], async (monitor) => {
    await monitor.record({ type: "snapshot-end" });
    setNsid("blue", 72, { runDir, observer: "red" });
    expect(await monitor.record({ type: "nsid-added" })).toEqual({
      version: 1,
      type: "nsid-added",
      nsid: 72,
      observer: { device: expect.any(Number), inode: expect.any(Number) },
      targetNsid: 71,
    });
  });
  await withMonitor(runDir, ["--all-nsid", "--kind", "nsid"], async (monitor) => {
    await monitor.line(/^\[nsid 71\]present nsid 72$/);
  });
});

kernelTest("only the names that were asked for, and without what is there", async ({ runDir }) => {
  createNamespaces(["red", "blue"], { runDir });
  await withMonitor(
    runDir,
    ["--namespace", "red", "--namespace", "green", "--no-snapshot"],
    async ({ lines, child }) => {
      const isWatching = () => lines.length > 0;
      // It says nothing of what is there; so these come and go until it is heard of one.
      while (!isWatching() && child.exitCode === null) {
        for (const name of ["other", "green"]) createNamespace(name, { runDir }).close();
        for (const name of ["other", "green"]) deleteNamespace(name, { runDir });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      deleteNamespace("blue", { runDir });
      deleteNamespace("red", { runDir });
      await until("red is gone", () => lines.includes("delete red"));
      expect(lines.filter((line) => !line.endsWith(" green"))).toEqual(["delete red"]);
    },
  );
});

kernelTest("names that a terminal would obey, or that are no text", async ({ runDir }) => {
  for (const name of ["a\n\u001b[31m\u202e", Buffer.from([0xff, 0x78])]) createNamespace(name, { runDir }).close();
  await withMonitor(runDir, ["--links"], async ({ lines }) => {
    await until("the snapshot is there", () => lines.length === 4);
    expect(lines.slice(0, 2).sort()).toEqual(["present \\xffx", "present a\\x0a\\x1b[31m\\u202e"]);
    expect(
      lines.filter((line) => /^\[netns (\\xffx|a\\x0a\\x1b\[31m\\u202e)\]present link 1: lo: /.test(line)),
    ).toHaveLength(2);
  });
  await withMonitor(runDir, ["--json", "--links"], async (monitor) => {
    await monitor.record({ type: "link-present", namespace: "\ufffdx", raw: "ff78" });
    await monitor.record({ type: "link-present", namespace: "a\n\u001b[31m\u202e" });
    expect(monitor.lines.join("")).not.toContain("\u202e");
  });
  const chosen = ["sh", "-c", 'exec "$@" --namespace "$(printf "\\377x")"', "sh"];
  await withMonitor(runDir, [], ({ lines }) => until("it is there", () => lines[0] === "present \\xffx"), chosen);
});

kernelTest("names are counted, whatever else is told of", async ({ runDir }) => {
  createNamespaces(["red", "blue"], { runDir });
  const args = ["--json", "--statistics", "--kind", "name", "--namespace", "red"];
  await withMonitor(runDir, args, async (monitor) => {
    await monitor.record({ type: "snapshot-end" });
    monitor.child.kill("SIGTERM");
    await monitor.ended();
    expect(monitor.errors).toMatch(/^statistics names 1 namespaces 0 /);
  });
});

kernelTest("with the time", async ({ runDir }) => {
  createNamespace("blue", { runDir }).close();
  await withMonitor(runDir, ["-ts"], (monitor) =>
    monitor.line(/^\[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\] present blue$/),
  );
  await withMonitor(runDir, ["-t"], async (monitor) => {
    await monitor.line(/^present blue$/);
    expect(monitor.lines[0]).toMatch(/^Timestamp: [A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} \d+ usec$/);
  });
  await withMonitor(runDir, ["-t", "--json"], async (monitor) => {
    const { time } = await monitor.record({ type: "name-present" });
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(Math.abs(Date.parse(String(time)) - Date.now())).toBeLessThan(3_600_000);
  });
});

kernelTest("what cannot be", ({ runDir }) => {
  const run = (args: string[], env = {}) =>
    spawnSync(monitorPath, args, { env: { ...process.env, NETNS_RUN_DIR: runDir, ...env }, encoding: "utf8" });
  expect(run(["--nosuch"])).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining("Usage: netns-monitor"),
  });
  expect(run(["--help"])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("Usage: netns-monitor"),
    stderr: "",
  });
  expect(run(["--version"]).stdout).toMatch(/^netns-monitor \d+\.\d+\.\d+/);
  expect(run([], { NETNS_RUN_DIR: "/proc/nosuch/netns" })).toMatchObject({
    status: 1,
    stderr: "netns-monitor: mkdir /proc/nosuch/netns failed: No such file or directory\n",
  });
});
