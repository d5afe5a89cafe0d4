import { mkdirSync, readSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { close } from "./close.js";
import {
  IN_CLOEXEC,
  IN_CREATE,
  IN_DELETE,
  IN_DELETE_SELF,
  IN_IGNORED,
  IN_ISDIR,
  IN_MASK_ADD,
  IN_MASK_CREATE,
  IN_MOVED_FROM,
  IN_MOVED_TO,
  IN_NONBLOCK,
  IN_ONESHOT,
  IN_ONLYDIR,
} from "./constants/inotify.js";
import { Fd } from "./fd.js";
import { inotifyAddWatch, inotifyInit1, inotifyRmWatch, parseInotifyEvents } from "./inotify.js";
import { withDescriptorLimit } from "./testing/descriptor-limit.js";

const open = () => new Fd(inotifyInit1(IN_NONBLOCK | IN_CLOEXEC), { close });
const failure = (code: string, syscall: string, more?: object) => expect.objectContaining({ code, syscall, ...more });

function read(fd: number) {
  const buffer = Buffer.alloc(65_536);
  return parseInotifyEvents(buffer.subarray(0, readSync(fd, buffer))).map(({ name, ...event }) => ({
    ...event,
    name: Buffer.from(name).toString(),
  }));
}

kernelTest("entries that come, go and are renamed", ({ scratch }) => {
  using inotify = open();
  const watch = inotifyAddWatch(inotify.fd, scratch, IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO);
  const longest = "n".repeat(255);
  writeFileSync(join(scratch, "blue"), "");
  mkdirSync(join(scratch, "folder"));
  renameSync(join(scratch, "blue"), join(scratch, longest));
  rmSync(join(scratch, longest));
  const events = read(inotify.fd);
  const cookie = events[2]?.cookie ?? 0;
  expect(cookie).toBeGreaterThan(0);
  expect(events).toEqual([
    { watch, mask: IN_CREATE, cookie: 0, name: "blue" },
    { watch, mask: IN_CREATE | IN_ISDIR, cookie: 0, name: "folder" },
    { watch, mask: IN_MOVED_FROM, cookie, name: "blue" },
    { watch, mask: IN_MOVED_TO, cookie, name: longest },
    { watch, mask: IN_DELETE, cookie: 0, name: longest },
  ]);
  expect(() => read(inotify.fd)).toThrow(expect.objectContaining({ code: "EAGAIN" }));
});

kernelTest("a watch ends with its directory, when it is removed, and after one event", ({ scratch }) => {
  using inotify = open();
  const folder = join(scratch, "folder");
  const none = { cookie: 0, name: "" };
  mkdirSync(folder);
  const first = inotifyAddWatch(inotify.fd, Buffer.from(folder), IN_DELETE_SELF);
  rmSync(folder, { recursive: true });
  const gone = { ...none, watch: first };
  expect(read(inotify.fd)).toEqual([
    { ...gone, mask: IN_DELETE_SELF },
    { ...gone, mask: IN_IGNORED },
  ]);
  expect(() => inotifyRmWatch(inotify.fd, first)).toThrow(failure("EINVAL", "inotify_rm_watch"));

  const second = inotifyAddWatch(inotify.fd, scratch, IN_CREATE);
  expect(inotifyRmWatch(inotify.fd, second)).toBe(0);
  expect(read(inotify.fd)).toEqual([{ ...none, watch: second, mask: IN_IGNORED }]);

  const third = inotifyAddWatch(inotify.fd, scratch, (IN_CREATE | IN_ONESHOT) >>> 0);
  writeFileSync(join(scratch, "blue"), "");
  writeFileSync(join(scratch, "red"), "");
  expect(read(inotify.fd)).toEqual([
    { watch: third, mask: IN_CREATE, cookie: 0, name: "blue" },
    { ...none, watch: third, mask: IN_IGNORED },
  ]);
});

kernelTest("the same path again is the same watch", ({ scratch }) => {
  using inotify = open();
  const watch = inotifyAddWatch(inotify.fd, scratch, IN_CREATE);
  expect(inotifyAddWatch(inotify.fd, scratch, IN_DELETE | IN_MASK_ADD)).toBe(watch);
  const again = () => inotifyAddWatch(inotify.fd, scratch, IN_CREATE | IN_MASK_CREATE);
  expect(again).toThrow(failure("EEXIST", "inotify_add_watch", { path: scratch }));
  writeFileSync(join(scratch, "blue"), "");
  rmSync(join(scratch, "blue"));
  expect(read(inotify.fd).map(({ mask }) => mask)).toEqual([IN_CREATE, IN_DELETE]);
});

kernelTest("inotify_init1 that fails", () => {
  expect(() => inotifyInit1(1)).toThrow(failure("EINVAL", "inotify_init1"));
  withDescriptorLimit(0, () => expect(() => inotifyInit1(0)).toThrow(failure("EMFILE", "inotify_init1")));
  expect(() => inotifyInit1(Number.NaN)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
});

kernelTest("inotify_add_watch that fails", ({ scratch }) => {
  using inotify = open();
  const path = join(scratch, "none");
  const add = (fd: number, where: string | Uint8Array, mask: number) => () => inotifyAddWatch(fd, where, mask);
  expect(add(inotify.fd, path, IN_CREATE)).toThrow(failure("ENOENT", "inotify_add_watch", { path }));
  writeFileSync(path, "");
  expect(add(inotify.fd, path, IN_CREATE | IN_ONLYDIR)).toThrow(failure("ENOTDIR", "inotify_add_watch", { path }));
  expect(add(inotify.fd, scratch, 0)).toThrow(failure("EINVAL", "inotify_add_watch"));
  expect(add(0x7fff_ffff, scratch, IN_CREATE)).toThrow(failure("EBADF", "inotify_add_watch"));
  expect(add(inotify.fd, "a\0b", IN_CREATE)).toThrow(TypeError);
  for (const mask of [-1, 2 ** 32, 0.5]) {
    expect(add(inotify.fd, scratch, mask)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  }
});

kernelTest("inotify_rm_watch that fails", () => {
  using inotify = open();
  expect(() => inotifyRmWatch(inotify.fd, 1)).toThrow(failure("EINVAL", "inotify_rm_watch"));
  expect(() => inotifyRmWatch(0x7fff_ffff, 1)).toThrow(failure("EBADF", "inotify_rm_watch"));
  expect(() => inotifyRmWatch(-1, 1)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
});

kernelTest("a buffer without room for one event is refused by the kernel, and nothing is lost", ({ scratch }) => {
  using inotify = open();
  inotifyAddWatch(inotify.fd, scratch, IN_CREATE);
  writeFileSync(join(scratch, "blue"), "");
  expect(() => readSync(inotify.fd, Buffer.alloc(16))).toThrow(expect.objectContaining({ code: "EINVAL" }));
  expect(read(inotify.fd).map(({ name }) => name)).toEqual(["blue"]);
});
