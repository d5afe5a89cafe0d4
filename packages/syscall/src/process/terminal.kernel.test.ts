import { openSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { TCSANOW } from "../constants/process.js";
import { Fd } from "../fd.js";
import { run } from "./fixtures/child.js";
import { Pty } from "./fixtures/pty.js";
import { isatty, resetTerminalMode, tcgetattr, tcsetattr } from "./terminal.js";

const failure = (code: string, syscall: string) => expect.objectContaining({ code, syscall });

kernelTest("attributes are set again as they were read", () => {
  using terminal = new Pty();
  const before = tcgetattr(terminal.fd);
  run(["stty", "raw", "-echo"], { stdio: [terminal.fd, "pipe", "pipe"] });
  expect(tcgetattr(terminal.fd)).not.toEqual(before);
  tcsetattr(terminal.fd, TCSANOW, before);
  expect(tcgetattr(terminal.fd)).toEqual(before);
  expect(run(["stty", "-a"], { stdio: [terminal.fd, "pipe", "pipe"] }).stdout).toMatch(/ icanon.* echo/s);
});

kernelTest("what is a terminal, and what is not", () => {
  using terminal = new Pty();
  using file = new Fd(openSync("/dev/null", "r"));
  expect(isatty(terminal.fd)).toBe(true);
  expect(isatty(file.fd)).toBe(false);
  expect(isatty(0x7fff_ffff)).toBe(false);
  expect(() => tcgetattr(file.fd)).toThrow(failure("ENOTTY", "tcgetattr"));
  expect(() => tcsetattr(file.fd, TCSANOW, tcgetattr(terminal.fd))).toThrow(failure("ENOTTY", "tcsetattr"));
  expect(() => tcgetattr(0x7fff_ffff)).toThrow(failure("EBADF", "tcgetattr"));
  expect(() => tcsetattr(terminal.fd, 99, tcgetattr(terminal.fd))).toThrow(failure("EINVAL", "tcsetattr"));
});

kernelTest("a terminal that has hung up", () => {
  using terminal = new Pty();
  terminal.hangUp();
  expect(() => tcgetattr(terminal.fd)).toThrow(failure("EIO", "tcgetattr"));
});

kernelTest("attributes of another size never arrive", () => {
  using terminal = new Pty();
  const outOfRange = expect.objectContaining({ code: "ERR_OUT_OF_RANGE" });
  expect(() => tcsetattr(terminal.fd, TCSANOW, new Uint8Array(59))).toThrow(outOfRange);
  expect(() => tcsetattr(terminal.fd, TCSANOW, null as never)).toThrow(
    expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }),
  );
  expect(() => tcgetattr(-1)).toThrow(outOfRange);
});

kernelTest("without a terminal in raw mode there is nothing to reset", () => {
  using terminal = new Pty();
  const before = tcgetattr(terminal.fd);
  resetTerminalMode();
  expect(tcgetattr(terminal.fd)).toEqual(before);
});
