import { expect, test } from "vitest";
import { failingSystem } from "./failing-system.js";

test("the nth call fails, the others are made", () => {
  const { system, calls } = failingSystem({ nth: 1, errno: "EMFILE" });
  system.fs.statSync("/");
  expect(() => system.fs.openSync("/", "r")).toThrow(
    expect.objectContaining({ code: "EMFILE", errno: -24, syscall: "open" }),
  );
  system.fs.closeSync(system.fs.openSync("/", "r"));
  expect(calls).toEqual([
    { name: "fs.statSync", failed: false },
    { name: "fs.openSync", failed: true },
    { name: "fs.openSync", failed: false },
    { name: "fs.closeSync", failed: false },
  ]);
});

test("only calls of one name may count", () => {
  const { system } = failingSystem({ call: "fs.closeSync", nth: 0 });
  const fd = system.fs.openSync("/", "r");
  expect(() => system.fs.closeSync(fd)).toThrow("EIO");
  // It was closed all the same.
  expect(() => system.fs.closeSync(fd)).toThrow("EBADF");
});

test("a misspelt errno is an error of the test", () => {
  expect(() => failingSystem({ errno: "ENOTHING" })).toThrow("no such errno: ENOTHING");
});
