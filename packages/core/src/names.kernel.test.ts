import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { AF_INET, SOCK_DGRAM } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { attachNamespace, createNamespace, createNamespaces } from "./create.js";
import { deleteNamespace, deleteNamespaces } from "./delete.js";
import { NamespaceError } from "./errors.js";
import { identifyProcess } from "./identify.js";
import { listNames, listNamespaces } from "./list.js";
import { openNamespace } from "./namespace.js";
import { getNsid } from "./nsid.js";
import { openSocket } from "./open-socket.js";
import { listPids } from "./pids.js";
import { setNsid } from "./set-nsid.js";

const STRANGE = [
  ["like an option", "--all"],
  ["like a number", "123"],
  ["more than two dots", "..."],
  ["hidden", ".git"],
  ["blanks", " a  b "],
  ["a tab, a newline, a carriage return", "a\tb\nc\r"],
  ["what a terminal obeys", "\u001b]0;owned\u0007\u001b[2J"],
  ["what JSON escapes", '"\\\b\f\u2028'],
  ["what a shell obeys", "$(reboot);*"],
  ["what mountinfo escapes", "a\\040b #"],
  ["backwards", "\u202egnp.exe"],
  ["255 bytes", "x".repeat(255)],
  ["255 bytes in 128 letters", `${"é".repeat(127)}x`],
  ["half a pair of surrogates", "\ud800x", "\ufffdx"],
  ["no UTF-8", Buffer.from([0xff, 0x20, 0x0a]), "\ufffd \n"],
  ["cut in the middle of a letter", Buffer.from([0x61, 0xc3]), "a\ufffd"],
  ["a slash that is too long", Buffer.from([0xc0, 0xaf]), "\ufffd\ufffd"],
  ["255 bytes of no UTF-8", Buffer.alloc(255, 0xff), "\ufffd".repeat(255)],
] as const;

for (const [what, name, text = String(name)] of STRANGE) {
  kernelTest(`a strange name: ${what}`, ({ paths, runDir }) => {
    const rawName = Buffer.from(name as string);
    const both = { name: text, rawName };
    {
      using made = createNamespace(name, paths);
      expect(made).toMatchObject(both);
      expect(made.names()).toEqual([both]);
      using opened = openNamespace(name, paths);
      expect(opened).toMatchObject(both);
      expect(opened.equals(made)).toBe(true);
    }
    expect(listNames(paths)).toEqual([both]);
    const [entry] = listNamespaces(paths);
    expect(entry).toMatchObject({ ...both, kind: "namespace" });
    expect(JSON.parse(JSON.stringify({ name: entry?.name }))).toEqual({ name: text });
    expect(() => createNamespace(rawName, paths)).toThrow(expect.objectContaining({ code: "EEXIST", rawName }));
    deleteNamespace(name, paths);
    expect(readdirSync(runDir)).toEqual([]);
    const missing = expect.objectContaining({ code: "ENOENT", namespace: text, rawName });
    expect(() => deleteNamespace(name, paths)).toThrow(missing);
  });
}

kernelTest("all strange names at once, as text and as bytes", ({ paths, runDir }) => {
  createNamespaces(
    STRANGE.map(([, name], i) => (i % 2 === 0 ? name : Buffer.from(name as string))),
    paths,
  );
  const raw = STRANGE.map(([, name]) => Buffer.from(name as string)).sort(Buffer.compare);
  const names = listNames({ ...paths, sort: true }).map(({ rawName }) => rawName);
  expect(names).toEqual(raw);
  expect(listNamespaces(paths).every(({ kind }) => kind === "namespace")).toBe(true);
  expect(deleteNamespaces(names, paths)).toEqual([]);
  expect(readdirSync(runDir)).toEqual([]);
});

kernelTest("every name may be bytes", ({ paths }) => {
  const name = Buffer.from([0xfe, 0xff]);
  using blue = createNamespace(name, paths);
  setNsid(name, 7, paths);
  expect(getNsid(name, paths)).toMatchObject({ nsid: 7 });
  expect(listPids(name, paths)).toEqual([]);
  openSocket(name, AF_INET, SOCK_DGRAM, 0, paths).close();
  const other = Buffer.from([0xfd]);
  attachNamespace(other, { path: Buffer.concat([Buffer.from(`${paths.runDir}/`), name]) }, paths).close();
  attachNamespace(Buffer.from([0xfc]), { pid: process.pid }, paths).close();
  expect(identifyProcess("self", paths).map(({ rawName }) => rawName)).toEqual([Buffer.from([0xfc])]);
  expect(new Set(blue.names().map(({ rawName }) => rawName[0]))).toEqual(new Set([0xfe, 0xfd]));
  expect(deleteNamespaces([name, other, new Uint8Array([0xfc])], paths)).toEqual([]);
});

kernelTest("a failure says on which bytes", ({ paths }) => {
  const rawName = Buffer.from([0xff]);
  for (const operation of [
    () => deleteNamespace(rawName, paths),
    () => openNamespace(rawName, paths),
    () => attachNamespace(rawName, { pid: 2 ** 30 }, paths),
  ]) {
    try {
      operation();
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(NamespaceError);
      expect(error).toMatchObject({ namespace: "\ufffd", rawName });
      expect((error as Error).message).toContain("\ufffd");
    }
  }
});

kernelTest("what others have put there under no UTF-8 can be listed and deleted", ({ paths, runDir, scratch }) => {
  mkdirSync(runDir);
  writeFileSync(`${scratch}/precious`, "kept");
  const at = (name: Buffer) => Buffer.concat([Buffer.from(`${runDir}/`), name]);
  writeFileSync(at(Buffer.from([0xff])), "");
  symlinkSync(Buffer.from([0xff]), at(Buffer.from([0xfe])));
  symlinkSync(`${scratch}/precious`, at(Buffer.from([0xfd])));
  symlinkSync(Buffer.from([0xf0, 0x0a]), at(Buffer.from([0xfc])));
  const entries = listNamespaces({ ...paths, sort: true });
  expect(
    entries.map(({ rawName, name, kind, target }) => [rawName[0], name, kind, target && Buffer.from(target)]),
  ).toEqual([
    [0xfc, "\ufffd", "dangling link", Buffer.from([0xf0, 0x0a])],
    [0xfd, "\ufffd", "plain file", Buffer.from(`${scratch}/precious`)],
    [0xfe, "\ufffd", "plain file", Buffer.from([0xff])],
    [0xff, "\ufffd", "plain file", undefined],
  ]);
  expect(
    deleteNamespaces(
      entries.map(({ rawName }) => rawName),
      paths,
    ),
  ).toEqual([]);
  expect(readdirSync(runDir)).toEqual([]);
  expect(readFileSync(`${scratch}/precious`, "utf8")).toBe("kept");
});
