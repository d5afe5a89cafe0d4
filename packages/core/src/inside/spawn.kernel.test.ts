import { once } from "node:events";
import { mkdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { createNamespace } from "../create.js";
import { collect } from "./collect.js";
import { spawn } from "./spawn.js";

const text = ({ stdout, stderr, code }: { stdout: Buffer; stderr: Buffer; code: number | null }) => ({
  stdout: stdout.toString(),
  stderr: stderr.toString(),
  code,
});

describe.each([
  ["with mounts of its own", { ownMounts: true }],
  ["with this process's mounts", { ownMounts: false }],
])("%s", (_, mounts) => {
  kernelTest("streams, status, environment, directory", async ({ paths, scratch }) => {
    using blue = createNamespace("blue", paths);
    const script = 'cat; echo "$A $PWD" >&2; readlink /proc/self/ns/net; exit 3';
    const options = { ...paths, ...mounts, input: "in\n", env: { A: "a", PATH: process.env["PATH"] }, cwd: scratch };
    expect(text(await collect("blue", "sh", ["-c", script], options))).toEqual({
      stdout: `in\nnet:[${blue.inode}]\n`,
      stderr: `a ${scratch}\n`,
      code: 3,
    });
    expect(readlinkSync("/proc/thread-self/ns/net")).not.toBe(`net:[${blue.inode}]`);
  });

  kernelTest("a signal, a time limit, an abort", async ({ paths }) => {
    using blue = createNamespace("blue", paths);
    const sleep = (options = {}) => spawn(blue, "sleep", ["60"], { ...paths, ...mounts, stdio: "ignore", ...options });
    const child = sleep();
    await once(child, "spawn");
    expect(readFileSync(`/proc/${child.pid}/comm`, "utf8")).toMatch(/sleep|node|core/);
    child.kill("SIGKILL");
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
    expect(child.kill()).toBe(false);
    const early = sleep();
    expect(early.kill()).toBe(true);
    expect(await once(early, "close")).toEqual([null, "SIGTERM"]);
    expect(await once(sleep({ timeout: 50, killSignal: "SIGKILL" }), "exit")).toEqual([null, "SIGKILL"]);
    const controller = new AbortController();
    const aborted = sleep({ signal: controller.signal });
    await once(aborted, "spawn");
    const failed = once(aborted, "error");
    const closed = new Promise((resolve) => aborted.once("close", (...end) => resolve(end)));
    controller.abort();
    expect(await failed).toMatchObject([{ name: "AbortError", code: "ABORT_ERR" }]);
    expect(await closed).toEqual([null, "SIGTERM"]);
  });

  kernelTest("what cannot be run, and where there is nothing", async ({ paths }) => {
    createNamespace("blue", paths).close();
    const options = { ...paths, ...mounts };
    expect(() => spawn("nosuch", "true", [], options)).toThrow('Cannot open network namespace "nosuch"');
    const failure = expect.objectContaining({ step: "exec", code: "ENOENT", path: "no-such-command" });
    if (mounts.ownMounts) await expect(collect("blue", "no-such-command", [], options)).rejects.toThrow(failure);
    else expect(() => spawn("blue", "no-such-command", [], options)).toThrow(failure);
  });
});

kernelTest("/sys and /etc are the namespace's, and what could not be covered is told", async ({ paths }) => {
  createNamespace("blue", paths).close();
  mkdirSync(`${paths.etcDir}/blue`, { recursive: true });
  writeFileSync(`${paths.etcDir}/blue/hosts`, "192.0.2.7 seven\n");
  writeFileSync(`${paths.etcDir}/blue/no-such-file`, "");
  const mounts = readFileSync("/proc/self/mountinfo", "utf8");
  const { stdout, warnings } = await collect("blue", "sh", ["-c", "cat /etc/hosts; ls /sys/class/net"], paths);
  expect(stdout.toString()).toBe("192.0.2.7 seven\nlo\n");
  expect(warnings.map(({ step, code }) => [step, code])).toEqual([["bind", "ENOENT"]]);
  expect(readFileSync("/proc/self/mountinfo", "utf8")).toBe(mounts);
});
