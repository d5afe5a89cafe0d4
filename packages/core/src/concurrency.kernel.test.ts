import { readFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { deleteNamespaces } from "./delete.js";
import { member, mountsBelow, race, TURNS } from "./fixtures/crowd.js";
import { listNames, listNamespaces } from "./list.js";

const CROWD = 20;

// The run directory is not there yet: all of them are first callers.
kernelTest(
  `${CROWD} processes add and delete at once: no name is lost, none is mounted twice`,
  { timeout: 300_000 },
  async ({ runDir, paths }) => {
    const said = await race(Array.from({ length: CROWD }, (_, id) => member(runDir, String(id))));
    expect(said).toEqual(said.map(() => "[]"));
    const expected = Array.from(
      { length: CROWD * TURNS },
      (_, i) => `keep-${Math.floor(i / TURNS)}-${i % TURNS}`,
    ).sort();
    const entries = listNamespaces({ ...paths, sort: true });
    expect(entries.map(({ name }) => name)).toEqual(expected);
    expect(new Set(entries.map(({ identity }) => identity?.inode)).size).toBe(expected.length);
    const mounts = mountsBelow(runDir);
    expect(mounts.get(runDir)).toBe(1);
    expect([...mounts.keys()].sort()).toEqual([runDir, ...expected.map((name) => `${runDir}/${name}`)].sort());
    expect(new Set(mounts.values())).toEqual(new Set([1]));
    expect(readFileSync("/proc/self/mountinfo", "utf8")).toMatch(new RegExp(` ${runDir} \\S+ shared:`));
    expect(deleteNamespaces(expected, paths)).toEqual([]);
    expect(listNames(paths)).toEqual([]);
  },
);
