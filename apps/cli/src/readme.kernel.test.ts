import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { kernelTest, transcripts } from "@netns/testing";
import { expect } from "vitest";
import { environment, netnsPath } from "./fixtures/netns.js";

kernelTest("the README's minute with the command", ({ paths, scratch }) => {
  mkdirSync(`${scratch}/bin`);
  symlinkSync(netnsPath, `${scratch}/bin/netns`);
  const env = environment(paths.runDir);
  env["PATH"] = `${scratch}/bin:${env["PATH"]}`;
  const found = transcripts("../../README.md");
  expect(found.length).toBeGreaterThan(8);
  for (const { command, output } of found) {
    // `ip` is only shown, and not there everywhere; the others must print just this.
    if (/ exec \S+ ip /.test(command)) continue;
    const { stdout, stderr, status } = spawnSync("sh", ["-c", command], { env, encoding: "utf8" });
    expect({ command, stdout, stderr, status }).toEqual({ command, stdout: output, stderr: "", status: 0 });
  }
});
