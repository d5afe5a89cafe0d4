import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { netnsPath } from "./fixtures/netns.js";

/** A copy of the built command, without what it has compiled. */
function copyTo(scratch: string) {
  const directory = join(scratch, "dist");
  cpSync(dirname(netnsPath), directory, { recursive: true });
  const parts = join(directory, "parts");
  const compiled = () => readdirSync(parts).filter((name) => name.endsWith(".cache"));
  for (const name of compiled()) rmSync(join(parts, name));
  const run = (words: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
    const env = { ...process.env, ...environment };
    const { status, stdout, stderr } = spawnSync(join(directory, "netns.cjs"), words, { env, encoding: "utf8" });
    return { status, stdout, stderr };
  };
  return { parts, compiled, run, version: (environment?: NodeJS.ProcessEnv) => run(["-V"], environment) };
}

const DONE = { status: 0, stdout: expect.stringMatching(/^netns /), stderr: "" };

kernelTest("what was compiled is kept for the next start", ({ scratch }) => {
  const { compiled, version } = copyTo(scratch);
  expect(version()).toEqual(DONE);
  const kept = compiled();
  expect(kept).toEqual([expect.stringContaining(process.version)]);
  expect(version()).toEqual(DONE);
  expect(compiled()).toEqual(kept);
});

kernelTest("for everybody who may read the command, and without what was not finished", ({ scratch }) => {
  const { parts, compiled, version } = copyTo(scratch);
  const before = process.umask(0o077);
  try {
    expect(version()).toEqual(DONE);
  } finally {
    process.umask(before);
  }
  const [kept = ""] = compiled();
  expect(statSync(join(parts, kept)).mode).toBe(statSync(join(parts, "small.cjs")).mode);
  expect(readdirSync(parts).filter((name) => !/\.c(js|ache)$/.test(name))).toEqual([]);
});

kernelTest("it does without where that is not wanted, or is no good", ({ scratch }) => {
  const { parts, compiled, version } = copyTo(scratch);
  expect(version({ NODE_DISABLE_COMPILE_CACHE: "1" })).toEqual(DONE);
  expect(compiled()).toEqual([]);
  expect(version()).toEqual(DONE);
  const [name = ""] = compiled();
  const path = join(parts, name);
  const { size } = statSync(path);
  const emptyEnd = () => {
    truncateSync(path, size / 2);
    truncateSync(path, size);
  };
  for (const damage of [() => truncateSync(path, 1000), () => writeFileSync(path, "nonsense"), emptyEnd]) {
    damage();
    expect(version()).toEqual(DONE);
    expect(version()).toEqual(DONE);
    expect(statSync(path).size).toBeGreaterThan(size / 2);
  }
});

kernelTest("a part that is not whole is said, and that nothing was done", ({ scratch }) => {
  const { parts, run, version } = copyTo(scratch);
  let part = join(parts, "small.cjs");
  const cannot = (why: string) => ({ status: 1, stdout: "", stderr: `netns: cannot load ${part}: ${why}\n` });
  truncateSync(part, 1000);
  expect(version()).toEqual({ ...cannot(""), stderr: expect.stringMatching(/^netns: cannot load [^\n]+\n$/) });
  truncateSync(part, 0);
  expect(version()).toEqual(cannot("the file is empty"));
  rmSync(part);
  expect(version()).toEqual(cannot(`ENOENT: no such file or directory, open '${part}'`));
  // One that another part asks for.
  part = join(parts, "ask-nsids.cjs");
  truncateSync(part, 0);
  expect(run(["list-id", "nsid", "5"])).toEqual(cannot("the file is empty"));
});
