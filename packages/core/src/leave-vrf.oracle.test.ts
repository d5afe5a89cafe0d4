import { spawnSync } from "node:child_process";
import { rmdirSync } from "node:fs";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { oracleTest } from "./oracle/stock.js";

const dist = `${import.meta.dirname}/../dist/index.cjs`;
const LOOK = ["cat", "/proc/self/cgroup"] as const;

oracleTest("a command leaves the VRF that it is started in, as ip's does", ({ stock }) => {
  const { options } = stock;
  createNamespace("blue", options).close();
  const { status, stderr } = stock.run("link", "add", "vrf-leave", "type", "vrf", "table", "77");
  // A kernel without them.
  if (status !== 0) return expect(stderr).toMatch("Unknown device type");
  try {
    const inVrf = (...words: readonly string[]) => stock.print("vrf", "exec", "vrf-leave", ...words);
    const theirs = inVrf("ip", "netns", "exec", "blue", ...LOOK);
    for (const call of ["exec", "runAndWait"]) {
      const program = `require(${JSON.stringify(dist)}).${call}("blue", "cat", ["/proc/self/cgroup"], ${JSON.stringify(options)})`;
      expect(inVrf(process.execPath, "-e", program)).toBe(theirs);
    }
    expect(inVrf(...LOOK)).not.toBe(theirs);
  } finally {
    stock.print("link", "del", "vrf-leave");
    // `ip vrf exec` mounts it where there is none.
    if (spawnSync("umount", ["/run/cgroup2"]).status === 0) rmdirSync("/run/cgroup2");
  }
});
