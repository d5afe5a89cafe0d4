import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { release } from "node:os";

/** "6.1.176": what tests' expectations are keyed on. */
export const kernelRelease = release();

/** User Mode Linux, an ordinary process: what could bring a real kernel down is tried on this one only. */
export const isUserModeLinux = readFileSync("/proc/cpuinfo", "utf8").includes("User Mode Linux");

/** Root here is root everywhere. In a user namespace some things are refused, with EPERM. */
export const isPrivileged = /^\s*0\s+0\s+4294967295\s*$/.test(readFileSync("/proc/self/uid_map", "utf8"));

/** Whether the kernel is at least this version: "6.7". */
export function kernelAtLeast(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [ownMajor = 0, ownMinor = 0] = kernelRelease.split(/[.-]/).map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

/** Loads a module that the kernel does not load by itself. Where there is none, or nobody may, nothing happens. */
export function loadModule(name: string): void {
  spawnSync("modprobe", ["--quiet", name]);
}
