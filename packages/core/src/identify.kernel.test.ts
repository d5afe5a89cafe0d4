import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { inNamespace, linux } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { identifyProcess } from "./identify.js";
import { listPids } from "./pids.js";

kernelTest("a process's names, and a name's processes", async ({ runDir }) => {
  using blue = createNamespace("blue", { runDir });
  symlinkSync("blue", `${runDir}/also-blue`);
  writeFileSync(`${runDir}/stale`, "");
  // A child inherits the namespace of the thread that starts it.
  const child = inNamespace(blue, () => spawn("sleep", ["60"], { stdio: "ignore" }));
  try {
    await once(child, "spawn");
    const pid = child.pid ?? 0;
    expect(
      identifyProcess(pid, { runDir })
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["also-blue", "blue"]);
    expect(listPids("blue", { runDir })).toEqual([pid]);
    expect(identifyProcess("self", { runDir })).toEqual([]);
    expect(listPids("stale", { runDir })).toEqual([]);
  } finally {
    child.kill();
    await once(child, "exit");
  }
});

kernelTest("a process that ends while /proc is read", ({ runDir }) => {
  using _blue = createNamespace("blue", { runDir });
  const vanished = Object.assign(new Error("ENOENT: no such file or directory, lstat '/proc/5'"), { code: "ENOENT" });
  // What Node does with an entry of unknown type, which /proc gives for such a process.
  const opendirSync = (): never => {
    throw vanished;
  };
  const system = { ...linux, fs: { ...linux.fs, opendirSync } };
  expect(listPids("blue", { runDir, system })).toEqual([]);
});

kernelTest("a process, or a name, that is not there", ({ runDir }) => {
  mkdirSync(runDir);
  expect(() => identifyProcess(2 ** 30, { runDir })).toThrow(
    "Cannot open network namespace: No such file or directory",
  );
  expect(() => listPids("nosuch", { runDir })).toThrow("Cannot open network namespace: No such file or directory");
});
