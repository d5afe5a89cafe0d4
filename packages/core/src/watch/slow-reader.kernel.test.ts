import { mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { linux, type System } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespaces } from "../create.js";
import { deleteNamespaces } from "../delete.js";
import { listNames } from "../list.js";
import { listNsids } from "../list-nsids.js";
import { setNsid } from "../set-nsid.js";
import { Told } from "./fixtures/told.js";
import { watchNamespaces } from "./watch.js";

const EVENTS = 20_000;

/** What is read of inotify and of netlink, once the watch is open. */
function countingSystem() {
  const counts = { inotify: 0, netlink: 0 };
  const system: System = {
    ...linux,
    fs: {
      ...linux.fs,
      readSync: ((...args: Parameters<typeof linux.fs.readSync>) => {
        counts.inotify++;
        return linux.fs.readSync(...args);
      }) as typeof linux.fs.readSync,
    },
    recvmsg: (...args) => {
      counts.netlink++;
      return linux.recvmsg(...args);
    },
  };
  return { system, counts };
}

kernelTest(
  "names: nothing is read before it is asked for, and what the kernel has dropped is found",
  async ({ scratch }) => {
    const runDir = `${scratch}/netns`;
    mkdirSync(runDir);
    writeFileSync(`${runDir}/old`, "");
    const { system, counts } = countingSystem();
    using events = watchNamespaces({ runDir, system });
    const told = new Told();
    told.hear((await events.next()).value as never);
    // Somebody waits, is given the first, and then does not come again.
    const first = events.next();
    writeFileSync(`${runDir}/first`, "");
    expect((await first).value).toMatchObject({ type: "name-added", name: "first" });
    told.hear({ type: "name-added", name: "first", rawName: Buffer.from("first") });
    const before = { ...counts };
    for (let i = 0; i < EVENTS / 2; i++) writeFileSync(`${runDir}/n${i}`, "");
    for (let i = 0; i < EVENTS / 4; i++) unlinkSync(`${runDir}/n${i}`);
    for (let i = EVENTS / 4; i < EVENTS / 2; i++) renameSync(`${runDir}/n${i}`, `${runDir}/m${i}`);
    unlinkSync(`${runDir}/old`);
    // The event loop turns, and sees that there is something.
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(counts).toEqual(before);
    told.hearAll(events);
    // A read takes at most 64 KiB, and the queue is as long as the system allows.
    const room = Number(readFileSync("/proc/sys/fs/inotify/max_queued_events", "utf8"));
    expect(counts.inotify - before.inotify).toBeLessThan(10 + room / 1000);
    if (room < EVENTS) expect([...told.reasons]).toEqual(["inotify-overflow"]);
    expect(told.names).toEqual(
      listNames({ runDir })
        .map(({ name }) => name)
        .sort(),
    );
    expect(told.names).toHaveLength(EVENTS / 4 + 1);
  },
);

kernelTest("ids: with little room, what the kernel has dropped is found", async ({ runDir }) => {
  const names = Array.from({ length: 60 }, (_, i) => `n${i}`);
  createNamespaces(names, { runDir });
  setNsid("n0", 1000, { runDir });
  using events = watchNamespaces({ runDir, receiveBuffer: 4096 });
  const told = new Told();
  for (const name of names.slice(1)) setNsid(name, "auto", { runDir });
  for (;;) {
    const { value } = await events.next();
    if (value !== undefined) told.hear(value);
    if (told.reasons.has("netlink-overrun") && told.nsids.length === names.length) break;
  }
  expect(told.nsids).toEqual(listNsids({ runDir }).entries.map(({ nsid }) => nsid));
  expect([...told.reasons]).toEqual(["netlink-overrun"]);
  deleteNamespaces(names, { runDir });
  // A namespace ends in the kernel's own time.
  for (;;) {
    const { value } = await events.next();
    if (value !== undefined) told.hear(value);
    if (told.nsids.length === 0 && told.names.length === 0) break;
  }
});
