import { expect, test } from "vitest";
import { Fd } from "../fd.js";
import { inNamespace } from "../scoped.js";
import { fails, scriptedSystem } from "./scripted-system.js";

test("values are returned each time, arrays in turn, functions asked", () => {
  const { system, calls, verify } = scriptedSystem({
    setns: 0,
    socket: [5, fails("EMFILE"), 6],
    unshare: (flags: number) => (flags === 0 ? fails("EINVAL") : flags + 1),
    getrlimit: new Error("mine"),
    fs: { readdirSync: () => ["a", "b"], closeSync: undefined },
  });
  expect([system.setns(3, 0), system.setns(4, 0)]).toEqual([0, 0]);
  expect(system.socket(1, 2, 3)).toBe(5);
  expect(() => system.socket(1, 2, 3)).toThrow(
    expect.objectContaining({ name: "SyscallError", code: "EMFILE", errno: -24, syscall: "socket" }),
  );
  expect(verify).toThrow("1 of the script's answers for socket were not asked for");
  expect(system.socket(1, 2, 3)).toBe(6);
  expect(system.unshare(41)).toBe(42);
  expect(() => system.unshare(0)).toThrow("EINVAL");
  expect(() => system.getrlimit(7)).toThrow("mine");
  expect(system.fs.readdirSync("/")).toEqual(["a", "b"]);
  expect(system.fs.closeSync(3)).toBe(undefined);
  expect(calls.map(({ name }) => name)).toEqual([
    ...["setns", "setns", "socket", "socket", "socket", "unshare", "unshare", "getrlimit"],
    ...["fs.readdirSync", "fs.closeSync"],
  ]);
  verify();
});

test("a call that is not in the script is shown, and not forgotten when the program catches it", () => {
  const { system, verify } = scriptedSystem({ setns: [0] });
  expect(() => system.mount("a", new Uint8Array([1, 2]), null, 0, null)).toThrow(
    'the script has no answer for mount("a", <2 bytes 0102>, null, 0, null)',
  );
  expect(verify).toThrow("the script has no answer for mount");
  const short = scriptedSystem({ setns: [0] });
  short.system.setns(3, 0);
  expect(() => short.system.setns(4, 0)).toThrow("the script has only 1 answers for setns(4, 0)");
});

test("what the script returns is used as it is", () => {
  const entries = ["one", null];
  const { system, calls } = scriptedSystem({
    fs: { opendirSync: () => ({ readSync: () => entries.shift(), closeSync() {} }) },
  });
  const directory = system.fs.opendirSync("/");
  expect([directory.readSync(), directory.readSync(), directory.closeSync()]).toEqual(["one", null, undefined]);
  expect(calls).toHaveLength(1);
});

test("a switch there and back, without a kernel", () => {
  const { system, calls, verify } = scriptedSystem({
    open: 9,
    fstat: { device: 4n, inode: 4026531833n },
    setns: [0, 0, fails("ENOMEM"), 0],
    close: undefined,
    fs: { readlinkSync: "net:[4026531833]" },
  });
  using there = new Fd(7, system);
  expect(inNamespace(there, () => "done", system)).toBe("done");
  expect(calls.filter(({ name }) => name === "setns").map(({ args }) => args[0])).toEqual([9, 7, 9, 9]);
  verify();
});

test("a name that no call has is an error of the test", () => {
  // @ts-expect-error It is one of the types too.
  expect(() => scriptedSystem({ setn: 0 })).toThrow("no such call: setn");
  // @ts-expect-error
  expect(() => scriptedSystem({ fs: { open: 0, setns: 0 } })).toThrow("no such call: fs.setns");
  expect(() => fails("ENOTHING")).toThrow("no such errno: ENOTHING");
});
