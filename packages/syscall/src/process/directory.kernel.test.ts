import { openSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Fd } from "../fd.js";
import { chroot, fchdir } from "./directory.js";
import { runNode } from "./fixtures/child.js";

const failure = (code: string, syscall: string) => expect.objectContaining({ code, syscall });

kernelTest("a process moves to a directory that is open, and takes another for its root", ({ scratch }) => {
  const code = `
    const { mkdirSync, openSync, readdirSync, readlinkSync } = require("fs");
    const scratch = ${JSON.stringify(scratch)};
    mkdirSync(scratch + "/inside");
    linux.fchdir(openSync(scratch, "r"));
    const here = readlinkSync("/proc/self/cwd");
    linux.chroot(".");
    console.log(here === scratch, readdirSync("/").join(" "));`;
  expect(runNode(code)).toMatchObject({ stdout: "true inside\n", stderr: "" });
});

kernelTest("fails with the reason", ({ scratch }) => {
  using file = new Fd(openSync("/etc/passwd", "r"));
  expect(() => fchdir(file.fd)).toThrow(failure("ENOTDIR", "fchdir"));
  expect(() => fchdir(0x7fff_ffff)).toThrow(failure("EBADF", "fchdir"));
  expect(() => chroot(`${scratch}/missing`)).toThrow(
    expect.objectContaining({ code: "ENOENT", syscall: "chroot", path: `${scratch}/missing` }),
  );
  expect(() => chroot("/etc/passwd")).toThrow(failure("ENOTDIR", "chroot"));
});

kernelTest("wrong arguments never arrive", () => {
  expect(() => fchdir(-1)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  expect(() => chroot(null as never)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }));
  expect(() => chroot("a\0b")).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
});
