import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { Fd, LOCK_EX, MNT_DETACH, MS_BIND, MS_RDONLY, MS_REMOUNT, MS_SHARED } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { describe, expect, vi } from "vitest";
import { attachNamespace, createNamespace } from "./create.js";
import { deleteNamespace } from "./delete.js";
import { NamespaceError, type Step } from "./errors.js";
import { listNamespaces } from "./list.js";
import { openNamespace } from "./namespace.js";

const { system } = failingSystem();
const mountsOn = (path: string, table = "/proc/self/mountinfo") =>
  readFileSync(table, "utf8")
    .split("\n")
    .filter((line) => line.split(" ")[4] === path);
const refused = (step: Step, code: string) => expect.objectContaining({ name: "NamespaceError", step, code });

describe("the run directory", () => {
  kernelTest("is one shared mount, in a peer group of its own under a shared parent", ({ scratch }) => {
    mkdirSync(`${scratch}/run`);
    system.mount("tmpfs", `${scratch}/run`, "tmpfs", 0, null);
    system.mount("", `${scratch}/run`, "none", MS_SHARED, null);
    const runDir = `${scratch}/run/netns`;
    for (const name of ["a", "b"]) createNamespace(name, { runDir }).close();
    const groups = [`${scratch}/run`, runDir].flatMap((path) =>
      mountsOn(path).map((line) => / shared:(\d+) /.exec(line)?.[1]),
    );
    expect(groups).toEqual([expect.any(String), expect.any(String)]);
    expect(new Set(groups).size).toBe(2);
    for (const name of ["a", "b"]) expect(mountsOn(`${runDir}/${name}`)).toHaveLength(1);
  });

  kernelTest("that is a mount already stays the only one, and becomes shared", ({ runDir }) => {
    mkdirSync(runDir);
    system.mount("tmpfs", runDir, "tmpfs", 0, null);
    createNamespace("blue", { runDir }).close();
    expect(mountsOn(runDir)).toEqual([expect.stringMatching(/ shared:\d+ /)]);
  });

  kernelTest("shows names in mount namespaces that were there before, and they go there too", async ({ runDir }) => {
    createNamespace("first", { runDir }).close();
    const child = spawn("unshare", ["--mount", "--propagation", "unchanged", "sh", "-c", "echo ready; exec sleep 60"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    const theirs = (name: string) => mountsOn(`${runDir}/${name}`, `/proc/${child.pid}/mountinfo`).length;
    createNamespace("blue", { runDir }).close();
    expect([theirs("first"), theirs("blue")]).toEqual([1, 1]);
    deleteNamespace("first", { runDir });
    expect([theirs("first"), theirs("blue")]).toEqual([0, 1]);
    child.kill("SIGKILL");
    await once(child, "close");
  });

  kernelTest("read-only: nothing is made, and nothing loses its namespace", ({ runDir }) => {
    using blue = createNamespace("blue", { runDir });
    writeFileSync(`${runDir}/stale`, "");
    system.mount("", runDir, "none", MS_REMOUNT | MS_BIND | MS_RDONLY, null);
    expect(() => createNamespace("green", { runDir })).toThrow(refused("create-file", "EROFS"));
    expect(() => attachNamespace("green", blue, { runDir })).toThrow(refused("create-file", "EROFS"));
    for (const name of ["blue", "stale"])
      expect(() => deleteNamespace(name, { runDir })).toThrow(refused("remove-file", "EROFS"));
    expect(() => deleteNamespace("none", { runDir })).toThrow(refused("remove-file", "ENOENT"));
    using still = openNamespace("blue", { runDir });
    expect(still.equals(blue)).toBe(true);
    expect(() => createNamespace("x", { runDir: `${runDir}/below` })).toThrow(refused("make-run-dir", "EROFS"));
    system.mount("", runDir, "none", MS_REMOUNT | MS_BIND, null);
    deleteNamespace("blue", { runDir });
    expect(readdirSync(runDir)).toEqual(["stale"]);
  });

  kernelTest("is what a symbolic link leads to", ({ scratch, runDir }) => {
    mkdirSync(`${scratch}/real`);
    symlinkSync("real", runDir);
    createNamespace("blue", { runDir }).close();
    expect(readdirSync(`${scratch}/real`)).toEqual(["blue"]);
    expect(mountsOn(realpathSync(runDir))).toHaveLength(1);
    createNamespace("green", { runDir: `${scratch}/real` }).close();
    expect(listNamespaces({ runDir, sort: true }).map(({ name }) => name)).toEqual(["blue", "green"]);
    deleteNamespace("blue", { runDir });
    expect(readdirSync(`${scratch}/real`)).toEqual(["green"]);
  });

  kernelTest("is not made through a link that leads nowhere", ({ scratch, runDir }) => {
    symlinkSync("nowhere", runDir);
    expect(() => createNamespace("blue", { runDir })).toThrow(refused("open-run-dir", "ENOENT"));
    expect(readdirSync(scratch)).toEqual(["netns"]);
  });

  kernelTest("that is a file stays one", ({ runDir }) => {
    writeFileSync(runDir, "kept");
    expect(() => createNamespace("blue", { runDir })).toThrow(refused("open-run-dir", "ENOTDIR"));
    expect(() => attachNamespace("blue", { pid: process.pid }, { runDir })).toThrow(refused("open-run-dir", "ENOTDIR"));
    expect(() => deleteNamespace("blue", { runDir })).toThrow(refused("remove-file", "ENOTDIR"));
    expect(readFileSync(runDir, "utf8")).toBe("kept");
  });

  kernelTest("is made in a directory that is there, not with all above it", ({ runDir }) => {
    expect(() => createNamespace("blue", { runDir: `${runDir}/x/y` })).toThrow(refused("make-run-dir", "ENOENT"));
    expect(existsSync(runDir)).toBe(false);
  });

  kernelTest("has the mode that the umask leaves; names have the kernel's", ({ runDir }) => {
    const before = process.umask(0o077);
    try {
      createNamespace("blue", { runDir }).close();
      expect(process.umask()).toBe(0o077);
    } finally {
      process.umask(before);
    }
    expect([statSync(runDir).mode & 0o777, statSync(`${runDir}/blue`).mode & 0o777]).toEqual([0o700, 0o444]);
    chmodSync(runDir, 0o755);
  });

  kernelTest("without /proc nothing is left behind, and what is there can go", ({ runDir }) => {
    createNamespace("blue", { runDir }).close();
    const errors: unknown[] = [];
    const failing = (operation: () => unknown) => {
      try {
        operation();
      } catch (error) {
        errors.push(error);
      }
    };
    system.mount("tmpfs", "/proc", "tmpfs", 0, null);
    try {
      failing(() => createNamespace("green", { runDir }));
      failing(() => attachNamespace("green", { pid: process.pid }, { runDir }));
      failing(() => attachNamespace("green", { path: `${runDir}/blue` }, { runDir }));
      expect(readdirSync(runDir)).toEqual(["blue"]);
      deleteNamespace("blue", { runDir });
    } finally {
      system.umount2("/proc", MNT_DETACH);
    }
    expect(errors).toEqual([refused("open-home", "ENOENT"), refused("bind", "ENOENT"), refused("bind", "ENOENT")]);
    expect(errors[0]).toMatchObject({ message: "Cannot open init namespace: No such file or directory" });
    expect(readdirSync(runDir)).toEqual([]);
  });

  kernelTest("a first creation that fails takes it back", ({ runDir }) => {
    for (const call of ["open", "mount"]) {
      const failing = failingSystem({ call, nth: 0, errno: "EPERM" });
      expect(() => createNamespace("blue", { runDir, system: failing.system })).toThrow(NamespaceError);
      expect(existsSync(runDir)).toBe(false);
    }
  });
});

describe("its lock", () => {
  kernelTest("where it cannot be had the work goes on, with a warning", ({ runDir }) => {
    const warnings: NamespaceError[] = [];
    const failing = failingSystem({ call: "flock", nth: 0, errno: "ENOLCK" });
    const onWarning = (warning: NamespaceError) => void warnings.push(warning);
    createNamespace("blue", { runDir, system: failing.system, onWarning }).close();
    expect(warnings).toEqual([refused("lock-run-dir", "ENOLCK")]);
    expect(warnings[0]?.message).toBe(`could not flock netns runtime directory "${runDir}": No locks available`);
  });

  kernelTest("that somebody else holds is waited for, up to a limit, and that is told", ({ runDir }) => {
    createNamespace("first", { runDir }).close();
    using theirs = new Fd(openSync(runDir, "r"));
    system.flock(theirs.fd, LOCK_EX);
    const late = refused("lock-run-dir", "ETIMEDOUT");
    expect(() => createNamespace("blue", { runDir, lockTimeout: 20 })).toThrow(late);
    expect(() => createNamespace("blue", { runDir, lockTimeout: 0 })).toThrow(late);
    const onLockWait = vi.fn();
    expect(() => createNamespace("blue", { runDir, lockTimeout: 1200, onLockWait })).toThrow(late);
    expect(onLockWait.mock.calls).toEqual([[runDir]]);
    expect(readdirSync(runDir)).toEqual(["first"]);
    theirs.close();
    createNamespace("blue", { runDir, lockTimeout: 0 }).close();
  });

  kernelTest("that is free a moment later is taken then", ({ runDir }) => {
    const failing = failingSystem({ call: "flock", nth: 0, errno: "EAGAIN" });
    createNamespace("blue", { runDir, system: failing.system, lockTimeout: 10_000 }).close();
    expect(failing.calls.filter(({ name }) => name === "flock")).toHaveLength(2);
  });

  kernelTest("a signal that ends the waiting ends the work", ({ runDir }) => {
    const failing = failingSystem({ call: "flock", nth: 0, errno: "EINTR" });
    expect(() => createNamespace("blue", { runDir, system: failing.system })).toThrow(refused("lock-run-dir", "EINTR"));
    expect(existsSync(runDir)).toBe(false);
  });
});
