import { closeSync } from "node:fs";
import { expect, test } from "vitest";
import { hasCode, isSystemCallFailure, quietly, SyscallError } from "./errors.js";

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

test("a system call's failure is ours or Node's, and nothing else", () => {
  expect(isSystemCallFailure(new SyscallError("setns", 1))).toBe(true);
  expect(() => closeSync(0x7fff_ffff)).toThrow(expect.toSatisfy(isSystemCallFailure));
  expect(isSystemCallFailure(Object.assign(new Error("x"), { code: "EPERM" }))).toBe(false);
  expect(isSystemCallFailure({ code: "EPERM", errno: -1 })).toBe(false);
});

test("what the system refuses is passed over quietly, and mistakes are not", () => {
  const calls: string[] = [];
  quietly(() => calls.push("done"));
  quietly(() => closeSync(0x7fff_ffff));
  expect(calls).toEqual(["done"]);
  expect(() => quietly(() => closeSync("0" as unknown as number))).toThrow(TypeError);
});
