import { expect, test } from "vitest";
import { hasCode, SyscallError } from "./errors.js";

test("an error has the shape of Node's own system errors", () => {
  const error = new SyscallError("mount", 17, { path: "/a", dest: Buffer.from("/b") });
  expect(error).toMatchObject({ code: "EEXIST", errno: -17, syscall: "mount", path: "/a", dest: "/b" });
  expect(error.message).toBe("EEXIST: File exists, mount '/a' -> '/b'");
});

test("without a path there is no such field", () => {
  const error = new SyscallError("setns", -22);
  expect(error.message).toBe("EINVAL: Invalid argument, setns");
  expect("path" in error).toBe(false);
});

test("hasCode knows ours, Node's, and nothing else", () => {
  expect(hasCode(new SyscallError("setns", 1), "EPERM")).toBe(true);
  expect(hasCode(Object.assign(new Error("x"), { code: "EPERM" }), "EPERM")).toBe(true);
  expect(hasCode(new Error("EPERM"), "EPERM")).toBe(false);
  expect(hasCode("EPERM", "EPERM")).toBe(false);
});
