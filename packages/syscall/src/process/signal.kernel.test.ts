import { readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { SIG_DFL, SIG_IGN, SIGPIPE, SIGXFSZ } from "../constants/signals.js";
import { sigaction, signal } from "./signal-action.js";
import { getSignalMask, setSignalMask } from "./signal-mask.js";
import { signalBit } from "./signal-set.js";

const { SIGHUP, SIGKILL, SIGUSR2 } = constants.signals;
const invalid = (syscall: string) => expect.objectContaining({ code: "EINVAL", syscall });
const outOfRange = expect.objectContaining({ code: "ERR_OUT_OF_RANGE" });
const wrongValue = expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" });

const signalsIn = (text: string, name: string) => BigInt(`0x${new RegExp(`^${name}:\\t(.*)$`, "m").exec(text)?.[1]}`);
const status = (name: string) => signalsIn(readFileSync("/proc/thread-self/status", "utf8"), name);

describe("sigaction", () => {
  kernelTest("tells what the kernel tells", () => {
    for (let number = 1; number <= 64; number++) {
      if (number >= 32 && number <= 34) continue;
      const expected =
        (status("SigIgn") & signalBit(number)) !== 0n
          ? "ignore"
          : (status("SigCgt") & signalBit(number)) !== 0n
            ? "handler"
            : "default";
      expect([number, sigaction(number).disposition]).toEqual([number, expected]);
    }
    expect(sigaction(SIGPIPE)).toMatchObject({ disposition: "ignore", handler: 1n });
    expect(sigaction(SIGXFSZ)).toMatchObject({ disposition: "ignore", handler: 1n });
    expect(sigaction(SIGKILL)).toMatchObject({ disposition: "default", handler: 0n, mask: 0n });
  });

  kernelTest("changes, returns what was, and takes that back: Node's handler works again", async () => {
    let resolve = () => {};
    const arrived = new Promise<void>((done) => {
      resolve = done;
    });
    process.on("SIGUSR2", resolve);
    try {
      const before = sigaction(SIGUSR2, SIG_IGN);
      // libuv: restarts what it interrupts, and blocks everything meanwhile.
      expect(before).toMatchObject({ disposition: "handler", flags: expect.any(Number) });
      expect(before.flags & 0x1000_0000).not.toBe(0);
      expect(before.mask).toBeGreaterThan(0n);
      process.kill(process.pid, "SIGUSR2");
      expect(sigaction(SIGUSR2, before)).toMatchObject({ disposition: "ignore" });
      expect(sigaction(SIGUSR2)).toEqual(before);
      process.kill(process.pid, "SIGUSR2");
      await arrived;
    } finally {
      process.off("SIGUSR2", resolve);
    }
  });

  kernelTest("fails for what cannot be changed or is the C library's", () => {
    expect(() => sigaction(SIGKILL, SIG_IGN)).toThrow(invalid("sigaction"));
    expect(() => sigaction(constants.signals.SIGSTOP, SIG_DFL)).toThrow(invalid("sigaction"));
    expect(() => sigaction(32)).toThrow(invalid("sigaction"));
  });

  kernelTest("sets no address from anywhere else", () => {
    const read = sigaction(SIGHUP);
    for (const wrong of [2, -1, 4096n, { ...read }, { handler: 4096n, mask: 0n, flags: 0 }, "ignore", null]) {
      expect(() => sigaction(SIGHUP, wrong as never)).toThrow(wrongValue);
      expect(() => signal(SIGHUP, wrong as never)).toThrow(wrongValue);
    }
    for (const number of [0, 65, -1, Number.NaN]) expect(() => sigaction(number)).toThrow(outOfRange);
    expect(sigaction(SIGHUP)).toEqual(read);
  });
});

kernelTest("signal sets the default, or ignores", () => {
  signal(SIGUSR2, SIG_IGN);
  expect(status("SigIgn") & signalBit(SIGUSR2)).not.toBe(0n);
  signal(SIGUSR2, SIG_DFL);
  expect(status("SigIgn") & signalBit(SIGUSR2)).toBe(0n);
  expect(() => signal(SIGKILL, SIG_IGN)).toThrow(invalid("sigaction"));
});

describe("the signal mask", () => {
  kernelTest("is as it was set, of the calling thread only", () => {
    const before = getSignalMask();
    const wanted = signalBit(SIGUSR2) | signalBit(64);
    expect(setSignalMask(wanted)).toBe(before);
    try {
      expect(getSignalMask()).toBe(wanted);
      expect(status("SigBlk")).toBe(wanted);
      const threads = readdirSync("/proc/self/task").filter((tid) => Number(tid) !== process.pid);
      expect(threads.length).toBeGreaterThan(0);
      for (const tid of threads)
        expect(signalsIn(readFileSync(`/proc/self/task/${tid}/status`, "utf8"), "SigBlk")).not.toBe(wanted);
    } finally {
      expect(setSignalMask(before)).toBe(wanted);
    }
    expect(status("SigBlk")).toBe(before);
  });

  kernelTest("leaves out what cannot be blocked", () => {
    const before = setSignalMask(2n ** 64n - 1n);
    const after = setSignalMask(before);
    expect(after & (signalBit(SIGKILL) | signalBit(constants.signals.SIGSTOP))).toBe(0n);
    expect(after & signalBit(SIGHUP)).not.toBe(0n);
  });

  kernelTest("is 64 bits", () => {
    expect(() => setSignalMask(-1n)).toThrow(outOfRange);
    expect(() => setSignalMask(2n ** 64n)).toThrow(outOfRange);
    expect(() => setSignalMask(1 as never)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }));
  });
});
