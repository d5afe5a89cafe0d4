import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Fd } from "./fd.js";
import { linux } from "./system.js";

const O_WRONLY = 1;
const O_CREAT = 0o100;
const O_EXCL = 0o200;
const O_DIRECTORY = 0o20_0000;
/** On aarch64 it has another value. */
const DIRECTORY = process.arch === "arm64" ? 0o4_0000 : O_DIRECTORY;
/** struct linux_dirent64: the length of an entry, and where its name is. */
const LENGTH = 16;
const NAME = 19;

kernelTest("a file is made, close-on-exec, with its mode; once", ({ scratch }) => {
  const path = `${scratch}/file`;
  using file = new Fd(linux.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o640), linux);
  expect(statSync(path).mode & 0o777).toBe(0o640 & ~process.umask());
  expect(readFileSync(`/proc/self/fdinfo/${file.fd}`, "utf8")).toMatch(/^flags:\t0?2/m);
  expect(() => linux.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o640)).toThrow(
    expect.objectContaining({ code: "EEXIST", syscall: "open", path }),
  );
  for (const wrong of [1.5, Number.NaN, "r", undefined]) {
    expect(() => linux.open(path, wrong as number)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }),
    );
  }
  expect(() => linux.open("a\0b", 0)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
});

kernelTest("paths are text or bytes, UTF-8 or not", ({ scratch }) => {
  for (const name of ["plain", "täxt", Buffer.from([0xff, 0x41])]) {
    const path = typeof name === "string" ? `${scratch}/${name}` : Buffer.concat([Buffer.from(`${scratch}/`), name]);
    writeFileSync(path, "");
    using file = new Fd(linux.open(path, 0), linux);
    expect(linux.fstat(file.fd).inode).toBe(statSync(path, { bigint: true }).ino);
  }
});

kernelTest("device and inode are those that node:fs says", () => {
  for (const path of ["/", "/proc/self/status", "/proc/thread-self/ns/net"]) {
    using file = new Fd(linux.open(path, 0), linux);
    const { dev, ino } = linux.fs.fstatSync(file.fd, { bigint: true });
    expect(linux.fstat(file.fd)).toEqual({ device: dev, inode: ino });
  }
  expect(() => linux.fstat(2 ** 30)).toThrow(expect.objectContaining({ code: "EBADF", syscall: "fstat" }));
});

kernelTest("a directory's entries come as the kernel has them, as many as there is room for", ({ scratch }) => {
  const wanted = Array.from({ length: 40 }, (_, i) => `file${i}`);
  for (const name of wanted) writeFileSync(`${scratch}/${name}`, "");
  mkdirSync(`${scratch}/folder`);
  symlinkSync("nowhere", `${scratch}/link`);
  using directory = new Fd(linux.open(scratch, DIRECTORY), linux);
  const buffer = Buffer.alloc(512);
  const names: string[] = [];
  let calls = 0;
  for (;;) {
    const length = linux.getdents64(directory.fd, buffer);
    calls++;
    if (length === 0) break;
    for (let at = 0; at < length; at += buffer.readUInt16LE(at + LENGTH)) {
      names.push(buffer.toString("utf8", at + NAME, buffer.indexOf(0, at + NAME)));
    }
  }
  expect(calls).toBeGreaterThan(2);
  expect(names.sort()).toEqual([".", "..", ...wanted, "folder", "link"].sort());
  expect(() => linux.getdents64(directory.fd, Buffer.alloc(1))).not.toThrow();
  using file = new Fd(linux.open(`${scratch}/file1`, 0), linux);
  expect(() => linux.getdents64(file.fd, buffer)).toThrow(
    expect.objectContaining({ code: "ENOTDIR", syscall: "getdents64" }),
  );
});
