import { once } from "node:events";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { identifyProcess } from "./identify.js";
import { spawn } from "./inside/spawn.js";
import { oracleTest } from "./oracle/stock.js";
import { listPids } from "./pids.js";

oracleTest("processes and names as ip finds them", async ({ stock }) => {
  const { options } = stock;
  createNamespace("blue", options).close();
  stock.print("netns", "add", "empty");
  using first = spawn("blue", "sleep", ["60"], { ...options, stdio: "ignore" });
  using second = spawn("blue", "sleep", ["60"], { ...options, stdio: "ignore" });
  await Promise.all([once(first, "spawn"), once(second, "spawn")]);
  const ours = listPids("blue", options);
  expect(ours.map(String)).toEqual(stock.print("netns", "pids", "blue").trim().split("\n"));
  expect(new Set(ours)).toEqual(new Set([first.pid, second.pid]));
  expect(listPids("empty", options).join()).toBe(stock.print("netns", "pids", "empty"));
  for (const pid of [first.pid ?? 0, process.pid]) {
    const names = identifyProcess(pid, options).map(({ name }) => name);
    expect(`${names.join()}\n`).toBe(stock.print("netns", "identify", String(pid)));
  }
  for (const child of [first, second]) {
    child.kill("SIGKILL");
    await once(child, "close");
  }
});

oracleTest("what is not there is said in ip's words", ({ stock }) => {
  const { options } = stock;
  const said = (call: () => unknown): string => {
    try {
      call();
    } catch (error) {
      return `${(error as Error).message}\n`;
    }
    return "nothing";
  };
  const nobody = 2 ** 22 + 1;
  expect(said(() => identifyProcess(nobody, options))).toBe(stock.run("netns", "identify", String(nobody)).stderr);
  expect(said(() => listPids("nosuch", options))).toBe(stock.run("netns", "pids", "nosuch").stderr);
});
