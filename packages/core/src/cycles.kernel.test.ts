import { readdirSync, readFileSync } from "node:fs";
import { kernelTest, openDescriptors, threadNamespaces } from "@netns/testing";
import { expect, vi } from "vitest";
import { attachNamespace, createNamespace, createNamespaces } from "./create.js";
import { deleteNamespace, deleteNamespaces } from "./delete.js";
import { listNsids } from "./list-nsids.js";
import { openNamespace } from "./namespace.js";
import { setNsid } from "./set-nsid.js";

const CYCLES = 1000;
/** Namespaces with an id: the kernel takes that back when the namespace ends, in its own time. */
const NUMBERED = 50;

const inventory = () => ({
  descriptors: openDescriptors().length,
  threads: threadNamespaces(),
  mounts: readFileSync("/proc/self/mountinfo", "utf8").split("\n").length,
});

kernelTest(`${CYCLES} namespaces come and go, and nothing stays`, { timeout: 300_000 }, async ({ paths, runDir }) => {
  createNamespace("first", paths).close();
  const before = inventory();
  for (let i = 0; i < CYCLES; i++) {
    using blue = createNamespace("blue", { ...paths, loopbackUp: i % 10 === 0 });
    if (i % (CYCLES / NUMBERED) === 0) setNsid(blue, "auto", paths);
    deleteNamespace("blue", paths);
  }
  expect(inventory()).toEqual(before);
  expect(readdirSync(runDir)).toEqual(["first"]);
  await vi.waitFor(() => expect(listNsids(paths).entries).toEqual([]), { timeout: 120_000, interval: 100 });
});

kernelTest("nor of what fails, of second names, and of many at once", ({ paths, runDir }) => {
  using first = createNamespace("first", paths);
  const before = inventory();
  const names = Array.from({ length: 50 }, (_, i) => `n${i}`);
  for (let i = 0; i < 100; i++) {
    expect(() => createNamespace("first", paths)).toThrow();
    expect(() => attachNamespace("blue", { path: "/proc/self/ns/uts" }, paths)).toThrow();
    expect(() => deleteNamespace("blue", paths)).toThrow();
    attachNamespace("second", first, paths).close();
    openNamespace("second", paths).close();
    deleteNamespace("second", paths);
  }
  for (let i = 0; i < 3; i++) {
    expect(() => createNamespaces([...names, "first"], paths)).toThrow();
    createNamespaces(names, paths);
    expect(deleteNamespaces(names, paths)).toEqual([]);
  }
  expect(inventory()).toEqual(before);
  expect(readdirSync(runDir)).toEqual(["first"]);
});
