import { once } from "node:events";
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { attachNamespace, createNamespace, createNamespaces } from "./create.js";
import { deleteNamespaces } from "./delete.js";
import { spawn } from "./inside/spawn.js";
import { listNames, listNamespaces } from "./list.js";
import { openNamespace } from "./namespace.js";
import { listPids, type ProcessEntry, scanProcesses } from "./pids.js";

const mountCount = () => readFileSync("/proc/self/mountinfo", "utf8").split("\n").length;

kernelTest("many names, one preparation; all or none", ({ paths, runDir }) => {
  const names = Array.from({ length: 20 }, (_, i) => `n${String(i).padStart(2, "0")}`);
  const { system, calls } = failingSystem();
  createNamespaces(names, { ...paths, system });
  expect(calls.filter(({ name }) => name === "flock")).toHaveLength(1);
  expect(listNames({ ...paths, sort: true }).map(({ name }) => name)).toEqual(names);
  expect(new Set(listNamespaces(paths).map(({ identity }) => identity?.inode)).size).toBe(20);
  const mounts = mountCount();
  expect(() => createNamespaces(["x", "y", "n07", "z"], paths)).toThrow(
    expect.objectContaining({ step: "create-file", code: "EEXIST" }),
  );
  expect(() => createNamespaces(["x", "a/b"], paths)).toThrow("Invalid netns name");
  expect(mountCount()).toBe(mounts);
  expect(readdirSync(runDir)).toEqual(names);
});

kernelTest("deleting many goes on after those that cannot be", ({ paths, runDir }) => {
  createNamespaces(["a", "b", "c"], paths);
  symlinkSync("c", `${runDir}/link`);
  const failures = deleteNamespaces(["a", "none", "../a", "link", Buffer.from("b")], paths);
  expect(failures.map(({ name, error }) => [name, error.code])).toEqual([
    ["none", "ENOENT"],
    ["../a", "ERR_INVALID_NAMESPACE_NAME"],
  ]);
  expect(listNames(paths).map(({ name }) => name)).toEqual(["c"]);
  expect(listNamespaces(paths)[0]?.kind).toBe("namespace");
});

kernelTest("a name for what is there: a process, a path, a handle", ({ paths, runDir, scratch }) => {
  using blue = createNamespace("blue", paths);
  attachNamespace("by-path", { path: `${runDir}/blue` }, paths).close();
  attachNamespace("by-handle", blue, paths).close();
  using own = attachNamespace("own", { pid: process.pid }, paths);
  expect(own.equals(blue)).toBe(false);
  expect(new Set(blue.names().map(({ name }) => name))).toEqual(new Set(["blue", "by-path", "by-handle"]));
  writeFileSync(`${scratch}/file`, "");
  for (const source of [{ path: `${scratch}/file` }, { path: "/proc/self/ns/uts" }]) {
    expect(() => attachNamespace("wrong", source, paths)).toThrow(
      expect.objectContaining({ step: "bind", code: "EINVAL" }),
    );
  }
  expect(() => attachNamespace("wrong", { fd: -1 }, paths)).toThrow(expect.objectContaining({ code: "EBADF" }));
  expect(readdirSync(runDir).sort()).toEqual(["blue", "by-handle", "by-path", "own"]);
});

kernelTest("a handle keeps the namespace when its name is gone, and can be opened again", ({ paths }) => {
  using blue = createNamespace("blue", paths);
  deleteNamespaces(["blue"], paths);
  using again = openNamespace(blue, paths);
  expect(again.equals(blue)).toBe(true);
  expect(again.fd).not.toBe(blue.fd);
  expect(blue.names()).toEqual([]);
  expect(() => openNamespace({ pid: 1.5 })).toThrow("a pid is a whole number");
});

kernelTest("processes, by what they are in; who may not be looked at is told", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  using child = spawn(blue, "sleep", ["60"], { ...paths, stdio: "ignore" });
  await once(child, "spawn");
  expect(listPids(blue, paths)).toEqual([child.pid]);
  expect(listPids("blue", paths)).toEqual([child.pid]);
  const { identity } = [...scanProcesses(paths)].find(({ pid }) => pid === child.pid) ?? {};
  expect(identity && blue.equals(identity)).toBe(true);
  // The first is the namespace's own file.
  const { system } = failingSystem({ call: "fs.statSync", nth: 1, errno: "EACCES" });
  const unreadable: ProcessEntry[] = [];
  listPids(blue, { ...paths, system, onUnreadable: (process) => unreadable.push(process) });
  // An ordinary user's list has others' processes too.
  expect(unreadable[0]).toMatchObject({ pid: expect.any(Number), identity: undefined, failure: { code: "EACCES" } });
  child.kill("SIGKILL");
  await once(child, "close");
  expect(listPids(blue, paths)).toEqual([]);
});
