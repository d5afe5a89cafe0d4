import { spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { LOCK_EX, LOCK_NB, LOCK_SH, LOCK_UN } from "./constants/flock.js";
import { Fd } from "./fd.js";
import { flock } from "./flock.js";
import { bind, interruptible } from "./libc.js";

const failure = (code: string) => expect.objectContaining({ code, syscall: "flock" });
const open = (path: string) => new Fd(openSync(path, "a"));

kernelTest("an exclusive lock keeps others out, shared ones only those who want it alone", ({ scratch }) => {
  using first = open(join(scratch, "lock"));
  using second = open(join(scratch, "lock"));
  flock(first.fd, LOCK_EX);
  expect(() => flock(second.fd, LOCK_EX | LOCK_NB)).toThrow(failure("EAGAIN"));
  expect(() => flock(second.fd, LOCK_SH | LOCK_NB)).toThrow(failure("EAGAIN"));
  flock(first.fd, LOCK_SH);
  flock(second.fd, LOCK_SH | LOCK_NB);
  expect(() => flock(second.fd, LOCK_EX | LOCK_NB)).toThrow(failure("EAGAIN"));
  flock(first.fd, LOCK_UN);
  flock(second.fd, LOCK_EX | LOCK_NB);
});

kernelTest("closing the file ends the lock", ({ scratch }) => {
  using second = open(join(scratch, "lock"));
  {
    using first = open(join(scratch, "lock"));
    flock(first.fd, LOCK_EX);
  }
  flock(second.fd, LOCK_EX | LOCK_NB);
});

kernelTest("wrong operations and descriptors", ({ scratch }) => {
  using file = open(join(scratch, "lock"));
  expect(() => flock(file.fd, 0)).toThrow(failure("EINVAL"));
  expect(() => flock(2 ** 30, LOCK_EX)).toThrow(failure("EBADF"));
  for (const wrong of [-1, 0.5, Number.NaN, "3", undefined]) {
    expect(() => flock(wrong as number, LOCK_EX)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }),
    );
    expect(() => flock(file.fd, (wrong === -1 ? 2 ** 31 : wrong) as number)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }),
    );
  }
});

const siginterrupt = bind<[signal: number, flag: number]>("int siginterrupt(int signal, int flag)");

/** Holds the lock, sends us a signal while we wait for it, and gives it up later. */
async function disturbed(lock: string, wait: () => void): Promise<number> {
  // Node asks the kernel to restart calls; without that, as somebody's native code may have it, they end with EINTR.
  let signals = 0;
  const listener = () => signals++;
  process.on("SIGUSR2", listener);
  siginterrupt(constants.signals.SIGUSR2, 1);
  const script = 'echo held; sleep 0.2; kill -USR2 "$PPID"; sleep 0.3';
  // exec: so that PPID is us, whom no flock(1) stands between.
  const child = spawn("sh", ["-c", `exec 9>>"$1"; flock 9; ${script}`, "sh", lock]);
  try {
    await once(child.stdout, "data");
    wait();
    await once(child, "close");
    return signals;
  } finally {
    child.kill();
    process.off("SIGUSR2", listener);
  }
}

kernelTest("a signal does not end the waiting", async ({ scratch }) => {
  const lock = join(scratch, "lock");
  using file = open(lock);
  expect(await disturbed(lock, () => flock(file.fd, LOCK_EX))).toBe(1);
});

kernelTest("unless the caller wants it to", async ({ scratch }) => {
  const lock = join(scratch, "lock");
  using file = open(lock);
  const wait = () => {
    expect(() => interruptible(() => flock(file.fd, LOCK_EX))).toThrow(failure("EINTR"));
  };
  expect(await disturbed(lock, wait)).toBe(1);
});
