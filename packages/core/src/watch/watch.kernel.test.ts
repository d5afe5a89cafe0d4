import { mkdirSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { linux, type System } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "../create.js";
import { setNsid } from "../nsid.js";
import { take } from "./fixtures/take.js";
import { watchNamespaces } from "./watch.js";

kernelTest("makes the run directory when it is missing, and can leave ids out", async ({ runDir }) => {
  using watch = watchNamespaces({ runDir, nsids: false });
  const events = watch[Symbol.asyncIterator]();
  createNamespace("blue", { runDir }).close();
  setNsid("blue", 8, { runDir });
  createNamespace("green", { runDir }).close();
  expect(await take(events, 3)).toEqual(["snapshot [] []", "name-added blue", "name-added green"]);
});

kernelTest("a run directory that goes and comes again, at any depth", async ({ scratch }) => {
  const runDir = `${scratch}/a/b`;
  mkdirSync(runDir, { recursive: true });
  writeFileSync(`${runDir}/blue`, "");
  using watch = watchNamespaces({ runDir, nsids: false });
  const events = watch[Symbol.asyncIterator]();
  unlinkSync(`${runDir}/blue`);
  rmdirSync(runDir);
  expect(await take(events, 3)).toEqual(["snapshot [blue] []", "name-deleted blue", "resync run-dir-lost"]);
  rmdirSync(`${scratch}/a`);
  mkdirSync(`${scratch}/a`);
  mkdirSync(runDir);
  writeFileSync(`${runDir}/green`, "");
  expect(await take(events, 2)).toEqual(["resync run-dir-found", "name-added green"]);
  renameSync(`${scratch}/a/b`, `${scratch}/a/c`);
  expect(await take(events, 2)).toEqual(["resync run-dir-lost", "name-deleted green"]);
  renameSync(`${scratch}/a/c`, `${scratch}/a/b`);
  expect(await take(events, 2)).toEqual(["resync run-dir-found", "name-added green"]);
});

kernelTest("leaving the loop, disposing and aborting all end it", async ({ runDir }) => {
  for await (const event of watchNamespaces({ runDir })) {
    expect(event.type).toBe("snapshot");
    break;
  }
  watchNamespaces({ runDir })[Symbol.dispose]();
  const controller = new AbortController();
  const aborted = watchNamespaces({ runDir, signal: controller.signal });
  const ended = (async () => {
    for await (const _ of aborted) controller.abort();
  })();
  await expect(ended).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  const between = new AbortController();
  // What it has open is closed though nobody comes to hear of the end.
  watchNamespaces({ runDir, signal: between.signal });
  between.abort();
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
  const events = watchNamespaces({ runDir, system })[Symbol.asyncIterator]();
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

kernelTest("a run directory that cannot be is an error at once", ({ scratch }) => {
  writeFileSync(`${scratch}/file`, "");
  expect(() => watchNamespaces({ runDir: `${scratch}/file/x` })).toThrow(
    expect.objectContaining({ step: "make-run-dir", code: "ENOTDIR" }),
  );
  expect(() => watchNamespaces({ runDir: `${scratch}/file` })).toThrow(
    expect.objectContaining({ step: "watch-run-dir" }),
  );
});
