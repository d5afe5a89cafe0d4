import fs, { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linux } from "@netns/syscall";
import { expect, test } from "vitest";
import { leaveVrf } from "./leave-vrf.js";

/** What a process in `cgroup` writes where, as `GROUP PID`, and what it warns of. @param file In each of the groups. */
function leave(cgroup: string | undefined, groups: readonly string[], file = "cgroup.procs"): string[] {
  const mount = mkdtempSync(join(tmpdir(), "netns-vrf-"));
  try {
    for (const group of groups) {
      mkdirSync(`${mount}${group}`, { recursive: true });
      writeFileSync(`${mount}${group}/${file}`, "");
    }
    const files: Readonly<Record<string, string>> = {
      "/proc/self/mounts": `proc /proc proc rw 0 0\ncgroup2 ${mount} cgroup2 rw,nosuid 0 0\n`,
      ...(cgroup !== undefined && { "/proc/self/cgroup": `1:name=systemd:/vrf/no\n0::${cgroup}\n` }),
    };
    const readFile = (path: string) => files[path] ?? readFileSync("/nosuch/file", "utf8");
    const seen: string[] = [];
    const system = { ...linux, fs: { ...fs, readFileSync: readFile } as unknown as typeof fs };
    leaveVrf(system, { onWarning: ({ step, message }) => seen.push(`${step}: ${message}`) });
    const written = groups.map((group) => `${group} ${readFileSync(`${mount}${group}/${file}`, "utf8")}`);
    return [...written.filter((line) => !line.endsWith(" ")), ...seen];
  } finally {
    rmSync(mount, { recursive: true });
  }
}

test("out of a VRF it is the cgroup that VRFs' are in; elsewhere it stays", () => {
  expect(leave("/vrf/red", ["/vrf", "/vrf/red"])).toEqual(["/vrf 0"]);
  expect(leave("/user/me/vrf/red", ["/vrf", "/user/me/vrf"])).toEqual(["/user/me/vrf 0"]);
  expect(leave("/vrf/red/below", ["/vrf", "/vrf/red"])).toEqual(["/vrf 0"]);
  for (const other of ["/", "/vrf", "/vrfs/red", "/user/vrf", undefined]) expect(leave(other, ["/vrf"])).toEqual([]);
});

test("where it cannot, that is a warning in ip's words", () => {
  const why = "leave-vrf: Failed to open cgroups.procs file: No such file or directory.";
  expect(leave("/vrf/red", [])).toEqual([why]);
  expect(leave("/vrf/red", ["/vrf"], "no cgroup")).toEqual([why]);
});
