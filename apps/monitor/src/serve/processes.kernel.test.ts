import { mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { Processes } from "./processes.js";

/** A process as /proc has it. */
function makeProcess(procDir: string, pid: number, command: string, namespace = "/proc/self/ns/net"): void {
  mkdirSync(`${procDir}/${pid}/ns`, { recursive: true });
  symlinkSync(namespace, `${procDir}/${pid}/ns/net`);
  writeFileSync(`${procDir}/${pid}/comm`, `${command}\n`);
}

function keyOf(path: string): string {
  const { dev, ino } = statSync(path);
  return `${dev}:${ino}`;
}

kernelTest("the processes of a namespace are told, and what they run", async ({ scratch }) => {
  makeProcess(scratch, 12, "twelve");
  makeProcess(scratch, 5, "a\nb");
  makeProcess(scratch, 7, "elsewhere", "/proc/self/ns/mnt");
  const processes = new Processes(scratch);
  expect(await processes.list(keyOf("/proc/self/ns/net"))).toEqual({
    processes: [
      { pid: 5, command: "a\nb" },
      { pid: 12, command: "twelve" },
    ],
    complete: true,
    unreadable: 0,
  });
  expect(await processes.list("4:1")).toEqual({ processes: [], complete: true, unreadable: 0 });
});

kernelTest("of many the first thousand are told", async ({ scratch }) => {
  for (let pid = 1; pid <= 1003; pid++) makeProcess(scratch, pid, "many");
  const { processes, complete } = await new Processes(scratch).list(keyOf("/proc/self/ns/net"));
  expect(processes).toHaveLength(1000);
  expect(processes.at(-1)).toEqual({ pid: 1000, command: "many" });
  expect(complete).toBe(false);
});

kernelTest(
  "/proc is looked through once for all who ask at a time; what has ended meanwhile has no command",
  async ({ scratch }) => {
    makeProcess(scratch, 1, "one");
    const processes = new Processes(scratch);
    const key = keyOf("/proc/self/ns/net");
    const first = processes.list(key);
    rmSync(`${scratch}/1/comm`);
    makeProcess(scratch, 2, "two");
    const one = { processes: [{ pid: 1, command: undefined }], complete: true, unreadable: 0 };
    expect(await Promise.all([first, processes.list(key)])).toEqual([one, one]);
    await expect
      .poll(async () => (await processes.list(key)).processes.map(({ pid }) => pid), { timeout: 20_000 })
      .toEqual([1, 2]);
  },
);
