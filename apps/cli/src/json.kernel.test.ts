import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { kernelTest } from "@netns/testing";
import { describe, expect, vi } from "vitest";
import { environment, netnsIn, netnsPath, printed } from "./fixtures/netns.js";
import { watching } from "./fixtures/watching.js";

describe("-json", () => {
  kernelTest("what was done, for programs", ({ paths }) => {
    const netns = netnsIn(paths);
    expect(netns("-j", "add", "blue")).toEqual(printed('[{"name":"blue"}]\n'));
    expect(netns("-j", "-p", "attach", "green", String(process.pid))).toEqual(
      printed('[ {\n        "name": "green"\n    } ]\n'),
    );
    expect(netns("-j", "set", "blue", "7")).toEqual(printed('[{"name":"blue","id":7}]\n'));
    netns("add", "red");
    expect(netns("-j", "set", "red", "auto")).toEqual(printed('[{"name":"red","id":0}]\n'));
    expect(netns("-j", "identify", String(process.pid))).toEqual(printed('[{"name":"green"}]\n'));
    expect(netns("-j", "pids", "blue")).toEqual(printed("[]\n"));
    expect(JSON.parse(netns("-j", "pids", "green").stdout)).toContainEqual({ pid: process.pid });
    expect(netns("-j", "del", "blue")).toEqual(printed('[{"name":"blue"}]\n'));
    expect(netns("-j", "identify")).toEqual(printed('[{"name":"green"}]\n'));
  });

  kernelTest("-all delete names what is gone, and no other", ({ paths }) => {
    const netns = netnsIn(paths);
    for (const name of ["a", "b"]) netns("add", name);
    mkdirSync(`${paths.runDir}/folder`);
    const { status, stdout } = netns("-j", "-all", "del");
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual([{ name: "b" }, { name: "a" }]);
  });

  kernelTest("a failure prints no JSON", ({ paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    for (const words of [
      ["add", "blue"],
      ["del", "nosuch"],
      ["pids", "nosuch"],
      ["set", "nosuch", "1"],
    ])
      expect(netns("-j", ...words).stdout).toBe("");
  });

  kernelTest("a name that is no UTF-8 has its bytes beside it", ({ paths, runDir }) => {
    mkdirSync(runDir);
    writeFileSync(Buffer.concat([Buffer.from(`${runDir}/x`), Buffer.of(0xff)]), "");
    expect(JSON.parse(netnsIn(paths)("-j", "list").stdout)).toEqual([{ name: "x\ufffd", raw: "78ff", state: "stale" }]);
  });

  kernelTest("under the name ip prints what ip prints", ({ paths, scratch }) => {
    const ip = `${scratch}/ip`;
    symlinkSync(netnsPath, ip);
    const run = (...words: string[]) =>
      spawnSync(ip, ["-j", "netns", ...words], { env: environment(paths.runDir), encoding: "utf8" }).stdout;
    expect(run("add", "blue")).toBe("");
    expect(run("list")).toBe('[{"name":"blue"}]\n');
    expect(run("pids", "blue")).toBe("");
    expect(run("identify")).toBe("\n");
    expect(run("del", "blue")).toBe("");
  });

  kernelTest("monitor prints an object a line", async ({ paths }) => {
    const netns = netnsIn(paths);
    const child = spawn(netnsPath, ["-j", "-t", "monitor"], {
      env: environment(paths.runDir),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const records: Record<string, unknown>[] = [];
    createInterface(child.stdout).on("line", (line) => records.push(JSON.parse(line)));
    try {
      await watching(child.pid);
      netns("add", "blue");
      netns("delete", "blue");
      await vi.waitFor(() => expect(records).toHaveLength(2), 20_000);
    } finally {
      const exit = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await exit;
    }
    expect(records.map(({ event, name }) => [event, name])).toEqual([
      ["add", "blue"],
      ["delete", "blue"],
    ]);
    for (const { time } of records) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});
