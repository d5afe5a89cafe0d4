import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { linux, type System } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace, createNamespaces } from "./create.js";
import { deleteNamespace } from "./delete.js";
import { type EntryKind, hasRunDir, listNames, listNamespaces } from "./list.js";
import { namesOf } from "./names-of.js";
import type { Options } from "./paths.js";

const kinds = (options: Options): Record<string, EntryKind> =>
  Object.fromEntries(listNamespaces(options).map(({ name, kind }) => [name, kind]));

kernelTest("sockets, devices, terminals: none is waited for", async ({ runDir }) => {
  mkdirSync(runDir);
  spawnSync("mkfifo", ["-m", "000", `${runDir}/closed-fifo`]);
  const server = createServer().listen(`${runDir}/socket`);
  await once(server, "listening");
  // Where an ordinary user makes it, a device has to be borrowed.
  for (const device of ["null", "tty", "ptmx"]) {
    writeFileSync(`${runDir}/${device}`, "");
    spawnSync("mount", ["--bind", `/dev/${device}`, `${runDir}/${device}`]);
  }
  symlinkSync("self", `${runDir}/self`);
  symlinkSync("/proc/self/ns/mnt", `${runDir}/mounts`);
  symlinkSync("/", `${runDir}/root`);
  const found = kinds({ runDir });
  server.close();
  await once(server, "close");
  expect(found).toEqual({
    "closed-fifo": "special file",
    socket: "special file",
    null: "special file",
    tty: "special file",
    ptmx: "special file",
    self: "dangling link",
    mounts: "namespace of another kind",
    root: "directory",
  });
});

kernelTest(
  "a link out of the run directory: what it leads to is shown, and stays when it is deleted",
  ({ runDir, scratch }) => {
    const elsewhere = { runDir: `${scratch}/elsewhere` };
    using blue = createNamespace("blue", elsewhere);
    mkdirSync(runDir);
    symlinkSync("../elsewhere/blue", `${runDir}/link`);
    symlinkSync(readlinkSync("/proc/self/ns/net"), `${runDir}/dangling`);
    expect(listNamespaces({ runDir, sort: true })).toMatchObject([
      { name: "dangling", kind: "dangling link" },
      {
        name: "link",
        kind: "namespace",
        target: Buffer.from("../elsewhere/blue"),
        identity: { device: blue.device, inode: blue.inode },
      },
    ]);
    deleteNamespace("link", { runDir });
    deleteNamespace("dangling", { runDir });
    expect(readdirSync(runDir)).toEqual([]);
    expect(statSync(`${elsewhere.runDir}/blue`, { bigint: true }).ino).toBe(blue.inode);
  },
);

kernelTest("the directory's own order, or sorted by bytes", ({ runDir }) => {
  const names = ["b", "B", "a", "ä", "10", "9", "\u{1f600}", "\uffee"];
  createNamespaces(names, { runDir });
  const own = spawnSync("ls", ["-U", "--quoting-style=literal", "--show-control-chars", runDir], { encoding: "utf8" });
  expect(listNames({ runDir }).map(({ name }) => name)).toEqual(own.stdout.trim().split("\n"));
  const sorted = ["10", "9", "B", "a", "b", "ä", "\uffee", "\u{1f600}"];
  expect(listNames({ runDir, sort: true }).map(({ name }) => name)).toEqual(sorted);
  expect(listNamespaces({ runDir, sort: true }).map(({ name }) => name)).toEqual(sorted);
});

kernelTest("names that are not UTF-8 are listed by their bytes, and deleted by them", ({ runDir }) => {
  const raw = [Buffer.from([0xff, 0x41]), Buffer.from([0xfe, 0x41])];
  createNamespaces(raw, { runDir });
  const listed = listNamespaces({ runDir, sort: true });
  expect(listed.map(({ name }) => name)).toEqual(["\ufffdA", "\ufffdA"]);
  expect(listed.map(({ rawName }) => [...rawName])).toEqual([
    [0xfe, 0x41],
    [0xff, 0x41],
  ]);
  for (const { rawName } of listed) deleteNamespace(rawName, { runDir });
  expect(listNames({ runDir })).toEqual([]);
});

kernelTest("a name that goes while the list is made is left out; what cannot be opened may be alive", ({ runDir }) => {
  createNamespaces(["blue", "green"], { runDir });
  const shown = (system: System) =>
    listNamespaces({ runDir, sort: true, system }).map(({ name, kind }) => `${name}: ${kind}`);
  // The first is the run directory's.
  const { system } = failingSystem({ call: "open", nth: 1, errno: "EACCES" });
  expect(shown(system)).toEqual(["blue: unreadable", "green: namespace"]);
  const open: typeof linux.open = (path, ...rest) => {
    if (String(path) === `${runDir}/blue`) deleteNamespace("blue", { runDir });
    return linux.open(path, ...rest);
  };
  expect(shown({ ...linux, open })).toEqual(["green: namespace"]);
});

kernelTest("where there is no descriptor or memory left nobody claims to know what an entry is", ({ runDir }) => {
  using blue = createNamespace("blue", { runDir });
  for (const errno of ["EMFILE", "ENFILE", "ENOMEM"]) {
    const open = failingSystem({ call: "open", nth: 1, errno });
    expect(() => listNamespaces({ runDir, system: open.system })).toThrow(
      expect.objectContaining({ name: "NamespaceError", step: "open", namespace: "blue", code: errno }),
    );
    const directory = failingSystem({ call: "open", nth: 0, errno });
    expect(() => hasRunDir({ runDir, system: directory.system })).toThrow(
      expect.objectContaining({ name: "NamespaceError", step: "read-run-dir", code: errno }),
    );
    const stat = failingSystem({ call: "fs.statSync", nth: 0, errno });
    expect(() => namesOf(blue, { runDir, system: stat.system })).toThrow(
      expect.objectContaining({ name: "NamespaceError", step: "stat", code: errno }),
    );
  }
});
