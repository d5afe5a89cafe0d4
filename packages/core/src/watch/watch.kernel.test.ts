import { mkdirSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "../create.js";
import { deleteNamespace } from "../delete.js";
import { setNsid } from "../nsid.js";
import type { WatchEvent } from "./events.js";
import { watchNamespaces } from "./watch.js";

/** The next events, in words. */
async function take(events: AsyncIterator<WatchEvent>, count: number): Promise<string[]> {
  const words: string[] = [];
  while (words.length < count) {
    const { value, done } = await events.next();
    if (done) throw new Error("the watch has ended");
    words.push(describe(value));
  }
  return words;
}

function describe(event: WatchEvent): string {
  if (event.type === "snapshot") return `snapshot [${event.names}] [${event.nsids}]`;
  if (event.type === "resync") return `resync ${event.reason}`;
  return `${event.type} ${"name" in event ? event.name : event.nsid}`;
}

kernelTest("a snapshot, and then each change", async ({ runDir }) => {
  createNamespace("old", { runDir }).close();
  setNsid("old", 3, { runDir });
  using watch = watchNamespaces({ runDir });
  const events = watch[Symbol.asyncIterator]();
  createNamespace("blue", { runDir }).close();
  setNsid("blue", 7, { runDir });
  deleteNamespace("blue", { runDir });
  const seen = await take(events, 5);
  expect(seen[0]).toBe("snapshot [old] [3]");
  expect(seen.filter((word) => word.startsWith("name"))).toEqual(["name-added blue", "name-deleted blue"]);
  expect(seen.filter((word) => word.startsWith("nsid"))).toEqual(["nsid-added 7", "nsid-deleted 7"]);
});

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
