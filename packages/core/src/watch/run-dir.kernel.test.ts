import {
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { linux, MNT_DETACH, MS_BIND } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "../create.js";
import { deleteNamespace } from "../delete.js";
import { openNamespace } from "../namespace.js";
import { take, takeAll } from "./fixtures/take.js";
import { watchNamespaces } from "./watch.js";

const LOST = "resync run-dir-lost";
const FOUND = "resync run-dir-found";

/** A run directory three steps below, with one name in it, and a watch on it. */
function setUp(scratch: string) {
  const runDir = `${scratch}/a/b/c`;
  mkdirSync(runDir, { recursive: true });
  writeFileSync(`${runDir}/blue`, "");
  const events = watchNamespaces({ runDir, nsids: false });
  expect(takeAll(events)).toEqual(["snapshot [blue] []"]);
  return { runDir, events };
}

kernelTest.for(["a", "a/b", "a/b/c"])("renamed and renamed back: %s", async (step, { scratch }) => {
  const { runDir, events } = setUp(scratch);
  using _ = events;
  renameSync(`${scratch}/${step}`, `${scratch}/elsewhere`);
  // In what it was, and is no more.
  writeFileSync(`${runDir.replace(`${scratch}/${step}`, `${scratch}/elsewhere`)}/green`, "");
  expect(await take(events, 2)).toEqual([LOST, "name-deleted blue"]);
  expect(takeAll(events)).toEqual([]);
  renameSync(`${scratch}/elsewhere`, `${scratch}/${step}`);
  expect((await take(events, 3)).sort()).toEqual(["name-added blue", "name-added green", FOUND]);
  unlinkSync(`${runDir}/green`);
  expect(takeAll(events)).toEqual(["name-deleted green"]);
});

kernelTest.for(["a", "a/b", "a/b/c"])(
  "another in the place of %s, before anybody has looked",
  async (step, { scratch }) => {
    const { runDir, events } = setUp(scratch);
    using _ = events;
    renameSync(`${scratch}/${step}`, `${scratch}/elsewhere`);
    rmSync(`${scratch}/elsewhere`, { recursive: true });
    mkdirSync(runDir, { recursive: true });
    writeFileSync(`${runDir}/green`, "");
    const seen = await take(events, 4);
    expect(seen).toEqual([LOST, FOUND, "name-deleted blue", "name-added green"]);
    writeFileSync(`${runDir}/red`, "");
    expect(takeAll(events)).toEqual(["name-added red"]);
  },
);

kernelTest("there and away again before anybody has looked is no news", ({ scratch }) => {
  const { runDir, events } = setUp(scratch);
  using _ = events;
  renameSync(`${scratch}/a`, `${scratch}/elsewhere`);
  renameSync(`${scratch}/elsewhere`, `${scratch}/a`);
  writeFileSync(`${runDir}/green`, "");
  expect(takeAll(events)).toEqual(["name-added green"]);
});

kernelTest("what is removed while somebody has it open", async ({ scratch }) => {
  const { runDir, events } = setUp(scratch);
  using _ = events;
  const fd = openSync(runDir, "r");
  unlinkSync(`${runDir}/blue`);
  rmdirSync(runDir);
  expect(await take(events, 2)).toEqual(["name-deleted blue", LOST]);
  mkdirSync(runDir);
  expect(await take(events, 1)).toEqual([FOUND]);
  closeSync(fd);
  writeFileSync(`${runDir}/green`, "");
  expect(await take(events, 1)).toEqual(["name-added green"]);
});

kernelTest("a file in its place, and nothing at all, down to the last step that there is", async ({ scratch }) => {
  const { runDir, events } = setUp(scratch);
  using _ = events;
  rmSync(`${scratch}/a`, { recursive: true });
  writeFileSync(`${scratch}/a`, "");
  expect((await take(events, 2)).sort()).toEqual(["name-deleted blue", LOST]);
  expect(takeAll(events)).toEqual([]);
  rmSync(`${scratch}/a`);
  for (const step of ["a", "a/b", "a/b/c"]) {
    expect(takeAll(events)).toEqual([]);
    mkdirSync(`${scratch}/${step}`);
  }
  writeFileSync(`${runDir}/green`, "");
  expect(await take(events, 2)).toEqual([FOUND, "name-added green"]);
});

kernelTest("a path through symbolic links, one of which comes to lead elsewhere", async ({ scratch }) => {
  for (const folder of ["one", "two"]) mkdirSync(`${scratch}/${folder}/netns`, { recursive: true });
  writeFileSync(`${scratch}/one/netns/blue`, "");
  writeFileSync(`${scratch}/two/netns/green`, "");
  symlinkSync("one", `${scratch}/run`);
  using events = watchNamespaces({ runDir: `${scratch}/run/netns`, nsids: false });
  expect(takeAll(events)).toEqual(["snapshot [blue] []"]);
  symlinkSync("two", `${scratch}/new`);
  renameSync(`${scratch}/new`, `${scratch}/run`);
  expect(await take(events, 4)).toEqual([LOST, FOUND, "name-deleted blue", "name-added green"]);
  writeFileSync(`${scratch}/one/netns/red`, "");
  writeFileSync(`${scratch}/two/netns/yellow`, "");
  expect(takeAll(events)).toEqual(["name-added yellow"]);
});

kernelTest("a run directory that is a link to itself", ({ scratch }) => {
  symlinkSync(".", `${scratch}/netns`);
  using events = watchNamespaces({ runDir: `${scratch}/netns`, nsids: false });
  takeAll(events);
  writeFileSync(`${scratch}/blue`, "");
  expect(takeAll(events)).toEqual(["name-added blue"]);
});

kernelTest("on a file system of its own, that goes", async ({ scratch }) => {
  const runDir = `${scratch}/netns`;
  mkdirSync(runDir);
  linux.mount("none", runDir, "tmpfs", 0, null);
  using events = watchNamespaces({ runDir, nsids: false });
  createNamespace("blue", { runDir }).close();
  expect(await take(events, 2)).toEqual(["snapshot [] []", "name-added blue"]);
  deleteNamespace("blue", { runDir });
  expect(await take(events, 1)).toEqual(["name-deleted blue"]);
  writeFileSync(`${runDir}/green`, "");
  linux.umount2(runDir, MNT_DETACH);
  expect((await take(events, 4)).sort()).toEqual(["name-added green", "name-deleted green", FOUND, LOST]);
  writeFileSync(`${runDir}/red`, "");
  expect(await take(events, 1)).toEqual(["name-added red"]);
});

kernelTest("names that are not UTF-8, in the snapshot and after it", ({ scratch }) => {
  const strange = (byte: number) => Buffer.concat([Buffer.from(`${scratch}/`), Buffer.from([0xff, byte])]);
  writeFileSync(strange(0x61), "");
  using events = watchNamespaces({ runDir: scratch, nsids: false });
  expect(events.read()).toEqual({
    type: "snapshot",
    names: [{ name: "\ufffda", rawName: Buffer.from([0xff, 0x61]) }],
    nsids: [],
    targets: [],
    observer: undefined,
    complete: true,
  });
  writeFileSync(strange(0x62), "");
  expect(events.read()).toEqual({ type: "name-added", name: "\ufffdb", rawName: Buffer.from([0xff, 0x62]) });
});

kernelTest("a name is told of before its namespace is mounted on it", async ({ runDir }) => {
  using events = watchNamespaces({ runDir, nsids: false });
  await take(events, 1);
  writeFileSync(`${runDir}/blue`, "");
  expect(await take(events, 1)).toEqual(["name-added blue"]);
  expect(() => openNamespace("blue", { runDir })).toThrow(expect.objectContaining({ step: "open", code: "EINVAL" }));
  linux.mount("/proc/self/ns/net", `${runDir}/blue`, "none", MS_BIND, null);
  openNamespace("blue", { runDir }).close();
  expect(takeAll(events)).toEqual([]);
  deleteNamespace("blue", { runDir });
  expect(await take(events, 1)).toEqual(["name-deleted blue"]);
});
