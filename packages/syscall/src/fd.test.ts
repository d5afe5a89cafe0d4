import { spawnSync } from "node:child_process";
import { closeSync, fstatSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { Fd } from "./fd.js";

test("closing is idempotent, and disposing closes", () => {
  const closer = { closeSync: vi.fn() };
  const fd = new Fd(7, closer);
  {
    using _ = fd;
    expect([fd.fd, fd.closed]).toEqual([7, false]);
  }
  fd.close();
  // Not 7: that may be somebody else's by now.
  expect([fd.fd, fd.closed]).toEqual([-1, true]);
  expect(closer.closeSync.mock.calls).toEqual([[7]]);
});

test("a close that reports an error is not made again: the number may be somebody else's by then", () => {
  const closer = {
    closeSync: vi.fn(() => {
      throw new Error("EIO");
    }),
  };
  const fd = new Fd(7, closer);
  expect(() => fd.close()).toThrow("EIO");
  fd.close();
  expect(closer.closeSync).toHaveBeenCalledTimes(1);
});

test("what closes it is node:fs, or a system's close", () => {
  const number = openSync("/", "r");
  new Fd(number).close();
  expect(() => fstatSync(number)).toThrow("EBADF");
  const close = vi.fn(() => 0);
  new Fd(8, { close }).close();
  expect(close.mock.calls).toEqual([[8]]);
});

test("one that is released is somebody else's to close", () => {
  const number = openSync("/", "r");
  const fd = new Fd(number);
  expect(fd.release()).toBe(number);
  fd.close();
  expect([fd.fd, fd.closed, fd.release()]).toEqual([-1, true, -1]);
  closeSync(number);
});

test.each([-1, 1.5, Number.NaN, 2 ** 31])("%s is no descriptor", (number) => {
  expect(() => new Fd(number)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
});

test("what is no number neither", () => {
  // @ts-expect-error
  expect(() => new Fd("7")).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }));
});

// What it was is read from /proc.
describe.skipIf(process.platform !== "linux")("one that is forgotten", () => {
  const program = fileURLToPath(new URL("../fixtures/forgotten.mjs", import.meta.url));

  /** Warnings of a child that forgets a descriptor in this way, and whether it is still open afterwards. */
  function forget(way: string, env: NodeJS.ProcessEnv = {}) {
    const args = ["--expose-gc", program, fileURLToPath(new URL("../dist/index.js", import.meta.url)), way];
    const { NETNS_DEBUG_FD: _, ...rest } = process.env;
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      encoding: "utf8",
      env: { ...rest, ...env },
    });
    expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
    return JSON.parse(stdout) as {
      fd: number;
      warnings: { code: string; message: string; detail: string }[];
      open: boolean;
    };
  }

  test("is warned about, and stays open", () => {
    const { fd, warnings, open } = forget("open");
    expect(warnings).toEqual([
      {
        code: "NETNS_FD_LEAK",
        message: `file descriptor ${fd} (now /usr) was garbage collected without having been closed`,
        detail: "Set NETNS_DEBUG_FD=1 to see where it was opened.",
      },
    ]);
    expect(open).toBe(true);
  });

  test("with NETNS_DEBUG_FD the warning says where it was opened", () => {
    const { warnings } = forget("open", { NETNS_DEBUG_FD: "1" });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.detail).toMatch(/^It was opened here:\n +at openAndForget \(.*forgotten\.mjs:\d+:\d+\)\n/);
  });

  test("a number that somebody has closed meanwhile is said to be so", () => {
    const { fd, warnings } = forget("closed-behind");
    expect(warnings.map(({ message }) => message)).toEqual([
      `file descriptor ${fd} (no longer open) was garbage collected without having been closed`,
    ]);
  });

  test.each(["close", "using", "release", "later"])("not when it was not: %s", (way) => {
    expect(forget(way).warnings).toEqual([]);
  });

  test("many at once, in one turn of the event loop", () => {
    expect(forget("many").warnings).toHaveLength(200);
  });
});
