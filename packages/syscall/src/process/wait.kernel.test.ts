import { closeSync, openSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { describe, expect, vi } from "vitest";
import {
  P_PID,
  P_PIDFD,
  RLIMIT_CORE,
  WCONTINUED,
  WEXITED,
  WNOHANG,
  WNOWAIT,
  WSTOPPED,
  WUNTRACED,
} from "../constants/process.js";
import { pidfdOpen } from "../pidfd.js";
import { getrlimit, setrlimit } from "./resource-limit.js";
import { posixSpawnp } from "./spawn.js";
import { waitid, waitpid } from "./wait.js";

const shell = (script: string) => posixSpawnp("sh", ["sh", "-c", script]);
const failure = (code: string, syscall: string) => expect.objectContaining({ code, syscall });

describe("waitpid", () => {
  kernelTest("comes back empty when asked not to wait", () => {
    const pid = shell("exec sleep 60");
    expect(waitpid(pid, WNOHANG)).toBeUndefined();
    process.kill(pid);
    expect(waitpid(pid)).toEqual({ signal: 15, coreDumped: false });
  });

  kernelTest("reports stops and continuations", () => {
    const pid = shell("kill -STOP $$; exec sleep 60");
    expect(waitpid(pid, WUNTRACED)).toEqual({ stopped: 19 });
    process.kill(pid, "SIGCONT");
    expect(waitpid(pid, WCONTINUED)).toEqual({ continued: true });
    process.kill(pid, "SIGKILL");
    expect(waitpid(pid)).toEqual({ signal: 9, coreDumped: false });
  });

  kernelTest("goes on waiting when a signal comes in between", async () => {
    let signals = 0;
    const count = () => signals++;
    process.on("SIGUSR2", count);
    try {
      expect(waitpid(shell(`kill -USR2 ${process.pid}; sleep 0.1; exit 6`))).toEqual({ code: 6 });
      await vi.waitFor(() => expect(signals).toBe(1), { timeout: 20_000 });
    } finally {
      process.off("SIGUSR2", count);
    }
  });

  kernelTest("fails for others' children, a second time, and for unknown options", () => {
    expect(() => waitpid(1)).toThrow(failure("ECHILD", "waitpid"));
    const pid = shell("exit 0");
    expect(() => waitpid(pid, 0x4000)).toThrow(failure("EINVAL", "waitpid"));
    expect(waitpid(pid)).toEqual({ code: 0 });
    expect(() => waitpid(pid)).toThrow(failure("ECHILD", "waitpid"));
  });

  kernelTest("does not wait for just any child", () => {
    for (const wrong of [-1, 0, 1.5, Number.NaN, 2 ** 31]) {
      expect(() => waitpid(wrong)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
    }
  });
});

describe("waitid", () => {
  kernelTest("waits by pid: exited, killed, stopped, continued", () => {
    const exited = shell("exit 200");
    expect(waitid(P_PID, exited, WEXITED | WNOWAIT)).toEqual({ pid: exited, status: { code: 200 } });
    expect(waitid(P_PID, exited, WEXITED)).toEqual({ pid: exited, status: { code: 200 } });

    const pid = shell("kill -STOP $$; exec sleep 60");
    expect(waitid(P_PID, pid, WSTOPPED)).toEqual({ pid, status: { stopped: 19 } });
    expect(waitid(P_PID, pid, WEXITED | WSTOPPED | WNOHANG)).toBeUndefined();
    process.kill(pid, "SIGCONT");
    expect(waitid(P_PID, pid, WCONTINUED)).toEqual({ pid, status: { continued: true } });
    process.kill(pid, "SIGKILL");
    expect(waitid(P_PID, pid, WEXITED)).toEqual({ pid, status: { signal: 9, coreDumped: false } });
  });

  kernelTest("waits by pidfd", () => {
    const pid = shell("exit 7");
    const pidfd = pidfdOpen(pid, 0);
    try {
      expect(waitid(P_PIDFD, pidfd, WEXITED)).toEqual({ pid, status: { code: 7 } });
      expect(() => waitid(P_PIDFD, pidfd, WEXITED)).toThrow(failure("ECHILD", "waitid"));
    } finally {
      closeSync(pidfd);
    }
  });

  kernelTest("says that there was a core dump, where there was one", ({ scratch }) => {
    const before = getrlimit(RLIMIT_CORE);
    setrlimit(RLIMIT_CORE, { soft: before.hard, hard: before.hard });
    try {
      // Whether one is written depends on the system: kernel.core_pattern. Both calls must say the same.
      const pid = shell(`cd ${scratch}; kill -SEGV $$`);
      const event = waitid(P_PID, pid, WEXITED | WNOWAIT);
      expect(event?.status).toEqual({ signal: 11, coreDumped: expect.any(Boolean) });
      expect(waitpid(pid)).toEqual(event?.status);
    } finally {
      setrlimit(RLIMIT_CORE, before);
    }
  });

  kernelTest("fails with the reason", () => {
    const fd = openSync("/", "r");
    try {
      expect(() => waitid(P_PIDFD, fd, WEXITED)).toThrow(failure("EBADF", "waitid"));
    } finally {
      closeSync(fd);
    }
    expect(() => waitid(P_PID, 1, WEXITED)).toThrow(failure("ECHILD", "waitid"));
    expect(() => waitid(P_PID, 1, 0)).toThrow(failure("EINVAL", "waitid"));
  });

  kernelTest("waits for one child only", () => {
    expect(() => waitid(0, 0, WEXITED)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
    expect(() => waitid(P_PID, 0, WEXITED)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
    expect(() => waitid(P_PIDFD, -1, WEXITED)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  });
});
