import { openSync, readlinkSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { CLONE_NEWNET, CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWUTS } from "./constants/namespace.js";
import { Fd } from "./fd.js";
import { ioctl, setns, unshare } from "./namespace.js";
import { withoutCapabilities } from "./testing/without-capabilities.js";

const OWN = "/proc/thread-self/ns";
const failure = (code: string, syscall: string) => expect.objectContaining({ code, syscall });
const open = (name: string) => new Fd(openSync(`${OWN}/${name}`, "r"));
const where = () => ["net", "uts"].map((name) => readlinkSync(`${OWN}/${name}`));

kernelTest("several namespaces are made at once, and left one by one", () => {
  // One that is ours to return to: in a user namespace the host's is not. Nothing in this process minds.
  unshare(CLONE_NEWUTS);
  const home = where();
  using net = open("net");
  using uts = open("uts");
  try {
    unshare(CLONE_NEWNET | CLONE_NEWUTS);
    const away = where();
    expect(away[0]).not.toBe(home[0]);
    expect(away[1]).not.toBe(home[1]);
  } finally {
    setns(net.fd, CLONE_NEWNET);
    setns(uts.fd, CLONE_NEWUTS);
  }
  expect(where()).toEqual(home);
});

kernelTest("what unshare(2) refuses changes nothing", () => {
  const home = where();
  expect(() => unshare(1)).toThrow(failure("EINVAL", "unshare"));
  // This process has several threads.
  expect(() => unshare(CLONE_NEWUSER)).toThrow(failure("EINVAL", "unshare"));
  for (const wrong of [2 ** 31, -(2 ** 31) - 1, 0.5, Number.NaN, "net", undefined]) {
    expect(() => unshare(wrong as number)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }));
  }
  expect(where()).toEqual(home);
});

kernelTest("what setns(2) refuses changes nothing", () => {
  const home = where();
  using net = open("net");
  using path = new Fd(openSync(`${OWN}/net`, 0x200000));
  using plain = new Fd(openSync("/proc/self/status", "r"));
  // The thread shares its working directory with the others.
  using mounts = open("mnt");
  expect(() => setns(mounts.fd, CLONE_NEWNS)).toThrow(failure("EINVAL", "setns"));
  expect(() => setns(net.fd, CLONE_NEWUTS)).toThrow(failure("EINVAL", "setns"));
  // Several kinds need a pidfd.
  expect(() => setns(net.fd, CLONE_NEWNET | CLONE_NEWUTS)).toThrow(failure("EINVAL", "setns"));
  expect(() => setns(plain.fd, 0)).toThrow(failure("EINVAL", "setns"));
  expect(() => setns(path.fd, CLONE_NEWNET)).toThrow(failure("EBADF", "setns"));
  for (const wrong of [-1, 2 ** 31, 0.5, Number.NaN, "3", undefined, null]) {
    expect(() => setns(wrong as number, CLONE_NEWNET)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }),
    );
  }
  expect(where()).toEqual(home);
});

kernelTest("a request that nobody knows is ENOTTY", () => {
  using net = open("net");
  expect(() => ioctl(net.fd, 0xb7ff)).toThrow(failure("ENOTTY", "ioctl"));
  expect(() => ioctl(2 ** 30, 0xb703)).toThrow(failure("EBADF", "ioctl"));
});

kernelTest("both are for those with CAP_SYS_ADMIN", () => {
  const home = where();
  using net = open("net");
  withoutCapabilities(() => {
    expect(() => setns(net.fd, CLONE_NEWNET)).toThrow(failure("EPERM", "setns"));
    expect(() => unshare(CLONE_NEWNET)).toThrow(failure("EPERM", "unshare"));
  });
  setns(net.fd, CLONE_NEWNET);
  expect(where()).toEqual(home);
});
