import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmdirSync } from "node:fs";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { oracleTest } from "./oracle/stock.js";

const dist = `${import.meta.dirname}/../dist/index.cjs`;
const LOOK = ["cat", "/proc/self/cgroup"] as const;

/** Compares where a command is that leaves, and one that stays. @param inVrf Runs a command in a VRF: what it prints. */
function compare(inVrf: (...words: readonly string[]) => string, options: object): void {
  const theirs = inVrf("ip", "netns", "exec", "blue", ...LOOK);
  for (const call of ["exec", "runAndWait"]) {
    const program = `require(${JSON.stringify(dist)}).${call}("blue", "cat", ["/proc/self/cgroup"], ${JSON.stringify(options)})`;
    expect(inVrf(process.execPath, "-e", program)).toBe(theirs);
  }
  expect(inVrf(...LOOK)).not.toBe(theirs);
}

oracleTest("a command leaves the VRF that it is started in, as ip's does", ({ stock }) => {
  const { options } = stock;
  createNamespace("blue", options).close();
  const { status, stderr } = stock.run("link", "add", "vrf-leave", "type", "vrf", "table", "77");
  // A kernel without them.
  if (status !== 0) return expect(stderr).toMatch("Unknown device type");
  try {
    compare((...words) => stock.print("vrf", "exec", "vrf-leave", ...words), options);
  } finally {
    stock.print("link", "del", "vrf-leave");
    // `ip vrf exec` mounts it where there is none.
    if (spawnSync("umount", ["/run/cgroup2"]).status === 0) rmdirSync("/run/cgroup2");
  }
});

/** A cgroup as `ip vrf exec` makes it, in one of its own, and those above it; undefined where none can be made. */
function makeGroups(): string[] | undefined {
  const [, mount] = /^\S+ (\S+) cgroup2 /m.exec(readFileSync("/proc/self/mounts", "utf8")) ?? [];
  const [, own] = /^0::(.*)$/m.exec(readFileSync("/proc/self/cgroup", "utf8")) ?? [];
  if (mount === undefined || own === undefined) return undefined;
  const top = `${mount}${own}/netns-test-${process.pid}`;
  const groups = [top, `${top}/vrf`, `${top}/vrf/red`];
  try {
    for (const group of groups) mkdirSync(group);
    return groups.reverse();
  } catch {
    return undefined;
  }
}

oracleTest("where the kernel has no VRFs, a cgroup like theirs is left all the same", ({ stock, skip }) => {
  const { options } = stock;
  createNamespace("blue", options).close();
  const groups = makeGroups();
  if (groups === undefined) return skip("no cgroup can be made here");
  try {
    const inVrf = (...words: readonly string[]) => {
      const script = `echo $$ >${groups[0]}/cgroup.procs && exec "$@"`;
      const { stdout, stderr } = spawnSync("sh", ["-c", script, "sh", ...words], { encoding: "utf8" });
      expect(stderr).toBe("");
      return stdout;
    };
    compare(inVrf, options);
  } finally {
    for (const group of groups) rmdirSync(group);
  }
});
