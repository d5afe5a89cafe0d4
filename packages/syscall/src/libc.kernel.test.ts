import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { bind } from "./libc.js";

const access = bind<[path: string | Uint8Array | null, mode: number]>("int access(const char *path, int mode)");

kernelTest("a function of the C library", () => {
  expect(access("/", 0)).toBe(0);
  expect(access(Buffer.from("/run"), 0)).toBe(0);
  expect(() => access("/missing", 0)).toThrow(
    expect.objectContaining({ code: "ENOENT", errno: -2, syscall: "access", path: "/missing" }),
  );
  expect(() => access("/", 99)).toThrow(expect.objectContaining({ code: "EINVAL", path: "/" }));
  // No pointer is no crash: it is the kernel that reads it.
  expect(() => access(null, 0)).toThrow(expect.objectContaining({ code: "EFAULT" }));
});

kernelTest("a system call that is known by its number alone keeps its name in errors", () => {
  const numbers = { number: { x64: 39, arm64: 172 } };
  expect(bind<[]>("int getpid()", numbers)()).toBe(process.pid);
  const pidfdOpen = bind<[pid: number, flags: number]>("int pidfd_open(int pid, unsigned int flags)", { number: 434 });
  expect(() => pidfdOpen(-1, 0)).toThrow(expect.objectContaining({ code: "EINVAL", syscall: "pidfd_open" }));
});

kernelTest("wrong arguments never reach it", () => {
  const wrong: [unknown, unknown, string][] = [
    ["a\0b", 0, "ERR_INVALID_ARG_VALUE"],
    [5, 0, "ERR_INVALID_ARG_TYPE"],
    ["/", "0", "ERR_INVALID_ARG_TYPE"],
    ["/", Number.NaN, "ERR_OUT_OF_RANGE"],
    ["/", undefined, "ERR_INVALID_ARG_TYPE"],
  ];
  for (const [path, mode, code] of wrong) {
    expect(() => access(path as never, mode as never)).toThrow(expect.objectContaining({ code }));
  }
  expect(() => (access as (path: string) => number)("/")).toThrow(
    'The argument "mode" must be a number, not undefined',
  );
  expect((access as (...args: unknown[]) => number)("/", 0, "one more")).toBe(0);
});

kernelTest("a function that the C library does not have is an error of the first call", () => {
  expect(() => bind<[]>("int no_such_function()")()).toThrow("no_such_function");
});
