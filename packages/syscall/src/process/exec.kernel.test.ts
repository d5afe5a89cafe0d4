import { chmodSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { execve, execvp } from "./exec.js";
import { runNode } from "./fixtures/child.js";

function executable(path: string, text: string): string {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

const failure = (code: string, syscall: string, path: string) => expect.objectContaining({ code, syscall, path });

describe("execvp", () => {
  // Node's mark would keep standard output from the program.
  const OUTPUT = "linux.fcntl(1, 2, 0);";

  kernelTest("finds the program along PATH", ({ scratch }) => {
    executable(join(scratch, "mine"), '#!/bin/sh\necho "$0 $#"; exit 4');
    const code = `${OUTPUT} process.env.PATH = ${JSON.stringify(`/nowhere:${scratch}:`)} + process.env.PATH; linux.execvp("mine", ["x", "a", "b"])`;
    expect(runNode(code)).toMatchObject({ stdout: `${scratch}/mine 2\n`, status: 4 });
  });

  kernelTest("runs a file in no known format by the shell, with the environment given", ({ scratch }) => {
    const script = executable(join(scratch, "plain"), 'echo "$0 $1 $A"; exit 5\n');
    const call = (more: string) =>
      runNode(`${OUTPUT} process.env.A = "own"; linux.execvp("${script}", ["x", "y"]${more})`);
    expect(call("")).toMatchObject({ stdout: `${script} y own\n`, status: 5 });
    expect(call(', ["A=given"]')).toMatchObject({ stdout: `${script} y given\n`, status: 5 });
  });

  kernelTest("does the same where the C library leaves that to the caller", ({ scratch }) => {
    // As musl's: execve says what is wrong, and the words for the shell are ours.
    const script = executable(join(scratch, "plain"), 'echo "$0 $1"; exit 5\n');
    const code = `${OUTPUT}
      try { linux.execve("${script}", ["x", "y"]); }
      catch (error) { if (error.code === "ENOEXEC") linux.execve("/bin/sh", ["sh", "${script}", "y"]); }`;
    expect(runNode(code)).toMatchObject({ stdout: `${script} y\n`, status: 5 });
  });

  kernelTest("fails with the reason, and the process goes on", ({ scratch }) => {
    const plain = join(scratch, "plain");
    writeFileSync(plain, "");
    expect(() => execvp("/no/such", ["no"])).toThrow(failure("ENOENT", "execvp", "/no/such"));
    expect(() => execvp("no-such-command-anywhere", ["no"])).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(ENOENT|EACCES)$/), errno: expect.any(Number) }),
    );
    expect(() => execvp("", [""])).toThrow(expect.objectContaining({ code: "ENOENT" }));
    expect(() => execvp(plain, ["x"])).toThrow(failure("EACCES", "execvp", plain));
    expect(() => execvp("/etc", ["x"])).toThrow(failure("EACCES", "execvp", "/etc"));
    expect(() => execvp(`${plain}/x`, ["x"])).toThrow(failure("ENOTDIR", "execvp", `${plain}/x`));
    expect(() => execvp("true", ["true", "x".repeat(200_000)])).toThrow(failure("E2BIG", "execvp", "true"));
    expect(() => execvp("true", ["true"], ["x".repeat(200_000)])).toThrow(failure("E2BIG", "execvpe", "true"));
  });

  kernelTest("a million words are too many, not too much", () => {
    expect(() =>
      execvp(
        "true",
        Array.from({ length: 1_000_000 }, () => "x"),
      ),
    ).toThrow(failure("E2BIG", "execvp", "true"));
  });

  kernelTest("wrong arguments never arrive", () => {
    const wrongType = expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" });
    for (const wrong of [null, undefined, 5, {}, [], 5n]) {
      expect(() => execvp(wrong as never, ["x"])).toThrow(wrongType);
      expect(() => execve(wrong as never, ["x"])).toThrow(wrongType);
      expect(() => execvp("/no/such", [wrong as never])).toThrow(wrongType);
      expect(() => execvp("/no/such", ["x"], [wrong as never])).toThrow(wrongType);
    }
    expect(() => execvp("/no/such", [])).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
    expect(() => execvp("/no\0such", ["x"])).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
    expect(() => execve("/no/such", ["x"], "A=1" as never)).toThrow(wrongType);
  });
});

describe("execve", () => {
  kernelTest("takes a path, and an environment", () => {
    const code = 'linux.fcntl(1, 2, 0); linux.execve("/usr/bin/env", ["env"], ["A=1", "B="])';
    expect(runNode(code)).toMatchObject({ stdout: "A=1\nB=\n", status: 0 });
    const own = 'process.env.LATE = "1"; linux.fcntl(1, 2, 0); linux.execve("/usr/bin/env", ["env"])';
    expect(runNode(own).stdout).toContain("LATE=1\n");
    expect(runNode('linux.execve("/usr/bin/env", ["env"], [])')).toMatchObject({ stdout: "", status: 0 });
  });

  kernelTest("fails with the reason, and the process goes on", ({ scratch }) => {
    const script = executable(join(scratch, "plain"), "exit 0\n");
    symlinkSync("loop", join(scratch, "loop"));
    expect(() => execve(script, ["x"])).toThrow(failure("ENOEXEC", "execve", script));
    expect(() => execve("true", ["x"])).toThrow(failure("ENOENT", "execve", "true"));
    expect(() => execve(`${scratch}/loop`, ["x"])).toThrow(failure("ELOOP", "execve", `${scratch}/loop`));
    expect(() => execve(script, ["x"], ["x".repeat(200_000)])).toThrow(failure("E2BIG", "execve", script));
  });
});
