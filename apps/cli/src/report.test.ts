import { expect, test } from "vitest";
import { Output } from "./output.js";
import { report } from "./report.js";

/** As libc's and node:fs's errors are. */
const failure = (syscall: string, errno: number) =>
  Object.assign(new Error("not shown"), { code: "unimportant", errno, syscall });
const named = (name: string, message: string) => Object.assign(new Error(message), { name });

function told(error: unknown): { status: number; lines: string[] } {
  const lines: string[] = [];
  const diagnostics = new Output(2);
  Object.defineProperty(diagnostics, "isTerminal", { value: false });
  const status = report(error, [], { diagnostics, paths: {}, warn: (line) => lines.push(line) });
  return { status, lines };
}

test.each([
  ["of no step", failure("close", -5), 1, "close failed: Input/output error"],
  ["to the kernel", failure("sendto", -105), 2, "Cannot talk to rtnetlink: No buffer space available"],
  ["that was not answered", named("RequestTimeoutError", "no answer"), 2, "no answer"],
  ["that was answered with what nobody can read", named("CodecError", "cut"), 2, "cut"],
])("a call %s is said in a sentence", (_, error, status, line) => {
  expect(told(error)).toEqual({ status, lines: [line] });
});

test.each([failure("write", -32), new TypeError("a mistake of ours")])("%s is not for here", (error) => {
  expect(() => told(error)).toThrow(error);
});
