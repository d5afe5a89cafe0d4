import { promises, readdirSync, readFileSync, readlinkSync, statfsSync, writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { expect } from "vitest";
import { kernelTest } from "./kernel-test.js";

const OWN = "/proc/thread-self/ns/net";
const TMPFS_MAGIC = 0x01021994;

kernelTest("the process, its thread pool and its Workers are in a network namespace of their own", async () => {
  const own = readlinkSync(OWN);
  // The one that vitest itself runs in, which started this process.
  expect(own).not.toBe(process.env["NETNS_HOST_NETWORK"]);
  expect(process.env["NETNS_HOST_NETWORK"]).toMatch(/^net:\[/);
  expect(await promises.readlink(OWN)).toBe(own);
  const worker = new Worker(
    `require("node:worker_threads").parentPort.postMessage(require("node:fs").readlinkSync("${OWN}"))`,
    { eval: true },
  );
  expect(await new Promise((resolve) => worker.once("message", resolve))).toBe(own);
  await worker.terminate();
});

kernelTest("mounts are of its own too", () => {
  expect(readlinkSync("/proc/self/ns/mnt")).not.toBe(process.env["NETNS_HOST_MOUNTS"]);
});

kernelTest("/run and /etc/netns are empty, /etc is the host's which may be written", ({ scratch }) => {
  expect(statfsSync("/run").type).toBe(TMPFS_MAGIC);
  // mount(8) keeps its table in /run/mount.
  expect(readdirSync("/run").filter((entry) => entry !== "mount" && !scratch.endsWith(entry))).toEqual([]);
  expect(readdirSync("/etc/netns")).toEqual([]);
  expect(readFileSync("/etc/passwd", "utf8")).toContain("root");
  writeFileSync("/etc/netns-test", "here only");
});

kernelTest("only a loopback device, which is down", () => {
  expect(readFileSync("/proc/self/net/dev", "utf8").match(/^ *(\w+):/gm)).toEqual(["    lo:"]);
});
