import { spawn, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect, vi } from "vitest";
import { environment, netnsIn, netnsPath } from "./fixtures/netns.js";

kernelTest("ends when nobody reads any more, by SIGPIPE as any other program", ({ paths }) => {
  netnsIn(paths)("add", "blue");
  const env = environment(paths.runDir);
  // The reader has ended before there is anything to write.
  const script = 'exec 3> >(:); wait $!; "$1" list >&3; echo $?';
  const listTo = (before: string) =>
    spawnSync("bash", ["-c", before + script, "bash", netnsPath], { env, encoding: "utf8" });
  expect(listTo("")).toMatchObject({ stdout: "141\n", stderr: "" });
  expect(listTo('trap "" PIPE; ')).toMatchObject({ stdout: "0\n", stderr: "" });
});

kernelTest("a full disk is said", ({ paths }) => {
  netnsIn(paths)("add", "blue");
  const env = environment(paths.runDir);
  const { status, stderr } = spawnSync("bash", ["-c", '"$0" list > /dev/full', netnsPath], { env, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 1, stderr: "write error: No space left on device\n" });
});

kernelTest("a batch is done to its end where standard error cannot be written", ({ paths }) => {
  const env = environment(paths.runDir);
  const input = "add a\nadd a\nlist\n";
  const script = '"$0" -force -batch - 2> /dev/full';
  const { status, stdout } = spawnSync("bash", ["-c", script, netnsPath], { env, input, encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "a\n" });
  expect(spawnSync("bash", ["-c", '"$0" nosuch 2> /dev/full', netnsPath], { env }).status).toBe(255);
});

kernelTest("a batch is done to its end on a full disk, which is said then", ({ runDir, paths }) => {
  const env = environment(paths.runDir);
  const input = "add a\nlist\nadd b\n";
  const script = '"$0" -batch - > /dev/full';
  const { status, stderr } = spawnSync("bash", ["-c", script, netnsPath], { env, input, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 1, stderr: "write error: No space left on device\n" });
  expect(readdirSync(runDir).sort()).toEqual(["a", "b"]);
});

/** With nobody who reads descriptor 3, and no SIGPIPE for that. */
const UNREAD = 'trap "" PIPE; exec 3> >(:); wait $!; exec';

kernelTest("a batch is done to its end where nobody reads, and SIGPIPE is ignored", ({ runDir, paths }) => {
  const env = environment(paths.runDir);
  const input = "add a\nlist\nadd a\nadd b\n";
  const words = ["-c", `${UNREAD} "$0" -force -batch - >&3 2>&3`, netnsPath];
  expect(spawnSync("bash", words, { env, input }).status).toBe(1);
  expect(readdirSync(runDir).sort()).toEqual(["a", "b"]);
});

kernelTest("monitor ends where nobody reads, also when SIGPIPE is ignored", async ({ paths }) => {
  const netns = netnsIn(paths);
  const env = environment(paths.runDir);
  const child = spawn("bash", ["-c", `${UNREAD} "$0" monitor >&3`, netnsPath], { env, stdio: "ignore" });
  try {
    let count = 0;
    await vi.waitFor(() => {
      // Nothing shows when it has begun to watch.
      netns("add", `n${count++}`);
      expect(child.exitCode).toBe(0);
    }, 20_000);
  } finally {
    child.kill("SIGKILL");
  }
});
