import { spawnSync } from "node:child_process";
import { promises, readdirSync, readlinkSync, statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { Fd } from "./fd.js";
import { inNamespace, inNewNamespace } from "./scoped.js";
import { linux } from "./system.js";
import { failingSystem } from "./testing/failing-system.js";

const here = () => readlinkSync("/proc/thread-self/ns/net");
const openHere = () => new Fd(linux.fs.openSync("/proc/thread-self/ns/net", "r"));
const allThreads = () =>
  new Set(readdirSync("/proc/self/task").map((tid) => readlinkSync(`/proc/self/task/${tid}/ns/net`)));

describe("inNewNamespace", () => {
  kernelTest("the callback is elsewhere, the thread at home afterwards", () => {
    const home = here();
    const away = inNewNamespace(here);
    expect(away).not.toBe(home);
    expect(here()).toBe(home);
  });

  kernelTest("the pool stays at home, also when its first use is in the callback", async () => {
    const home = here();
    const seen = inNewNamespace(() => [promises.stat("/"), promises.stat("/etc")].length);
    expect(seen).toBe(2);
    expect(await promises.readlink("/proc/thread-self/ns/net")).toBe(home);
    expect(allThreads()).toEqual(new Set([home]));
  });

  kernelTest("an error of the callback comes through, from home", () => {
    const home = here();
    const work = () => {
      throw new RangeError("mine");
    };
    expect(() => inNewNamespace(work)).toThrow(RangeError);
    expect(here()).toBe(home);
  });

  kernelTest("a promise is refused: it would go on at home", () => {
    expect(() => inNewNamespace(async () => 1)).toThrow("must be synchronous");
  });

  kernelTest("a failure on the way back is tried again", () => {
    const home = here();
    const { system, calls } = failingSystem({ call: "setns", nth: 0, errno: "ENOMEM" });
    expect(inNewNamespace(() => "done", system)).toBe("done");
    expect(here()).toBe(home);
    expect(calls.filter(({ name }) => name === "setns")).toHaveLength(2);
  });

  kernelTest("any call that fails leaves the thread at home and nothing open", () => {
    const home = here();
    const counting = failingSystem();
    inNewNamespace(() => undefined, counting.system);
    for (const errno of ["EPERM", "ENOMEM", "EMFILE", "EINTR"]) {
      for (let nth = 0; nth < counting.calls.length; nth++) {
        const { system } = failingSystem({ nth, errno });
        try {
          inNewNamespace(() => undefined, system);
        } catch (error) {
          expect(error).toMatchObject({ code: errno });
        }
        expect(here()).toBe(home);
      }
    }
  });
});

describe("inNamespace", () => {
  kernelTest("goes to the namespace of the descriptor", () => {
    const [target, expected] = inNewNamespace(() => [openHere(), here()] as const);
    using _ = target;
    expect(inNamespace(target, here)).toBe(expected);
  });

  kernelTest("what is no network namespace is refused", () => {
    using plain = new Fd(linux.fs.openSync("/proc/self/status", "r"));
    using mounts = new Fd(linux.fs.openSync("/proc/self/ns/mnt", "r"));
    const home = here();
    expect(() => inNamespace(plain, here)).toThrow(expect.objectContaining({ code: "EINVAL", syscall: "setns" }));
    expect(() => inNamespace(mounts, here)).toThrow(expect.objectContaining({ code: "EINVAL" }));
    expect(here()).toBe(home);
  });

  kernelTest("nested: each returns to where it came from", () => {
    const home = here();
    const seen = inNewNamespace(() => {
      const outer = here();
      const inner = inNewNamespace(here);
      return { outer, inner, back: here() };
    });
    expect(seen.back).toBe(seen.outer);
    expect(seen.inner).not.toBe(seen.outer);
    expect(here()).toBe(home);
  });

  kernelTest("a thousand switches leave descriptors and threads as they were", () => {
    using target = inNewNamespace(openHere);
    const before = readdirSync("/proc/self/fd").length;
    for (let i = 0; i < 1000; i++) inNamespace(target, () => undefined);
    expect(readdirSync("/proc/self/fd")).toHaveLength(before);
    expect(allThreads().size).toBe(1);
  });
});

kernelTest("a Worker that starts afterwards is at home", async () => {
  const home = statSync("/proc/thread-self/ns/net").ino;
  inNewNamespace(() => undefined);
  const worker = new Worker(
    "require('node:worker_threads').parentPort.postMessage(require('node:fs').statSync('/proc/thread-self/ns/net').ino)",
    { eval: true },
  );
  const seen = await new Promise((resolve) => worker.once("message", resolve));
  await worker.terminate();
  expect(seen).toBe(home);
});

kernelTest("a thread that cannot come home ends the process and says why", () => {
  const program = `
    const { inNewNamespace, linux } = require(${JSON.stringify(`${import.meta.dirname}/../dist/index.cjs`)});
    const system = { ...linux, setns() { throw Object.assign(new Error("EPERM: injected"), { code: "EPERM" }); } };
    inNewNamespace(() => undefined, system);
    console.log("still here");
  `;
  const { signal, stdout, stderr } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8" });
  expect({ signal, stdout }).toEqual({ signal: "SIGKILL", stdout: "" });
  expect(stderr).toContain("cannot leave a network namespace");
});
