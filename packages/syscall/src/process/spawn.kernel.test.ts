import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { posixSpawnp } from "./spawn.js";
import { waitpid } from "./wait.js";

const wait = (file: string, ...rest: string[]) => waitpid(posixSpawnp(file, [file, ...rest]));

kernelTest("a child's end is its status or its signal", () => {
  expect(wait("sh", "-c", "exit 3")).toEqual({ code: 3 });
  expect(wait("sh", "-c", "kill -9 $$")).toEqual({ signal: 9, coreDumped: false });
});

kernelTest("a file without #! is run by the shell, as execvp does", ({ scratch }) => {
  const script = join(scratch, "script");
  writeFileSync(script, "exit $#\n");
  chmodSync(script, 0o755);
  expect(wait(script, "one", "two")).toEqual({ code: 2 });
});

kernelTest("words and environment are bytes", ({ scratch }) => {
  const out = join(scratch, "out");
  const argv = ["sh", "-c", `printf "%s|%s" "$A" "$1" >${out}`, "sh", Buffer.from([0xfe])];
  expect(waitpid(posixSpawnp("sh", argv, [Buffer.from([0x41, 0x3d, 0xff])]))).toEqual({ code: 0 });
  expect(readFileSync(out, "latin1")).toBe("\xff|\xfe");
  // Not given: the process's own.
  expect(wait("sh", "-c", 'test "$PATH" = "$0"', process.env["PATH"] ?? "")).toEqual({ code: 0 });
});

kernelTest("a command that cannot be is an error of the spawn", ({ scratch }) => {
  const plain = join(scratch, "plain");
  writeFileSync(plain, "");
  const failure = (code: string, path: string) => expect.objectContaining({ code, syscall: "posix_spawnp", path });
  expect(() => wait("/no/such/command")).toThrow(failure("ENOENT", "/no/such/command"));
  expect(() => wait(plain)).toThrow(failure("EACCES", plain));
  expect(() => wait("true", "x".repeat(200_000))).toThrow(failure("E2BIG", "true"));
});

kernelTest("wrong arguments never arrive", () => {
  const wrongType = expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" });
  for (const wrong of [null, undefined, 5, {}]) {
    expect(() => posixSpawnp(wrong as never, ["x"])).toThrow(wrongType);
    expect(() => posixSpawnp("true", [wrong as never])).toThrow(wrongType);
    expect(() => posixSpawnp("true", wrong as never)).toThrow(wrongType);
  }
  expect(() => posixSpawnp("true", [])).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
});
