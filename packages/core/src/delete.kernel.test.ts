import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { addLink, listLinks, openClient } from "@netns/rtnetlink";
import { MS_BIND } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { describe, expect, vi } from "vitest";
import { attachNamespace, createNamespace } from "./create.js";
import { deleteNamespace, deleteNamespaces } from "./delete.js";
import { spawn } from "./inside/spawn.js";
import { listNamespaces } from "./list.js";
import { openNamespace } from "./namespace.js";
import { listPids } from "./pids.js";

const { system } = failingSystem();
const mountsOn = (path: string) =>
  readFileSync("/proc/self/mountinfo", "utf8")
    .split("\n")
    .filter((line) => line.split(" ")[4] === path).length;
const patiently = { timeout: 20_000, interval: 20 };

describe("deleteNamespace", () => {
  kernelTest("an open handle keeps the namespace, not the name", ({ runDir }) => {
    using ns = createNamespace("blue", { runDir });
    deleteNamespace("blue", { runDir });
    expect(readdirSync(runDir)).toEqual([]);
    expect(statSync(`/proc/self/fd/${ns.fd}`, { bigint: true }).ino).toBe(ns.inode);
  });

  kernelTest("one of two names leaves the other", ({ runDir }) => {
    using ns = createNamespace("blue", { runDir });
    attachNamespace("navy", ns, { runDir }).close();
    deleteNamespace("blue", { runDir });
    using navy = openNamespace("navy", { runDir });
    expect(navy.equals(ns)).toBe(true);
  });

  kernelTest("its virtual devices die with it, and a veth's other end", async ({ paths }) => {
    createNamespace("blue", paths).close();
    using green = createNamespace("green", paths);
    using client = openClient({ namespace: green });
    {
      using blue = openNamespace("blue", paths);
      addLink(client, { kind: "veth", name: "outer", peer: { name: "inner", namespace: blue } });
    }
    const names = () => listLinks(client).entries.map(({ name }) => name);
    expect(names()).toEqual(["lo", "outer"]);
    deleteNamespace("blue", paths);
    await vi.waitFor(() => expect(names()).toEqual(["lo"]), patiently);
  });

  kernelTest("processes keep it, without a name: so they are ended first, as the manual says", async ({ paths }) => {
    createNamespace("blue", paths).close();
    using first = spawn("blue", "sleep", ["60"], { ...paths, stdio: "ignore" });
    using second = spawn("blue", "sleep", ["60"], { ...paths, stdio: "ignore" });
    const ended = [once(first, "close"), once(second, "close")];
    await Promise.all([once(first, "spawn"), once(second, "spawn")]);
    expect(listPids("blue", paths)).toEqual([first.pid, second.pid].sort((a, b) => Number(a) - Number(b)));
    for (const pid of listPids("blue", paths)) process.kill(pid);
    deleteNamespace("blue", paths);
    await Promise.all(ended);
    expect([first.signalCode, second.signalCode]).toEqual(["SIGTERM", "SIGTERM"]);
  });

  kernelTest("a namespace that lives on by a process alone can be named again", async ({ paths }) => {
    using child = await (async () => {
      using blue = createNamespace("blue", paths);
      const started = spawn(blue, "sleep", ["60"], { ...paths, stdio: "ignore" });
      await once(started, "spawn");
      return started;
    })();
    const { inode } = listNamespaces(paths)[0]?.identity ?? {};
    deleteNamespace("blue", paths);
    expect(listNamespaces(paths)).toEqual([]);
    {
      using again = attachNamespace("again", { pid: child.pid ?? -1 }, paths);
      expect(again.inode).toBe(inode);
    }
    deleteNamespace("again", paths);
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;
  });
});

describe("what is no ordinary name", () => {
  kernelTest("a name without a namespace goes too", ({ runDir }) => {
    mkdirSync(runDir);
    writeFileSync(`${runDir}/stale`, "");
    deleteNamespace("stale", { runDir });
    expect(readdirSync(runDir)).toEqual([]);
  });

  kernelTest("of a symbolic link only the link goes, wherever it leads", ({ runDir, scratch }) => {
    using blue = createNamespace("blue", { runDir });
    mkdirSync(`${scratch}/outside`);
    writeFileSync(`${scratch}/outside/file`, "kept");
    writeFileSync(`${scratch}/outside/ns`, "");
    system.mount("/proc/self/ns/net", `${scratch}/outside/ns`, "none", MS_BIND, null);
    const targets = {
      name: "blue",
      folder: "../outside",
      file: "../outside/file",
      ns: `${scratch}/outside/ns`,
      no: "x",
    };
    for (const [name, target] of Object.entries(targets)) symlinkSync(target, `${runDir}/${name}`);
    symlinkSync("self", `${runDir}/self`);
    expect(deleteNamespaces([...Object.keys(targets), "self"], { runDir })).toEqual([]);
    expect(readdirSync(runDir)).toEqual(["blue"]);
    using still = openNamespace("blue", { runDir });
    expect(still.equals(blue)).toBe(true);
    expect(readdirSync(`${scratch}/outside`)).toEqual(["file", "ns"]);
    expect(readFileSync(`${scratch}/outside/file`, "utf8")).toBe("kept");
    expect(mountsOn(`${scratch}/outside/ns`)).toBe(1);
  });

  kernelTest("a name is not made through a link", ({ runDir, scratch }) => {
    createNamespace("first", { runDir }).close();
    symlinkSync(`${scratch}/outside`, `${runDir}/link`);
    const taken = expect.objectContaining({ step: "create-file", code: "EEXIST" });
    expect(() => createNamespace("link", { runDir })).toThrow(taken);
    expect(readdirSync(scratch)).toEqual(["netns"]);
    expect(lstatSync(`${runDir}/link`).isSymbolicLink()).toBe(true);
  });

  kernelTest("a FIFO is removed without a wait for who writes", ({ runDir }) => {
    mkdirSync(runDir);
    expect(spawnSync("mkfifo", [`${runDir}/fifo`]).status).toBe(0);
    deleteNamespace("fifo", { runDir });
    expect(readdirSync(runDir)).toEqual([]);
  });

  kernelTest("several mounts on one name", ({ runDir }) => {
    createNamespace("blue", { runDir }).close();
    for (let i = 0; i < 5; i++) system.mount("/proc/self/ns/net", `${runDir}/blue`, null, MS_BIND, null);
    deleteNamespace("blue", { runDir });
    expect(readdirSync(runDir)).toEqual([]);
    expect(mountsOn(`${runDir}/blue`)).toBe(0);
  });

  kernelTest("more mounts than anybody means: it ends, and goes on the next time", ({ runDir }) => {
    createNamespace("blue", { runDir }).close();
    for (let i = 0; i < 99; i++) system.mount("/proc/self/ns/net", `${runDir}/blue`, null, MS_BIND, null);
    expect(() => deleteNamespace("blue", { runDir })).toThrow(expect.objectContaining({ code: "EBUSY" }));
    expect(listNamespaces({ runDir })).toMatchObject([{ name: "blue", kind: "namespace" }]);
    deleteNamespace("blue", { runDir });
    expect(readdirSync(runDir)).toEqual([]);
  });

  kernelTest("other mounts are not ours to take away", ({ runDir, scratch }) => {
    using blue = createNamespace("blue", { runDir });
    writeFileSync(`${scratch}/file`, "theirs");
    mkdirSync(`${runDir}/folder`);
    system.mount("tmpfs", `${runDir}/folder`, "tmpfs", 0, null);
    system.mount(`${scratch}/file`, `${runDir}/blue`, null, MS_BIND, null);
    const refused = (code: string) => expect.objectContaining({ step: "remove-file", code });
    expect(() => deleteNamespace("blue", { runDir })).toThrow(refused("EBUSY"));
    expect(() => deleteNamespace("folder", { runDir })).toThrow(refused("EISDIR"));
    expect(readFileSync(`${runDir}/blue`, "utf8")).toBe("theirs");
    expect(mountsOn(`${runDir}/folder`)).toBe(1);
    system.umount2(`${runDir}/blue`, 0);
    using still = openNamespace("blue", { runDir });
    expect(still.equals(blue)).toBe(true);
    // One below a namespace: that is taken away, found to be not the only one, and put back.
    writeFileSync(`${runDir}/below`, "");
    system.mount(`${scratch}/file`, `${runDir}/below`, null, MS_BIND, null);
    system.mount(`${runDir}/blue`, `${runDir}/below`, null, MS_BIND, null);
    expect(() => deleteNamespace("below", { runDir })).toThrow(refused("EBUSY"));
    using upper = openNamespace("below", { runDir });
    expect(upper.equals(blue)).toBe(true);
  });

  kernelTest("a namespace of another kind goes too", ({ runDir }) => {
    mkdirSync(runDir);
    writeFileSync(`${runDir}/uts`, "");
    system.mount("/proc/self/ns/uts", `${runDir}/uts`, null, MS_BIND, null);
    deleteNamespace("uts", { runDir });
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
    expect(() => deleteNamespace("x", { runDir: `${runDir}/none` })).toThrow(
      expect.objectContaining({ step: "remove-file", code: "ENOENT" }),
    );
  });

  kernelTest("whose file cannot be removed has its namespace back", ({ runDir }) => {
    using blue = createNamespace("blue", { runDir });
    const stubborn = failingSystem({ call: "fs.unlinkSync", nth: 0, errno: "EPERM" });
    expect(() => deleteNamespace("blue", { runDir, system: stubborn.system })).toThrow(
      expect.objectContaining({ step: "remove-file", code: "EPERM", syscall: "unlink" }),
    );
    expect(stubborn.calls.map(({ name }) => name)).toContain("umount2");
    using still = openNamespace("blue", { runDir });
    expect(still.equals(blue)).toBe(true);
  });
});
