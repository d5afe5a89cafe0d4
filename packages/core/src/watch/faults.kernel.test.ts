import { rmSync, writeFileSync } from "node:fs";
import { IN_IGNORED, IN_Q_OVERFLOW, linux, SyscallError, type System } from "@netns/syscall";
import { faultSweep } from "@netns/syscall/testing";
import { kernelTest, openDescriptors } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "../create.js";
import { deleteNamespace } from "../delete.js";
import { setNsid } from "../set-nsid.js";
import { take, takeAll } from "./fixtures/take.js";
import { type WatchOptions, watchNamespaces } from "./watch.js";

const descriptors = () => openDescriptors().length;

kernelTest.for<[string, WatchOptions]>([
  ["names and ids", {}],
  ["of an observer", { observer: "observer", allNsid: true }],
  ["names only", { nsids: false }],
])("whichever call fails, nothing is left: %s", async ([_, options], { runDir }) => {
  createNamespace("observer", { runDir }).close();
  const before = descriptors();
  const report = await faultSweep((system) => watchNamespaces({ ...options, runDir, system }), {
    errnos: ["EPERM", "ENOMEM", "EMFILE"],
    verify(outcome) {
      if (outcome.status === "returned") outcome.value.close();
      expect(descriptors()).toBe(before);
    },
  });
  expect(report.threw).toBeGreaterThan(0);
});

kernelTest("whichever call fails while it runs, it is thrown by the iteration, and closes all", async ({ scratch }) => {
  const before = descriptors();
  for (let nth = 0, isOver = false; !isOver; nth++) {
    let count = 0;
    let isCounting = false;
    const failAt =
      <A extends unknown[], R>(call: (...args: A) => R) =>
      (...args: A): R => {
        if (isCounting && count++ === nth) throw new SyscallError("call", 5);
        return call(...args);
      };
    const system: System = {
      ...linux,
      inotifyAddWatch: failAt(linux.inotifyAddWatch),
      inotifyRmWatch: failAt(linux.inotifyRmWatch),
      recvmsg: failAt(linux.recvmsg),
      open: failAt(linux.open),
      getdents64: failAt(linux.getdents64),
      fs: { ...linux.fs, readSync: failAt(linux.fs.readSync) as never },
    };
    const runDir = `${scratch}/netns`;
    const events = watchNamespaces({ runDir, system });
    takeAll(events);
    isCounting = true;
    writeFileSync(`${runDir}/blue`, "");
    rmSync(runDir, { recursive: true });
    let failure: unknown;
    try {
      takeAll(events);
      isOver = true;
    } catch (error) {
      failure = error;
      expect(events.closed).toBe(true);
      expect(await events.next()).toEqual({ done: true, value: undefined });
    }
    expect(isOver || failure).toBeTruthy();
    if (!isOver) expect(failure).toMatchObject({ code: "EIO" });
    isCounting = false;
    events.close();
    expect(descriptors()).toBe(before);
  }
});

/** One of inotify's events, without a name. */
function inotifyEvent(watch: number, mask: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32LE(watch, 0);
  bytes.writeUInt32LE(mask >>> 0, 4);
  return bytes;
}

kernelTest("what was dropped when inotify's queue was full is found by looking again", async ({ runDir }) => {
  let isFull = false;
  const readSync = (fd: number, buffer: Buffer) => {
    const length = linux.fs.readSync(fd, buffer);
    if (!isFull) return length;
    isFull = false;
    // Nothing of what there was, but that there was too much; and the end of a watch that nobody knows of.
    return inotifyEvent(-1, IN_Q_OVERFLOW).copy(buffer) + inotifyEvent(4711, IN_IGNORED).copy(buffer, 16);
  };
  const system: System = { ...linux, fs: { ...linux.fs, readSync: readSync as typeof linux.fs.readSync } };
  createNamespace("old", { runDir }).close();
  using events = watchNamespaces({ runDir, system, nsids: false });
  expect(await take(events, 1)).toEqual(["snapshot [old] []"]);
  deleteNamespace("old", { runDir });
  createNamespace("blue", { runDir }).close();
  isFull = true;
  expect(await take(events, 3)).toEqual(["resync inotify-overflow", "name-deleted old", "name-added blue"]);
  createNamespace("green", { runDir }).close();
  expect(takeAll(events)).toEqual(["name-added green"]);
});

kernelTest("what fails is thrown by the iteration, once, and closes all", async ({ runDir }) => {
  let isBroken = false;
  const system: System = {
    ...linux,
    recvmsg: (...args) => {
      if (isBroken) throw Object.assign(new Error("EIO"), { code: "EIO" });
      return linux.recvmsg(...args);
    },
  };
  const events = watchNamespaces({ runDir, system });
  await take(events, 1);
  createNamespace("blue", { runDir }).close();
  isBroken = true;
  setNsid("blue", 9, { runDir });
  const toTheEnd = async () => {
    for (;;) await take(events, 1);
  };
  await expect(toTheEnd()).rejects.toThrow("EIO");
  expect(await events.next()).toEqual({ done: true, value: undefined });
});
