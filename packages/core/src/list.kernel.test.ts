import { spawnSync } from "node:child_process";
import { mkdirSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { deleteNamespaces } from "./delete.js";
import { listNamespaces } from "./list.js";
import { listNsids } from "./list-nsids.js";
import { setNsid } from "./set-nsid.js";

kernelTest("no run directory is no names", ({ runDir }) => {
  expect(listNamespaces({ runDir })).toEqual([]);
});

kernelTest("every entry says what it is, and none is waited for", ({ runDir }) => {
  using blue = createNamespace("blue", { runDir });
  setNsid("blue", 42, { runDir });
  mkdirSync(`${runDir}/folder`);
  writeFileSync(`${runDir}/stale`, "");
  symlinkSync("blue", `${runDir}/link`);
  symlinkSync("nowhere", `${runDir}/dangling`);
  spawnSync("mkfifo", [`${runDir}/fifo`]);
  writeFileSync(`${runDir}/mounts`, "");
  spawnSync("mount", ["--bind", "/proc/self/ns/uts", `${runDir}/mounts`]);
  const found = Object.fromEntries(
    listNamespaces({ runDir }).map(({ name, rawName: _, observer, ...rest }) => {
      expect(`net:[${observer.inode}]`).toBe(readlinkSync("/proc/self/ns/net"));
      return [name, rest];
    }),
  );
  const identity = { device: blue.device, inode: blue.inode };
  expect(found).toEqual({
    blue: { kind: "namespace", identity, nsid: 42 },
    link: { kind: "namespace", target: Buffer.from("blue"), identity, nsid: 42 },
    folder: { kind: "directory" },
    stale: { kind: "plain file" },
    dangling: { kind: "dangling link", target: Buffer.from("nowhere") },
    fifo: { kind: "special file" },
    mounts: { kind: "namespace of another kind" },
  });
});

kernelTest("how many names there are is said before any is looked at", ({ runDir }) => {
  for (const name of ["blue", "red"]) createNamespace(name, { runDir }).close();
  const counts: number[] = [];
  const onNames = (count: number) => {
    counts.push(count);
    deleteNamespaces(["red"], { runDir });
  };
  expect(listNamespaces({ runDir, onNames }).map(({ name }) => name)).toEqual(["blue"]);
  expect(counts).toEqual([2]);
});

kernelTest("ids of all names are there, also where the kernel cuts its own list short", ({ runDir }) => {
  const count = 200;
  for (let i = 0; i < count; i++) {
    createNamespace(`n${i}`, { runDir }).close();
    setNsid(`n${i}`, 1000 + i, { runDir });
  }
  expect(listNamespaces({ runDir }).filter(({ nsid }) => nsid !== undefined)).toHaveLength(count);
  // Ids of namespaces that other tests have left to the kernel to end may still be there.
  const ids = listNsids({ runDir }).entries.filter(({ nsid = 0 }) => nsid >= 1000);
  expect(ids).toHaveLength(count);
  expect(ids[0]).toEqual({ nsid: 1000, currentNsid: undefined, names: [{ name: "n0", rawName: Buffer.from("n0") }] });
  expect(ids.map(({ nsid }) => nsid)).toEqual(Array.from({ length: count }, (_, i) => 1000 + i));
  // The sandbox would start a program for each.
  deleteNamespaces(
    ids.flatMap(({ names }) => names.map(({ rawName }) => rawName)),
    { runDir },
  );
});
