import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { attachNamespace, createNamespace } from "./create.js";
import { deleteNamespace } from "./delete.js";
import { listNames } from "./list.js";

const here = () => readlinkSync("/proc/thread-self/ns/net");
const mountsOf = (path: string) =>
  readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter((line) => line.split(" ")[4] === path);

describe("createNamespace", () => {
  kernelTest("the creator stays where it was", ({ runDir }) => {
    const home = here();
    using ns = createNamespace("blue", { runDir });
    expect(`net:[${ns.inode}]`).not.toBe(home);
    expect(here()).toBe(home);
  });

  kernelTest("the name is the namespace's own file, over an empty one", ({ runDir }) => {
    using ns = createNamespace("blue", { runDir });
    const { ino, mode } = statSync(`${runDir}/blue`, { bigint: true });
    expect({ ino, mode: mode & 0o777n }).toEqual({ ino: ns.inode, mode: 0o444n });
  });

  kernelTest("the run directory is one shared mount, however many names are made", ({ runDir }) => {
    for (const name of ["a", "b", "c"]) createNamespace(name, { runDir }).close();
    const mounts = mountsOf(runDir);
    expect(mounts).toHaveLength(1);
    expect(mounts[0]).toMatch(/ shared:\d+ /);
    // Not also in the peer group of the mount it lies on: each name would be mounted twice.
    expect(mountsOf(`${runDir}/a`)).toHaveLength(1);
  });

  kernelTest("a taken name is refused and stays as it is", ({ runDir }) => {
    using first = createNamespace("blue", { runDir });
    expect(() => createNamespace("blue", { runDir })).toThrow(
      expect.objectContaining({
        step: "create-file",
        code: "EEXIST",
        message: `Cannot create namespace file "${runDir}/blue": File exists`,
      }),
    );
    expect(statSync(`${runDir}/blue`, { bigint: true }).ino).toBe(first.inode);
  });

  kernelTest("names are bytes", ({ runDir }) => {
    const rawName = Buffer.from([0xff, 0x20, 0x0a]);
    createNamespace(rawName, { runDir }).close();
    expect(listNames({ runDir }).map((name) => Buffer.from(name.rawName))).toEqual([rawName]);
    deleteNamespace(rawName, { runDir });
    expect(readdirSync(runDir)).toEqual([]);
  });

  for (const name of ["", ".", "..", "a/b", "x".repeat(256)]) {
    kernelTest(`${JSON.stringify(name.slice(0, 8))} is no name`, ({ runDir }) => {
      expect(() => createNamespace(name, { runDir })).toThrow(`Invalid netns name "${name}"`);
      expect(existsSync(runDir)).toBe(false);
    });
  }
});

describe("attachNamespace", () => {
  kernelTest("names the namespace of a process", ({ runDir }) => {
    using ns = attachNamespace("mine", { pid: process.pid }, { runDir });
    expect(`net:[${ns.inode}]`).toBe(here());
  });

  kernelTest("a process that is not there leaves no name", ({ runDir }) => {
    expect(() => attachNamespace("mine", { pid: 2 ** 30 }, { runDir })).toThrow(
      expect.objectContaining({
        step: "bind",
        code: "ENOENT",
        message: `Bind /proc/${2 ** 30}/ns/net -> ${runDir}/mine failed: No such file or directory`,
      }),
    );
    expect(readdirSync(runDir)).toEqual([]);
  });
});
