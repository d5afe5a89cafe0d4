import { execFile as execFileWithCallback } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { promisify } from "node:util";
import { linux, SyscallError, type System } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest, threadNamespaces } from "@netns/testing";
import { expect, vi } from "vitest";
import { createNamespace } from "../create.js";
import { collect } from "./collect.js";
import { spawn } from "./spawn.js";

const execFile = promisify(execFileWithCallback);
const dist = `${import.meta.dirname}/../../dist/index.cjs`;

const children = () => readFileSync(`/proc/self/task/${process.pid}/children`, "utf8");
const namespaces = () => [...threadNamespaces("net"), ...threadNamespaces("mnt")];

kernelTest("before Linux 5.3 nothing is started", ({ paths }) => {
  createNamespace("blue", paths).close();
  for (const ownMounts of [true, false]) {
    const { system } = failingSystem({ call: "pidfdOpen", nth: 0, errno: "ENOSYS" });
    expect(() => spawn("blue", "true", [], { ...paths, system, ownMounts })).toThrow(
      expect.objectContaining({ code: "ENOSYS", message: expect.stringContaining("Linux 5.4") }),
    );
  }
});

kernelTest("a child whose end could not be noticed is ended and waited for", async ({ paths }) => {
  createNamespace("blue", paths).close();
  const before = children();
  for (const call of ["pidfdOpen", "watchReadable"] as const) {
    // The first pidfd is to see whether there are any.
    const { system } = failingSystem({ call, nth: call === "pidfdOpen" ? 1 : 0, errno: "EMFILE" });
    const child = spawn("blue", "sleep", ["60"], { ...paths, system, ownMounts: false });
    const closed = once(child, "close").catch((error) => error);
    const seen: string[] = [];
    for (const event of ["spawn", "exit"] as const) child.on(event, () => seen.push(event));
    expect(await closed).toMatchObject({ code: "EMFILE" });
    expect(seen).toEqual([]);
    expect([child.pid, child.kill()]).toEqual([undefined, false]);
    expect(children()).toBe(before);
  }
});

kernelTest("of several failures, the first rejects what collects", async ({ paths }) => {
  createNamespace("blue", paths).close();
  const controller = new AbortController();
  let attempts = 0;
  // It is another user's by now: neither can it be killed when time is over, nor when nobody wants it any more.
  const pidfdSendSignal: System["pidfdSendSignal"] = (pidfd) => {
    attempts++;
    if (attempts === 1) setImmediate(() => controller.abort());
    else linux.pidfdSendSignal(pidfd, constants.signals.SIGKILL);
    throw new SyscallError("pidfd_send_signal", 1);
  };
  const options = { ...paths, system: { ...linux, pidfdSendSignal }, timeout: 1, signal: controller.signal };
  await expect(collect("blue", "sleep", ["60"], options)).rejects.toMatchObject({ code: "EPERM" });
  expect(attempts).toBe(2);
});

kernelTest("a time that no timer can have is no time at once", ({ paths }) => {
  createNamespace("blue", paths).close();
  for (const timeout of [2 ** 31, Number.POSITIVE_INFINITY]) {
    expect(() => spawn("blue", "true", [], { ...paths, timeout })).toThrow(
      expect.objectContaining({ name: "RangeError", code: "ERR_OUT_OF_RANGE" }),
    );
  }
});

kernelTest("whichever call fails, nothing is left, and every thread is where it was", async ({ paths }) => {
  createNamespace("blue", paths).close();
  const before = { children: children(), namespaces: namespaces() };
  for (const call of ["socketpair", "fstatfs", "ioctl", "fcntl", "setns", "posixSpawnp"] as const) {
    for (let nth = 0; nth < 3; nth++) {
      for (const ownMounts of [true, false]) {
        const { system } = failingSystem({ call, nth, errno: "EMFILE" });
        // Those of the thread that starts a child are not this thread's to fail: then it succeeds.
        const run = async () => collect("blue", "true", [], { ...paths, system, ownMounts });
        const outcome = await run().catch((error) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ code: "EMFILE" });
        else expect(outcome.code).toBe(0);
        expect(children()).toBe(before.children);
      }
    }
  }
  await vi.waitFor(() => expect(namespaces()).toEqual(before.namespaces), 20_000);
});

kernelTest('a thread that cannot be started is told by "error"', async ({ paths }) => {
  createNamespace("blue", paths).close();
  // As at the limit of threads: in a program of its own, whose Workers do not start.
  const program = `
    const threads = require("node:worker_threads");
    threads.Worker = class { constructor() { throw Object.assign(new Error("no thread"), { code: "ERR_NONE" }); } };
    const { spawn } = require(${JSON.stringify(dist)});
    const child = spawn("blue", "true", [], ${JSON.stringify(paths)});
    for (const event of ["spawn", "exit", "close"]) child.on(event, (...args) => console.log(event, ...args));
    child.on("error", ({ message, code }) => console.log("error", message, code));
    process.on("exit", () => console.log(require("node:fs").readdirSync("/proc/self/fd").filter((fd) => {
      try { return require("node:fs").readlinkSync("/proc/self/fd/" + fd).startsWith("net:"); } catch { return false; }
    }).length));`;
  const { stdout } = await execFile(process.execPath, ["-e", program]);
  expect(stdout).toBe("error no thread ERR_NONE\nclose null null\n0\n");
});

kernelTest("a program that ends while a child is being started ends well", { timeout: 300_000 }, async ({ paths }) => {
  createNamespace("blue", paths).close();
  const program = `
    const { spawn } = require(${JSON.stringify(dist)});
    spawn("blue", "true", [], { ...${JSON.stringify(paths)}, stdio: "ignore" });
    const delay = Number(process.argv[1]);
    if (delay === 0) process.exit(7);
    setTimeout(() => process.exit(7), delay);`;
  // Most of them while koffi is loaded in the thread.
  for (const delay of [0, 5, 20, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80]) {
    const failed = await execFile(process.execPath, ["-e", program, String(delay)]).catch((error) => error);
    expect([failed.code, failed.signal, failed.stderr]).toEqual([7, null, ""]);
  }
});

kernelTest(
  "what the program preloads has no business in the thread that starts a child",
  async ({ paths, scratch }) => {
    createNamespace("blue", paths).close();
    writeFileSync(`${scratch}/preload.cjs`, 'require("node:fs").appendFileSync(__filename + ".log", "loaded ");');
    const program = `
    const { spawn } = require(${JSON.stringify(dist)});
    spawn("blue", "true", [], { ...${JSON.stringify(paths)}, stdio: "ignore" });`;
    const env = { ...process.env, NODE_OPTIONS: `--require ${scratch}/preload.cjs` };
    await execFile(process.execPath, ["--require", `${scratch}/preload.cjs`, "-e", program], { env });
    expect(readFileSync(`${scratch}/preload.cjs.log`, "utf8")).toBe("loaded ");
  },
);
