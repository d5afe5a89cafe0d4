import { describe, expect, test } from "vitest";
import { failingSystem } from "./failing-system.js";
import { scriptedSystem } from "./scripted-system.js";

test("the nth call fails, the others are made", () => {
  const { system, calls } = failingSystem({ nth: 1, errno: "EMFILE" });
  system.fs.statSync("/");
  expect(() => system.fs.openSync("/", "r")).toThrow(
    expect.objectContaining({ code: "EMFILE", errno: -24, syscall: "open" }),
  );
  const fd = system.fs.openSync("/", "r");
  system.fs.closeSync(fd);
  expect(calls).toEqual([
    { name: "fs.statSync", args: ["/"], failed: false },
    { name: "fs.openSync", args: ["/", "r"], failed: true },
    { name: "fs.openSync", args: ["/", "r"], failed: false },
    { name: "fs.closeSync", args: [fd], failed: false },
  ]);
});

test("only calls of one name may count", () => {
  const { system } = failingSystem({ call: "fs.closeSync", nth: 0 });
  const fd = system.fs.openSync("/", "r");
  expect(() => system.fs.closeSync(fd)).toThrow("EIO");
  // It was closed all the same.
  expect(() => system.fs.closeSync(fd)).toThrow("EBADF");
});

describe("an open directory", () => {
  test("its calls count too", () => {
    const { system, calls } = failingSystem({ call: "fs.opendirSync().readSync", nth: 1, errno: "EBADF" });
    const directory = system.fs.opendirSync("/");
    expect(directory.readSync()?.name).toEqual(expect.any(String));
    expect(() => directory.readSync()).toThrow(expect.objectContaining({ code: "EBADF", syscall: "scandir" }));
    directory.closeSync();
    expect(calls.map(({ name }) => name)).toEqual([
      "fs.opendirSync",
      "fs.opendirSync().readSync",
      "fs.opendirSync().readSync",
      "fs.opendirSync().closeSync",
    ]);
  });

  test("is closed before its close fails", () => {
    const { system } = failingSystem({ call: "fs.opendirSync().closeSync", nth: 0 });
    const directory = system.fs.opendirSync("/");
    expect(() => directory.closeSync()).toThrow("EIO");
    expect(() => directory.closeSync()).toThrow(expect.objectContaining({ code: "ERR_DIR_CLOSED" }));
  });
});

test("several calls fail when one fake stands on another", () => {
  const nothing = scriptedSystem({ setns: 0 }).system;
  const first = failingSystem({ call: "setns", nth: 0, errno: "EINTR", base: nothing });
  const { system } = failingSystem({ call: "setns", nth: 1, errno: "ENOMEM", base: first.system });
  expect(() => system.setns(3, 0)).toThrow("EINTR");
  expect(() => system.setns(3, 0)).toThrow("ENOMEM");
  expect(system.setns(3, 0)).toBe(0);
});

test("a copy with a call of one's own still counts the others", () => {
  const { system, calls } = failingSystem({ base: scriptedSystem({ setns: 0 }).system });
  const copy = { ...system, unshare: () => 7 };
  expect([copy.setns(3, 0), copy.unshare()]).toEqual([0, 7]);
  expect(calls).toEqual([{ name: "setns", args: [3, 0], failed: false }]);
});

test.each([
  [{ errno: "ENOTHING" }, "no such errno: ENOTHING"],
  [{ call: "openSync" }, "no such call: openSync"],
  [{ call: "fs.setns" }, "no such call: fs.setns"],
])("what is misspelt is an error of the test: %o", (failure, message) => {
  expect(() => failingSystem(failure)).toThrow(message);
});
