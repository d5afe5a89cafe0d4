import { constants, openSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { F_DUPFD_CLOEXEC, F_GETFD, F_GETFL, F_SETFD, F_SETFL, FD_CLOEXEC } from "../constants/process.js";
import { Fd } from "../fd.js";
import { fcntl } from "./descriptor.js";

const failure = (code: string) => expect.objectContaining({ code, syscall: "fcntl" });
const O_PATH = 0x20_0000;

kernelTest("flags are read, changed, and duplicated", () => {
  using file = new Fd(openSync("/etc/passwd", "r"));
  expect(fcntl(file.fd, F_GETFD, 0)).toBe(FD_CLOEXEC);
  fcntl(file.fd, F_SETFD, 0);
  expect(fcntl(file.fd, F_GETFD, 0)).toBe(0);
  fcntl(file.fd, F_SETFL, constants.O_NONBLOCK);
  expect(fcntl(file.fd, F_GETFL, 0) & constants.O_NONBLOCK).toBe(constants.O_NONBLOCK);
  using copy = new Fd(fcntl(file.fd, F_DUPFD_CLOEXEC, 40));
  expect(copy.fd).toBeGreaterThanOrEqual(40);
  expect(fcntl(copy.fd, F_GETFD, 0)).toBe(FD_CLOEXEC);
});

kernelTest("fails with the reason", () => {
  expect(() => fcntl(0x7fff_ffff, F_GETFD, 0)).toThrow(failure("EBADF"));
  expect(() => fcntl(0, F_DUPFD_CLOEXEC, -1)).toThrow(failure("EINVAL"));
  using path = new Fd(openSync("/", O_PATH));
  expect(() => fcntl(path.fd, F_SETFL, constants.O_NONBLOCK)).toThrow(failure("EBADF"));
});

kernelTest("commands that take an address, and wrong numbers, never arrive", () => {
  const F_GETLK = 5;
  expect(() => fcntl(0, F_GETLK, 0x40_0000)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
  expect(() => fcntl(0, "1" as never, 0)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
  for (const wrong of [-1, Number.NaN, 2 ** 31]) {
    expect(() => fcntl(wrong, F_GETFD, 0)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  }
});
