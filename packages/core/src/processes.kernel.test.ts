import { type ChildProcess, spawn as spawnPlain } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { inNamespace, linux } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { deleteNamespace } from "./delete.js";
import { identifyProcess } from "./identify.js";
import type { Namespace } from "./namespace.js";
import { listPids, scanProcesses } from "./pids.js";

async function inBlue<T>(blue: Namespace, command: readonly [string, ...string[]], use: (child: ChildProcess) => T) {
  const [file, ...args] = command;
  const child = inNamespace(blue, () => spawnPlain(file, args, { stdio: ["ignore", "pipe", "inherit"] }));
  const closed = once(child, "close");
  await once(child, "spawn");
  try {
    return await use(child);
  } finally {
    child.kill("SIGKILL");
    await closed;
  }
}

/** Processes that live for a moment, one after the other, as fast as a shell starts them. */
const STORM = "echo begun; while :; do sleep 0 & sleep 0 & wait; done";

kernelTest("a storm of processes that end while /proc is read", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  await inBlue(blue, ["sh", "-c", STORM], async (storm) => {
    if (storm.stdout) await once(storm.stdout, "data");
    const seen = new Set<number>();
    const wanted = 20;
    // As long as it takes: on a busy machine few are started between two readings.
    while (seen.size < wanted) {
      const pids = listPids(blue, paths);
      expect(pids).toContain(storm.pid);
      expect(pids).toEqual([...pids].sort((a, b) => a - b));
      for (const pid of pids) seen.add(pid);
      for (const { failure } of scanProcesses(paths)) expect(failure?.code ?? "EACCES").toBe("EACCES");
    }
  });
});

kernelTest("only the main thread counts, as for ip(8)", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  const worker = inNamespace(
    blue,
    () => new Worker("require('node:worker_threads').parentPort.on('message', () => {})", { eval: true }),
  );
  await once(worker, "online");
  expect(listPids(blue, paths)).toEqual([]);
  expect(identifyProcess("self", paths)).toEqual([]);
  expect(identifyProcess(process.pid, paths)).toEqual([]);
  await worker.terminate();
});

kernelTest("the main thread's names, whichever thread of the process asks", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  inNamespace(blue, () => {
    expect(identifyProcess("self", paths)).toMatchObject([{ name: "blue" }]);
    expect(listPids(blue, paths)).toEqual([process.pid]);
  });
  expect(identifyProcess("self", paths)).toEqual([]);
});

kernelTest("names of a handle: all that there are, and none when they are gone", ({ paths, runDir }) => {
  using blue = createNamespace("blue", paths);
  symlinkSync("blue", `${runDir}/link`);
  for (const source of [blue, { fd: blue.fd }]) {
    expect(new Set(identifyProcess(source, paths).map(({ name }) => name))).toEqual(new Set(["blue", "link"]));
  }
  deleteNamespace("blue", paths);
  expect(identifyProcess(blue, paths)).toEqual([]);
  expect(() => identifyProcess({ fd: 0 }, paths)).toThrow(expect.objectContaining({ step: "open", code: "EINVAL" }));
  expect(() => identifyProcess({ fd: 1_000_000 }, paths)).toThrow(
    expect.objectContaining({ step: "open", code: "EBADF" }),
  );
  expect(() => identifyProcess(Number.NaN, paths)).toThrow("a pid is a whole number");
});

kernelTest(
  "hundreds of processes, in another /proc: ascending, those that are none left out",
  ({ paths, runDir, scratch }) => {
    using _blue = createNamespace("blue", paths);
    const procDir = `${scratch}/proc`;
    const count = 500;
    for (let pid = 1; pid <= count; pid++) {
      mkdirSync(`${procDir}/${pid}/ns`, { recursive: true });
      // Every fifth has ended; a third of the others is in there.
      if (pid % 5 !== 0)
        symlinkSync(pid % 3 === 0 ? `${runDir}/blue` : "/proc/self/ns/net", `${procDir}/${pid}/ns/net`);
    }
    for (const other of ["self", "sys", "1a", "meminfo"]) symlinkSync("7", `${procDir}/${other}`);
    const all = Array.from({ length: count }, (_, i) => i + 1).filter((pid) => pid % 5 !== 0);
    const options = { ...paths, procDir };
    expect([...scanProcesses(options)].map(({ pid }) => pid)).toEqual(all);
    expect(listPids("blue", options)).toEqual(all.filter((pid) => pid % 3 === 0));
    expect(identifyProcess(3, options)).toMatchObject([{ name: "blue" }]);
    expect(identifyProcess("self", options)).toEqual([]);
    expect(() => listPids("blue", { ...paths, procDir: `${scratch}/nosuch` })).toThrow(
      "Open of /proc failed: No such file or directory",
    );
  },
);

kernelTest("one reading of /proc, one look at each process", ({ paths }) => {
  using blue = createNamespace("blue", paths);
  const { system, calls } = failingSystem({ base: linux });
  listPids(blue, { ...paths, system });
  const looks = calls.map(({ args: [path] }) => String(path)).filter((path) => /^\/proc\/\d+\//.test(path));
  expect(calls.filter(({ name }) => name === "fs.readdirSync")).toHaveLength(1);
  expect(new Set(looks).size).toBe(looks.length);
});

kernelTest(
  "processes that cannot be looked at are told, and where memory is gone nothing is claimed",
  ({ paths, runDir, scratch }) => {
    using blue = createNamespace("blue", paths);
    const procDir = `${scratch}/proc`;
    for (const pid of [7, 8]) {
      mkdirSync(`${procDir}/${pid}/ns`, { recursive: true });
      symlinkSync(`${runDir}/blue`, `${procDir}/${pid}/ns/net`);
    }
    // The first is the namespace's own file.
    const second = { call: "fs.statSync", nth: 1 };
    for (const errno of ["EACCES", "EPERM"]) {
      const { system } = failingSystem({ ...second, errno });
      const told: unknown[] = [];
      expect(listPids(blue, { ...paths, procDir, system, onUnreadable: (process) => told.push(process) })).toEqual([8]);
      expect(told).toMatchObject([{ pid: 7, identity: undefined, failure: { code: errno } }]);
    }
    const { system } = failingSystem({ ...second, errno: "ENOMEM" });
    expect(() => listPids(blue, { ...paths, procDir, system })).toThrow(
      expect.objectContaining({ name: "NamespaceError", step: "stat", code: "ENOMEM" }),
    );
  },
);
