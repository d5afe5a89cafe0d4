import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { setSignalMask } from "./signal-mask.js";
import { signalBit } from "./signal-set.js";
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

kernelTest("descriptors become others, also each the other's", ({ scratch }) => {
  const [a, b, out] = ["a", "b", "out"].map((name) => openSync(join(scratch, name), "w+")) as [number, number, number];
  try {
    const script = "echo to-one; echo to-two >&2; echo to-three >&3";
    const run = (...descriptors: number[]) =>
      waitpid(posixSpawnp("sh", ["sh", "-c", script], undefined, { descriptors }));
    expect(run(out, a, b, out)).toEqual({ code: 0 });
    expect(readFileSync(join(scratch, "a"), "utf8")).toBe("to-one\n");
    expect(readFileSync(join(scratch, "b"), "utf8")).toBe("to-two\n");
    expect(readFileSync(join(scratch, "out"), "utf8")).toBe("to-three\n");
  } finally {
    for (const fd of [a, b, out]) closeSync(fd);
  }
  expect(() => posixSpawnp("true", ["true"], undefined, { descriptors: [0, 1, 2, 0x7fff_0000] })).toThrow(
    expect.objectContaining({ code: "EBADF" }),
  );
});

kernelTest("descriptors that stand in each other's place are exchanged", ({ scratch }) => {
  const program = `
    const { openSync, readFileSync } = require("node:fs");
    const { linux } = require(${JSON.stringify(`${import.meta.dirname}/../../dist/index.cjs`)});
    const descriptors = [0, 2, 1];
    const pid = linux.posixSpawnp("sh", ["sh", "-c", "echo out; echo err >&2"], undefined, { descriptors });
    process.exitCode = linux.waitpid(pid).code;`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8", cwd: scratch });
  expect({ stdout, stderr }).toEqual({ stdout: "err\n", stderr: "out\n" });
});

kernelTest("a directory to begin in, a session of its own, and ordinary signals", ({ scratch }) => {
  const file = join(scratch, "out");
  const out = openSync(file, "w");
  const script = 'pwd; read -r pid comm state ppid pgrp sid rest </proc/self/stat; echo "$pgrp $sid"';
  const argv = ["sh", "-c", `${script}; exec grep -e SigBlk -e SigIgn /proc/self/status`];
  const blocked = setSignalMask(signalBit(10));
  try {
    const options = { descriptors: [out, out, out], workingDirectory: scratch };
    const pid = posixSpawnp("sh", argv, undefined, { ...options, newSession: true, ordinarySignals: true });
    expect(waitpid(pid)).toEqual({ code: 0 });
    const zeros = "0".repeat(16);
    const session = `${pid} ${pid}`;
    expect(readFileSync(file, "utf8")).toBe(`${scratch}\n${session}\nSigBlk:\t${zeros}\nSigIgn:\t${zeros}\n`);
  } finally {
    setSignalMask(blocked);
    closeSync(out);
  }
  expect(() => posixSpawnp("true", ["true"], undefined, { workingDirectory: join(scratch, "none") })).toThrow(
    expect.objectContaining({ code: "ENOENT" }),
  );
});
