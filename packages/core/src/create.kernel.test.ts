import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { failingSystem, faultSweep } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { attachNamespace, createNamespace } from "./create.js";
import { deleteNamespace } from "./delete.js";
import { NamespaceError } from "./errors.js";
import { listNames } from "./list.js";
import { openNamespace } from "./namespace.js";

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

  kernelTest("whichever call fails, nothing is left behind and the thread is at home", async ({ runDir }) => {
    const home = here();
    // The first one makes the run directory as well, which the test below is about.
    createNamespace("first", { runDir }).close();
    const report = await faultSweep((system) => createNamespace("blue", { runDir, system }), {
      verify({ fault, ...outcome }) {
        if (outcome.status === "returned") {
          outcome.value.close();
          deleteNamespace("blue", { runDir });
        } else expect(outcome.error).toMatchObject({ code: fault?.errno });
        expect({ names: readdirSync(runDir), here: here() }).toEqual({ names: ["first"], here: home });
      },
    });
    expect(report.calls.length).toBeGreaterThan(12);
    expect(report.threw).toBeGreaterThan(report.calls.length);
  });

  kernelTest("a first creation that fails takes the run directory back", ({ runDir }) => {
    for (const call of ["fs.openSync", "mount"]) {
      const { system } = failingSystem({ call, nth: 0, errno: "EPERM" });
      expect(() => createNamespace("blue", { runDir, system })).toThrow(NamespaceError);
      expect(existsSync(runDir)).toBe(false);
    }
  });

  kernelTest("where the directory cannot be locked the work goes on, with a warning", ({ runDir }) => {
    const warnings: string[] = [];
    const { system } = failingSystem({ call: "flock", nth: 0, errno: "ENOLCK" });
    createNamespace("blue", { runDir, system, onWarning: ({ message }) => warnings.push(message) }).close();
    expect(warnings).toEqual([`could not flock netns runtime directory "${runDir}": No locks available`]);
  });

  kernelTest("somebody else's lock is waited for, up to a limit", ({ runDir }) => {
    const { system } = failingSystem({ call: "flock", nth: 0, errno: "EAGAIN" });
    createNamespace("blue", { runDir, system, lockTimeout: 1000 }).close();
    const busy = {
      ...system,
      flock: () => {
        throw Object.assign(new Error("busy"), { code: "EAGAIN", errno: -11, syscall: "flock" });
      },
    };
    expect(() => createNamespace("green", { runDir, system: busy, lockTimeout: 20 })).toThrow(
      expect.objectContaining({ code: "ETIMEDOUT", step: "lock-run-dir" }),
    );
  });
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

describe("deleteNamespace", () => {
  kernelTest("an open handle keeps the namespace, not the name", ({ runDir }) => {
    using ns = createNamespace("blue", { runDir });
    deleteNamespace("blue", { runDir });
    expect(readdirSync(runDir)).toEqual([]);
    expect(statSync(`/proc/self/fd/${ns.fd}`, { bigint: true }).ino).toBe(ns.inode);
  });

  kernelTest("a name without a namespace goes too", ({ runDir }) => {
    mkdirSync(runDir);
    writeFileSync(`${runDir}/stale`, "");
    deleteNamespace("stale", { runDir });
    expect(readdirSync(runDir)).toEqual([]);
  });

  kernelTest("of a symbolic link only the link", ({ runDir }) => {
    createNamespace("blue", { runDir }).close();
    symlinkSync("blue", `${runDir}/link`);
    deleteNamespace("link", { runDir });
    expect(readdirSync(runDir)).toEqual(["blue"]);
    openNamespace("blue", { runDir }).close();
  });

  kernelTest("several mounts on one name", ({ runDir }) => {
    createNamespace("blue", { runDir }).close();
    failingSystem().system.mount("/proc/self/ns/net", `${runDir}/blue`, null, 0x1000, null);
    deleteNamespace("blue", { runDir });
    expect(readdirSync(runDir)).toEqual([]);
  });

  kernelTest("what is not there, and what is no file", ({ runDir }) => {
    mkdirSync(`${runDir}/folder`, { recursive: true });
    const refused = (name: string) => {
      try {
        deleteNamespace(name, { runDir });
        return "";
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(refused("nosuch")).toBe(`Cannot remove namespace file "${runDir}/nosuch": No such file or directory`);
    expect(refused("folder")).toBe(`Cannot remove namespace file "${runDir}/folder": Is a directory`);
    expect(() => deleteNamespace("a/b", { runDir })).toThrow("Invalid netns name");
  });

  kernelTest("where the file cannot be removed nothing is unmounted", ({ runDir }) => {
    createNamespace("blue", { runDir }).close();
    const { system } = failingSystem({ call: "fs.accessSync", nth: 0, errno: "EROFS" });
    const readOnly = {
      ...system,
      fs: {
        ...system.fs,
        accessSync: system.fs.accessSync,
        unlinkSync: () => {
          throw Object.assign(new Error("ro"), { code: "EROFS", errno: -30, syscall: "unlink" });
        },
      },
    };
    expect(() => deleteNamespace("blue", { runDir, system: readOnly })).toThrow("Read-only file system");
    openNamespace("blue", { runDir }).close();
  });
});
