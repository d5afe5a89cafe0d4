import { readFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { RLIM_INFINITY, RLIMIT_CORE, RLIMIT_NOFILE } from "../constants/process.js";
import { getrlimit, prlimit, setrlimit } from "./resource-limit.js";
import { posixSpawnp } from "./spawn.js";
import { waitpid } from "./wait.js";

const failure = (code: string, syscall: string) => expect.objectContaining({ code, syscall });

kernelTest("limits come back as they were set", () => {
  const before = getrlimit(RLIMIT_NOFILE);
  try {
    setrlimit(RLIMIT_NOFILE, { soft: 64n, hard: before.hard });
    expect(getrlimit(RLIMIT_NOFILE)).toEqual({ soft: 64n, hard: before.hard });
    expect(readFileSync("/proc/self/limits", "utf8")).toMatch(/^Max open files +64 /m);
  } finally {
    setrlimit(RLIMIT_NOFILE, before);
  }
});

kernelTest("another process's limits are read and changed", () => {
  const pid = posixSpawnp("sleep", ["sleep", "60"]);
  try {
    const before = getrlimit(RLIMIT_NOFILE);
    expect(prlimit(pid, RLIMIT_NOFILE)).toEqual(before);
    expect(prlimit(pid, RLIMIT_NOFILE, { soft: 33n, hard: 44n })).toEqual(before);
    expect(prlimit(pid, RLIMIT_NOFILE)).toEqual({ soft: 33n, hard: 44n });
    expect(prlimit(0, RLIMIT_NOFILE)).toEqual(before);
  } finally {
    process.kill(pid);
    waitpid(pid);
  }
});

kernelTest("no limit is RLIM_INFINITY", () => {
  const before = getrlimit(RLIMIT_CORE);
  const shown = /^Max core file size +(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
  expect(before.soft === RLIM_INFINITY ? "unlimited" : String(before.soft)).toBe(shown);
});

kernelTest("what cannot be is refused by the kernel", () => {
  expect(() => getrlimit(99)).toThrow(failure("EINVAL", "getrlimit"));
  expect(() => setrlimit(RLIMIT_NOFILE, { soft: 2n, hard: 1n })).toThrow(failure("EINVAL", "setrlimit"));
  // Beyond fs.nr_open, even for root.
  expect(() => setrlimit(RLIMIT_NOFILE, { soft: 1n, hard: RLIM_INFINITY })).toThrow(failure("EPERM", "setrlimit"));
  expect(() => prlimit(0x7fff_ffff, RLIMIT_NOFILE)).toThrow(failure("ESRCH", "prlimit"));
  expect(() => prlimit(0, 99)).toThrow(failure("EINVAL", "prlimit"));
});

kernelTest("wrong arguments never arrive", () => {
  const outOfRange = expect.objectContaining({ code: "ERR_OUT_OF_RANGE" });
  expect(() => setrlimit(RLIMIT_NOFILE, { soft: -1n, hard: 1n })).toThrow(outOfRange);
  expect(() => setrlimit(RLIMIT_NOFILE, { soft: 1n, hard: 2n ** 64n })).toThrow(outOfRange);
  expect(() => prlimit(-1, RLIMIT_NOFILE)).toThrow(outOfRange);
  expect(() => getrlimit(Number.NaN)).toThrow(outOfRange);
  const wrongType = expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" });
  expect(() => setrlimit(RLIMIT_NOFILE, { soft: 1, hard: 1n } as never)).toThrow(wrongType);
});
