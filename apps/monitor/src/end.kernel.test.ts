import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, openSync, writeSync } from "node:fs";
import { attachNamespace, createNamespace, deleteNamespace } from "@netns/core";
import { addAddress, openClient } from "@netns/rtnetlink";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Monitor, monitorPath, until } from "./fixtures/monitor.js";
import { withServed } from "./fixtures/served.js";

for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) {
  kernelTest(`${signal} ends it, with whole lines`, async ({ runDir }) => {
    createNamespace("blue", { runDir }).close();
    const monitor = new Monitor(runDir, ["--json", "--all", "--statistics"]);
    await monitor.record({ type: "snapshot-end", namespace: "blue" });
    attachNamespace("second", { path: `${runDir}/blue` }, { runDir }).close();
    await monitor.record({ type: "name-added", name: "second" });
    // The last that is told of it.
    await monitor.record({ type: "namespace-changed", namespace: "blue" });
    const before = monitor.lines.length;
    monitor.child.kill(signal);
    // As of a program that does nothing about it: a shell that waits for it knows.
    expect(await monitor.ended()).toEqual({ code: null, signal });
    expect(monitor.records).toHaveLength(before);
    expect(monitor.errors).toMatch(
      /^statistics names 2 namespaces 1 overruns 0 dropped 0 .* remembered [1-9]\d* .* descriptors \d+ rss-kib \d+\n$/,
    );
  });
}

kernelTest("it is not ended by what its caller has had ignored, as nohup(1) does", async ({ runDir }) => {
  const child = spawn("sh", ["-c", `trap '' HUP INT; exec "$0"`, monitorPath], {
    env: { ...process.env, NETNS_RUN_DIR: runDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const nextText = async () => String((await Promise.race([once(child.stdout, "data"), ended]))[0]);
  createNamespace("blue", { runDir }).close();
  try {
    expect(await nextText()).toMatch(/^(present|add) blue\n/);
    child.kill("SIGHUP");
    child.kill("SIGINT");
    createNamespace("red", { runDir }).close();
    expect(await nextText()).toBe("add red\n");
  } finally {
    child.kill();
    expect(await ended).toEqual([null, "SIGTERM"]);
  }
});

kernelTest("it ends when nobody reads any more", async ({ runDir }) => {
  createNamespace("blue", { runDir }).close();
  using client = openClient({ namespace: `${runDir}/blue` });
  const monitor = new Monitor(runDir, ["--json", "--all"]);
  await monitor.record({ type: "snapshot-end", namespace: "blue" });
  monitor.child.stdout?.destroy();
  addAddress(client, { address: "192.0.2.1/24", link: 1 });
  expect(await monitor.ended()).toEqual({ code: 0, signal: null });
  expect(monitor.errors).toBe("");
});

kernelTest("SIGUSR1 says what it holds, and no debugger", async ({ runDir }) => {
  createNamespace("blue", { runDir }).close();
  const monitor = new Monitor(runDir, ["--json", "--all"]);
  try {
    await monitor.record({ type: "snapshot-end", namespace: "blue" });
    monitor.child.kill("SIGUSR1");
    await until("it says so", () => monitor.errors.endsWith("\n"));
    expect(monitor.errors).toMatch(/^statistics names 1 namespaces 1 .*\n$/);
    deleteNamespace("blue", { runDir });
    await monitor.record({ type: "name-deleted" });
  } finally {
    monitor.child.kill("SIGKILL");
    await monitor.ended();
  }
});

kernelTest("standard error that takes nothing changes nothing of how it ends", async ({ runDir, scratch }) => {
  const full = openSync("/dev/full", "w");
  const unread = fullPipe(`${scratch}/pipe`);
  try {
    expect(spawnSync(monitorPath, ["--bogus"], { stdio: ["ignore", "ignore", full] }).status).toBe(2);
    createNamespace("blue", { runDir }).close();
    const env = { ...process.env, NETNS_RUN_DIR: runDir };
    for (const standardError of [full, unread]) {
      const child = spawn(monitorPath, ["--statistics"], { env, stdio: ["ignore", "pipe", standardError] });
      const ended = once(child, "exit");
      child.stdout?.once("data", () => child.kill());
      expect(await ended).toEqual([null, "SIGTERM"]);
    }
  } finally {
    closeSync(full);
    closeSync(unread);
  }
});

/** A descriptor that who writes to waits for ever. */
function fullPipe(path: string): number {
  expect(spawnSync("mkfifo", [path]).status).toBe(0);
  const fd = openSync(path, constants.O_RDWR);
  const filler = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const fill = () => {
    for (;;) writeSync(filler, Buffer.alloc(4096));
  };
  expect(fill).toThrow("EAGAIN");
  closeSync(filler);
  return fd;
}

kernelTest("that nobody reads what it says by the way is no end", async ({ runDir }) => {
  await withServed(runDir, [], async (served) => {
    const { stderr } = served.monitor.child;
    if (stderr === null) throw new Error("no standard error");
    const closed = once(stderr, "close");
    stderr.destroy();
    await closed;
    served.monitor.child.kill("SIGUSR1");
    // The second one is asked when the signal has been seen in any case.
    for (let i = 0; i < 2; i++) expect(await served.ask("/api/v1/openapi.json")).toMatchObject({ status: 200 });
  });
});
