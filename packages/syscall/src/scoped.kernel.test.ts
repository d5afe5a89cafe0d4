import { spawnSync } from "node:child_process";
import { promises, readdirSync, readlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { kernelTest, openDescriptors, threadNamespaces } from "@netns/testing";
import { describe, expect } from "vitest";
import { CLONE_NEWNET } from "./constants/namespace.js";
import { Fd } from "./fd.js";
import { inNamespace, inNewNamespace } from "./scoped.js";
import { linux, type System } from "./system.js";
import { failingSystem } from "./testing/failing-system.js";
import { faultSweep } from "./testing/fault-sweep.js";
import { recordingSystem } from "./testing/recording-system.js";
import { replayingSystem } from "./testing/replaying-system.js";

const here = () => readlinkSync("/proc/thread-self/ns/net");
const openHere = () => new Fd(linux.fs.openSync("/proc/thread-self/ns/net", "r"));
const countThreads = () => readdirSync("/proc/self/task").length;

const library = fileURLToPath(new URL("../dist/index.cjs", import.meta.url));
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

describe("inNewNamespace", () => {
  kernelTest("the callback is elsewhere, the thread at home afterwards", () => {
    const home = here();
    const away = inNewNamespace(here);
    expect(away).not.toBe(home);
    expect(here()).toBe(home);
  });

  kernelTest("an error of the callback comes through, from home", () => {
    const home = here();
    const mine = new RangeError("mine");
    const work = () => {
      throw mine;
    };
    expect(() => inNewNamespace(work)).toThrow(mine);
    expect(here()).toBe(home);
  });

  kernelTest("without the right to make one the callback does not run", () => {
    const home = here();
    const { system } = failingSystem({ call: "unshare", nth: 0, errno: "EPERM" });
    expect(() => inNewNamespace(() => expect.unreachable(), system)).toThrow(
      expect.objectContaining({ code: "EPERM", syscall: "unshare" }),
    );
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

  kernelTest("wherever the callback has gone by itself, the thread comes home", () => {
    const home = here();
    inNewNamespace(() => linux.unshare(CLONE_NEWNET));
    expect(here()).toBe(home);
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

  kernelTest("so is a descriptor that is closed, and what is none", () => {
    const closed = openHere();
    closed.close();
    for (const fd of [closed.fd, Number.NaN, 1.5]) {
      expect(() => inNamespace({ fd }, here)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
    }
    expect(() => inNamespace({ fd: 1_000_000 }, here)).toThrow(expect.objectContaining({ code: "EBADF" }));
  });
});

describe("only synchronous callbacks", () => {
  const isRefused = expect.objectContaining({ name: "TypeError", code: "ERR_INVALID_ARG_VALUE" });
  const refused = {
    async: async () => expect.unreachable(),
    "bound async": (async () => expect.unreachable()).bind(undefined),
    "proxied async": new Proxy(async () => expect.unreachable(), {}),
    "an async method": { async work() {} }.work,
    generator: function* () {
      yield expect.unreachable();
    },
    "async generator": async function* () {
      yield expect.unreachable();
    },
  };
  for (const [name, callback] of Object.entries(refused)) {
    kernelTest(`${name}: refused, without a single system call`, () => {
      const { system, calls } = failingSystem();
      expect(() => inNewNamespace<unknown>(callback, system)).toThrow(isRefused);
      expect(calls).toEqual([]);
    });
  }

  kernelTest("what is no function", () => {
    const { system, calls } = failingSystem();
    // @ts-expect-error
    expect(() => inNewNamespace("text", system)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }));
    expect(calls).toEqual([]);
  });

  const returned = {
    "a promise": () => Promise.resolve(1),
    "a promise that will fail, and not take the process with it": () => Promise.reject(new Error("later")),
    // biome-ignore lint/suspicious/noThenProperty: this is what a thenable is.
    "a thenable": () => ({ then() {} }),
    // biome-ignore lint/suspicious/noThenProperty: and this.
    "a function that is one": () => Object.assign(() => 1, { then() {} }),
    "a generator": () => refused.generator(),
  };
  for (const [name, callback] of Object.entries(returned)) {
    kernelTest(`one that returns ${name} is refused from home`, async () => {
      const home = here();
      expect(() => inNewNamespace<unknown>(callback)).toThrow(
        expect.objectContaining({ name: "TypeError", code: "ERR_INVALID_RETURN_VALUE" }),
      );
      expect(here()).toBe(home);
      await new Promise(setImmediate);
    });
  }
});

describe("failures on the way", () => {
  kernelTest("one on the way back is tried again", () => {
    const home = here();
    const { system, calls } = failingSystem({ call: "setns", nth: 1, errno: "ENOMEM" });
    expect(inNewNamespace(() => "done", system)).toBe("done");
    expect(here()).toBe(home);
    expect(calls.filter(({ name }) => name === "setns")).toHaveLength(3);
  });

  kernelTest("any call that fails leaves the thread at home and nothing open", async () => {
    using target = inNewNamespace(openHere);
    const home = here();
    for (const visit of [
      (system: System) => inNewNamespace(here, system),
      (system: System) => inNamespace(target, here, system),
    ]) {
      const report = await faultSweep(visit, {
        verify({ status, fault, ...outcome }) {
          expect(here()).toBe(home);
          if (status === "threw") expect(outcome).toMatchObject({ error: { code: fault?.errno } });
        },
      });
      // Before it has left it gives up; from then on only the result counts.
      expect(report.calls.map(({ name }) => name)).toEqual([
        ...["open", "fstat", "setns", report.calls[3]?.name],
        ...["setns", "fs.readlinkSync", "close"],
      ]);
      expect(report).toMatchObject({ runs: 35, threw: 20 });
    }
  });

  kernelTest("recorded here, it is replayed anywhere", () => {
    const { system, record } = recordingSystem();
    const home = here();
    expect(inNewNamespace(() => "done", system)).toBe("done");
    const replay = replayingSystem(JSON.parse(JSON.stringify(record)));
    const seen = inNewNamespace(here, replay.system);
    replay.verify();
    expect(seen).toBe(home);
  });

  kernelTest("a thousand switches leave descriptors and threads as they were, also when the callback throws", () => {
    using target = inNewNamespace(openHere);
    const descriptors = openDescriptors();
    const threads = countThreads();
    const thrower = () => {
      throw new Error("mine");
    };
    for (let i = 0; i < 1000; i++) {
      inNamespace(target, () => undefined);
      expect(() => inNewNamespace(() => inNamespace(target, thrower))).toThrow("mine");
    }
    expect(openDescriptors()).toEqual(descriptors);
    expect(countThreads()).toBeLessThanOrEqual(threads);
    expect(threadNamespaces()).toEqual(new Set([here()]));
  });
});

describe("threads and children are never elsewhere", () => {
  for (const size of [1, 4, 64]) {
    for (const first of ["fs", "dns", "crypto", "zlib"]) {
      kernelTest(`a pool of ${size}, first used by ${first}`, async () => {
        for (const where of ["before", "inside", "worker"]) {
          const { status, stdout, stderr } = spawnSync(
            process.execPath,
            [fixture("there-and-back.cjs"), library, first, where],
            { encoding: "utf8", env: { ...process.env, UV_THREADPOOL_SIZE: `${size}` } },
          );
          expect({ where, status, stderr }).toEqual({ where, status: 0, stderr: "" });
          // `started`: whoever came first, all of the pool was there when the first switch was over.
          expect({ where, ...JSON.parse(stdout) }).toEqual({ where, started: size, away: {} });
        }
      });
    }
  }

  kernelTest("the pool of this process too, also when it is used in the callback", async () => {
    const home = here();
    const jobs = inNewNamespace(() => ({ later: [promises.stat("/"), promises.stat("/etc")] }));
    await Promise.all(jobs.later);
    expect(await promises.readlink("/proc/thread-self/ns/net")).toBe(home);
    expect(threadNamespaces()).toEqual(new Set([home]));
  });
});

kernelTest("where there is no way back, as from a user namespace to the host's network, nobody leaves", () => {
  const program = `const { inNewNamespace } = require(${JSON.stringify(library)});
    try { inNewNamespace(() => console.log("away")); } catch ({ code, syscall }) { console.log(code, syscall); }`;
  const [file, ...args] = ["unshare", "--user", "--map-root-user", process.execPath, "--eval", program] as const;
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "EPERM setns\n", stderr: "" });
});

describe("a thread that cannot come home ends the process and says why", () => {
  /** How a child ends whose way back fails like this. */
  function strand(way: string, { wrapper = [] as string[] } = {}) {
    const [file = "", ...args] = [...wrapper, process.execPath, fixture("stranded.cjs"), library, way];
    const { status, signal, stdout, stderr } = spawnSync(file, args, { encoding: "utf8" });
    return { status, signal, stdout, stderr };
  }
  const killed = { status: null, signal: "SIGKILL", stdout: "" };

  kernelTest("when setns fails", () => {
    const { stderr, ...end } = strand("refused");
    expect(end).toEqual(killed);
    expect(stderr).toBe(
      "netns: this thread cannot leave a network namespace (SyscallError: EPERM: Operation not permitted, setns); ending the process\n",
    );
  });

  kernelTest("when setns has led elsewhere", () => {
    const { stderr, ...end } = strand("elsewhere");
    expect(end).toEqual(killed);
    expect(stderr).toMatch(/cannot leave a network namespace \(it is in net:\[\d+\] instead of net:\[\d+\]\)/);
  });

  kernelTest("when the callback has closed all descriptors", () => {
    const { stderr, ...end } = strand("closed");
    expect(end).toEqual(killed);
    expect(stderr).toContain("cannot leave a network namespace (SyscallError: EBADF: ");
  });

  kernelTest("also in a Worker, and when the callback has thrown", () => {
    const { stderr, ...end } = strand("worker");
    expect(end).toEqual(killed);
    expect(stderr).toContain("cannot leave a network namespace");
  });

  kernelTest("also when V8 has cut the callback short, without its finally blocks", () => {
    const { stderr, ...end } = strand("cut-short");
    expect(end).toEqual(killed);
    expect(stderr).toBe("netns: a callback in another network namespace was cut short; ending the process\n");
  });

  kernelTest("also when nobody listens", () => {
    const { signal, stdout } = strand("refused", { wrapper: ["sh", "-c", 'exec "$@" 2>&-', "sh"] });
    expect({ signal, stdout }).toEqual({ signal: "SIGKILL", stdout: "" });
  });

  kernelTest("also as the first process of a pid namespace, which cannot kill itself", () => {
    const { stderr, ...end } = strand("refused", { wrapper: ["unshare", "--pid", "--fork", "--mount-proc"] });
    expect(end).toEqual({ status: 71, signal: null, stdout: "" });
    expect(stderr).toContain("cannot leave a network namespace");
  });
});
