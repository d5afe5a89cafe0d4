import { rmdirSync, unlinkSync } from "node:fs";
import { MNT_DETACH } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest, openDescriptors } from "@netns/testing";
import { describe, expect } from "vitest";
import { attachNamespace, createNamespace } from "./create.js";
import { listNames, listNamespaces } from "./list.js";
import { listNsids } from "./list-nsids.js";
import { getNsid } from "./nsid.js";
import { Session } from "./session.js";
import { setNsid } from "./set-nsid.js";

/** The system, and how often it was asked to lock and to open a socket. */
function counting() {
  const { system, calls } = failingSystem();
  const count = (wanted: string) => calls.filter(({ name }) => name === wanted).length;
  return { system, calls: () => ({ locks: count("flock"), sockets: count("socket") }) };
}

kernelTest("one client and one preparation serve all", ({ paths }) => {
  const { system, calls } = counting();
  const before = openDescriptors();
  {
    using session = new Session();
    const options = { ...paths, system, session };
    for (const [index, name] of ["a", "b", "c"].entries()) {
      createNamespace(name, options).close();
      setNsid(name, 1700 + index, options);
      expect(getNsid(name, options).nsid).toBe(1700 + index);
    }
    attachNamespace("d", { pid: process.pid }, options).close();
    expect(listNsids(options).entries.map(({ nsid }) => nsid)).toEqual(expect.arrayContaining([1700, 1701, 1702]));
    // The other socket is for giving ids.
    expect(calls()).toEqual({ locks: 1, sockets: 2 });
    expect(listNamespaces(options).map(({ name }) => name)).toEqual(["d", "c", "b", "a"]);
  }
  expect(openDescriptors()).toEqual(before);
});

kernelTest("without one each operation has its own", ({ paths }) => {
  const { system, calls } = counting();
  createNamespace("a", { ...paths, system }).close();
  createNamespace("b", { ...paths, system }).close();
  getNsid("a", { ...paths, system });
  getNsid("b", { ...paths, system });
  expect(calls()).toEqual({ locks: 2, sockets: 2 });
});

kernelTest("another observer has a client of its own", ({ paths }) => {
  using session = new Session();
  const options = { ...paths, session };
  createNamespace("observer", options).close();
  createNamespace("a", options).close();
  setNsid("a", 1711, options);
  setNsid("a", 1712, { ...options, observer: "observer" });
  expect(getNsid("a", options).nsid).toBe(1711);
  expect(getNsid("a", { ...options, observer: "observer" }).nsid).toBe(1712);
});

describe("the run directory is prepared again", () => {
  kernelTest("when it is gone", ({ paths, runDir }) => {
    using session = new Session();
    const options = { ...paths, session };
    createNamespace("a", options).close();
    failingSystem().system.umount2(`${runDir}/a`, MNT_DETACH);
    failingSystem().system.umount2(runDir, MNT_DETACH);
    unlinkSync(`${runDir}/a`);
    rmdirSync(runDir);
    createNamespace("b", options).close();
    expect(listNames(options).map(({ name }) => name)).toEqual(["b"]);
    failingSystem().system.umount2(runDir, MNT_DETACH);
  });

  kernelTest("when it is another one and when it was forgotten", ({ paths, runDir, scratch }) => {
    const { system, calls } = counting();
    using session = new Session();
    const options = { ...paths, system, session };
    const locksFor = (name: string, where = runDir) => {
      const { locks } = calls();
      createNamespace(name, { ...options, runDir: where }).close();
      return calls().locks - locks;
    };
    expect([locksFor("a"), locksFor("b")]).toEqual([1, 0]);
    expect([locksFor("a", `${scratch}/other`), locksFor("c")]).toEqual([1, 1]);
    session.forgetRunDir();
    expect(locksFor("d")).toBe(1);
    expect(() => createNamespace("d", options)).toThrow("File exists");
    expect(locksFor("e")).toBe(0);
    failingSystem().system.umount2(`${scratch}/other`, MNT_DETACH);
  });
});

kernelTest("closed, it begins anew", ({ paths }) => {
  const { system, calls } = counting();
  const session = new Session();
  const options = { ...paths, system, session };
  createNamespace("a", options).close();
  getNsid("a", options);
  session.close();
  session.close();
  createNamespace("b", options).close();
  getNsid("b", options);
  session.close();
  expect(calls()).toEqual({ locks: 2, sockets: 2 });
});
