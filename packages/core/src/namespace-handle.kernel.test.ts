import { closeSync, mkdirSync, openSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { inNamespace } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { deleteNamespace } from "./delete.js";
import { identifyProcess } from "./identify.js";
import { type NamespaceSource, openNamespace } from "./namespace.js";
import { listPids } from "./pids.js";

kernelTest("by name, path, process, descriptor and handle: each opens it anew", ({ runDir }) => {
  using created = createNamespace("blue", { runDir });
  symlinkSync("blue", `${runDir}/link`);
  const sources: NamespaceSource[] = [
    "blue",
    Buffer.from("blue"),
    "link",
    { path: `${runDir}/blue` },
    { path: Buffer.from(`${runDir}/link`) },
    { fd: created.fd },
    created,
  ];
  for (const source of sources) {
    using opened = openNamespace(source, { runDir });
    expect(opened.fd).not.toBe(created.fd);
    expect(opened.equals(created)).toBe(true);
    expect(new Set(opened.names().map(({ name }) => name))).toEqual(new Set(["blue", "link"]));
  }
  using own = openNamespace({ pid: process.pid }, { runDir });
  expect(own.equals(created)).toBe(false);
  expect(own.names()).toEqual([]);
});

kernelTest("a handle keeps the namespace alive, also when its name is gone", ({ runDir }) => {
  using blue = createNamespace("blue", { runDir });
  const { inode } = blue;
  deleteNamespace("blue", { runDir });
  expect(inNamespace(blue, () => readlinkSync("/proc/thread-self/ns/net"))).toBe(`net:[${inode}]`);
  expect(blue.names()).toEqual([]);
  using other = createNamespace("blue", { runDir });
  expect(other.equals(blue)).toBe(false);
  expect([other.name, blue.name]).toEqual(["blue", "blue"]);
  expect(blue.names()).toEqual([]);
});

kernelTest("it is closed at the end of its block, and closing it twice is harmless", ({ runDir }) => {
  const blue = createNamespace("blue", { runDir });
  {
    using _ = blue;
    expect(blue.fd).toBeGreaterThan(2);
  }
  expect(blue.fd).toBe(-1);
  blue.close();
  // What it knows it still knows.
  expect(blue.names()).toMatchObject([{ name: "blue" }]);
  using again = openNamespace("blue", { runDir });
  expect(again.equals(blue)).toBe(true);
});

kernelTest("wrong sources", ({ runDir, scratch }) => {
  mkdirSync(runDir);
  mkdirSync(`${runDir}/folder`);
  writeFileSync(`${scratch}/file`, "");
  const file = openSync(`${scratch}/file`, "r");
  const closed = createNamespace("blue", { runDir });
  closed.close();
  const refused = (source: NamespaceSource, code: string) =>
    expect(() => openNamespace(source, { runDir }), String(code)).toThrow(
      expect.objectContaining({ name: "NamespaceError", step: "open", code }),
    );
  refused({ path: `${scratch}/file` }, "EINVAL");
  refused({ path: scratch }, "EINVAL");
  refused({ path: "/proc/self/ns/uts" }, "EINVAL");
  refused({ path: "/dev/null" }, "EINVAL");
  refused({ path: `${scratch}/nosuch` }, "ENOENT");
  refused({ path: "" }, "ENOENT");
  refused({ fd: file }, "EINVAL");
  refused({ fd: 1_000_000 }, "ENOENT");
  refused({ pid: 2 ** 22 + 1 }, "ENOENT");
  refused({ pid: -1 }, "ENOENT");
  refused("folder", "EINVAL");
  refused("nosuch", "ENOENT");
  refused(closed, "EBADF");
  refused({ fd: -1 }, "EBADF");
  closeSync(file);
  const closedHandle = [
    () => listPids(closed, { runDir }),
    () => identifyProcess(closed, { runDir }),
    () => openNamespace(closed, { runDir }),
  ];
  for (const use of closedHandle) {
    expect(use).toThrow(`Cannot open network namespace "blue": Bad file descriptor`);
  }
});

kernelTest("what is no source at all", ({ runDir }) => {
  const names = ["", ".", "..", "/", "a/b", "../blue", `${runDir}/blue`, "a\0b", "x".repeat(256)];
  for (const name of names) {
    expect(() => openNamespace(name, { runDir })).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_NAMESPACE_NAME", message: `Invalid netns name "${name}"` }),
    );
  }
  const numbers = [{ pid: Number.NaN }, { pid: 1.5 }, { fd: Number.NaN }, { fd: 1.5 }];
  for (const source of numbers) expect(() => openNamespace(source, { runDir })).toThrow("is a whole number, not");
  for (const source of [undefined, null, 5, {}, () => {}]) {
    expect(() => openNamespace(source as unknown as NamespaceSource)).toThrow(TypeError);
  }
});
