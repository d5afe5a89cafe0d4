import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { expect } from "vitest";
import { kernelTest } from "./kernel-test.js";
import { leakCheck } from "./leak-check.js";

kernelTest("nothing left is nothing said", async () => {
  const check = await leakCheck();
  closeSync(openSync("/", "r"));
  await check.verify();
});

kernelTest("an open descriptor is named", async () => {
  const check = await leakCheck();
  const fd = openSync("/etc/passwd", "r");
  await expect(check.verify()).rejects.toThrow(`descriptors: new ${fd} -> /etc/passwd`);
  closeSync(fd);
  await check.verify();
});

kernelTest("a process is named, and its end is waited for", async () => {
  const check = await leakCheck();
  const child = spawn("sleep", ["60"], { stdio: "ignore" });
  await expect(check.verify()).rejects.toThrow(`processes: new ${child.pid} sleep`);
  child.kill();
  await check.verify();
});

kernelTest("a mount is named, unless it is in the directory that is left out", async ({ scratch }) => {
  const check = await leakCheck(`${scratch}/ours`);
  for (const name of ["ours", "theirs"]) mkdirSync(`${scratch}/${name}`);
  spawnSync("mount", ["-t", "tmpfs", "tmpfs", `${scratch}/ours`]);
  await check.verify();
  spawnSync("mount", ["-t", "tmpfs", "tmpfs", `${scratch}/theirs`]);
  await expect(check.verify()).rejects.toThrow(`mounts: new / on ${scratch}/theirs`);
});
