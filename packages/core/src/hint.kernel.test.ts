import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { linux, MNT_DETACH, MS_BIND, type System } from "@netns/syscall";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { deleteNamespace } from "./delete.js";
import { hintOf } from "./hint.js";
import { listNamespaces } from "./list.js";
import { listNsids } from "./list-nsids.js";
import { openNamespace } from "./namespace.js";
import { getNsid } from "./nsid.js";
import { openSocket } from "./open-socket.js";
import type { Options } from "./paths.js";
import { setNsid } from "./set-nsid.js";

/** The hint to what an operation throws. */
function hint(options: Options, operation: () => unknown, lookAt: Options = options): string | undefined {
  let thrown: unknown;
  try {
    operation();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Error);
  return hintOf(thrown, lookAt);
}

/** A process with these capabilities, in the first user namespace or in another. */
function processWith(effective: bigint, uidMap: string): System {
  const readFileSync = ((path: string, ...rest: []) =>
    path === "/proc/self/uid_map" ? uidMap : linux.fs.readFileSync(path, ...rest)) as typeof linux.fs.readFileSync;
  const capget = () => ({ effective, permitted: effective, inheritable: 0n });
  return { ...linux, capget, fs: { ...linux.fs, readFileSync } };
}

const FIRST = "         0          0 4294967295\n";
const MAPPED = "         0       1000          1\n";
const ALL = 2n ** 41n - 1n;

kernelTest("a missing right: which one, and how to come by it", ({ paths }) => {
  const refused = (effective: bigint, uidMap: string) => {
    const { system } = failingSystem({ call: "unshare", nth: 0, errno: "EPERM" });
    const system2 = processWith(effective, uidMap);
    return hint(paths, () => createNamespace("blue", { ...paths, system }), { ...paths, system: system2 });
  };
  const needed = "CAP_SYS_ADMIN is needed over this user namespace";
  expect(refused(0n, FIRST)).toBe(
    `${needed}: run as root, or in a user namespace (unshare --user --map-root-user --net --mount)`,
  );
  expect(refused(0n, MAPPED)).toMatch(`${needed}, and this user namespace gives no such right: see sysctl`);
  expect(refused(ALL, MAPPED)).toMatch(`${needed}: it belongs to a user namespace where this process has no rights`);
});

kernelTest("which right each operation lacks", ({ paths, runDir }) => {
  createNamespace("blue", paths).close();
  createNamespace("target", paths).close();
  setNsid("target", 4901, paths);
  const weak = { ...paths, system: processWith(0n, FIRST) };
  const lacks = (call: string, operation: (options: Options) => unknown, errno = "EPERM") => {
    const { system } = failingSystem({ call, nth: 0, errno });
    return hint(paths, () => operation({ ...paths, system }), weak)?.split(":")[0];
  };
  expect(lacks("setns", (options) => openSocket("blue", 2, 1, 0, options))).toBe(
    "CAP_SYS_ADMIN is needed over the namespace",
  );
  expect(lacks("socket", (options) => openSocket("blue", 2, 3, 1, options))).toBe(
    "CAP_NET_RAW is needed over the namespace",
  );
  expect(lacks("setns", (options) => getNsid("blue", { ...options, observer: "blue" }))).toBe(
    "CAP_SYS_ADMIN is needed over the namespace",
  );
  expect(lacks("mount", (options) => createNamespace("new", options))).toBe(
    "CAP_SYS_ADMIN is needed over this mount namespace",
  );
  expect(lacks("open", (options) => openNamespace({ pid: 1 }, options), "EACCES")).toBe(
    "CAP_SYS_PTRACE is needed over the process, which is another user's or has more rights",
  );
  expect(lacks("open", (options) => listNamespaces(options), "EACCES")).toBe(`${runDir} is not yours to read`);
  expect(lacks("open", (options) => openNamespace("blue", options), "EMFILE")).toBe(
    "this process has no descriptors left",
  );
});

kernelTest("stale files, taken names, closed handles, paths in a name's place", ({ paths, runDir, scratch }) => {
  const blue = createNamespace("blue", paths);
  blue.close();
  writeFileSync(`${runDir}/stale`, "");
  mkdirSync(`${runDir}/folder`);
  const of = (operation: () => unknown) => hint(paths, operation);
  expect(of(() => openNamespace("stale", paths))).toBe("it is a stale file, without a namespace: delete the name");
  expect(of(() => openSocket("stale", 2, 1, 0, paths))).toBe(
    "it is a stale file, without a namespace: delete the name",
  );
  expect(of(() => openNamespace("folder", paths))).toBe("it is no network namespace (directory)");
  expect(of(() => openNamespace({ path: scratch }, paths))).toBe("it is no network namespace");
  expect(of(() => openNamespace(blue, paths))).toBe("the handle is closed");
  expect(of(() => createNamespace("stale", paths))).toBe(
    "the name is a stale file, without a namespace: delete it first",
  );
  expect(of(() => createNamespace("blue", paths))).toBe("the name is taken: choose another, or delete it first");
  expect(of(() => createNamespace("folder", paths))).toBe(
    "the name is taken, but by no network namespace (directory): choose another, or delete it first",
  );
  symlinkSync("/proc/0/ns/net", `${runDir}/link`);
  expect(of(() => openNamespace("link", paths))).toBe(
    "the name is a link to what is gone, perhaps with its process: delete the name",
  );
  expect(of(() => createNamespace("link", paths))).toMatch(/\(dangling link\)/);
  expect(of(() => deleteNamespace("folder", paths))).toBe("it is a directory: remove it with rmdir");
  expect(of(() => openNamespace(`${runDir}/blue`, paths))).toBe("a path is no name: give it as { path }");
  expect(of(() => openNamespace("nosuch", paths))).toBeUndefined();
  expect(of(() => openNamespace("", paths))).toBeUndefined();
});

kernelTest("what is mounted where it cannot be unmounted", ({ paths, runDir }) => {
  mkdirSync(runDir, { recursive: true });
  for (const name of ["early", "other"]) writeFileSync(`${runDir}/${name}`, "");
  linux.mount("/proc/thread-self/ns/net", `${runDir}/early`, "none", MS_BIND, null);
  // It makes the run directory a mount of its own, with a copy of what is in it: the first lies below.
  createNamespace("blue", paths).close();
  const of = (operation: () => unknown) => hint(paths, operation);
  expect(of(() => deleteNamespace("early", paths))).toMatch(
    /^it is mounted from outside of this user namespace, or in /,
  );
  linux.mount("/proc/self/status", `${runDir}/other`, "none", MS_BIND, null);
  expect(of(() => deleteNamespace("other", paths))).toBe("something is mounted on it: unmount that first");
  for (const path of [`${runDir}/other`, `${runDir}/early`, `${runDir}/blue`, runDir, `${runDir}/early`])
    linux.umount2(path, MNT_DETACH);
});

kernelTest("what the kernel says of ids, and what to do", ({ paths, runDir }) => {
  createNamespace("blue", paths).close();
  createNamespace("green", paths).close();
  writeFileSync(`${runDir}/stale`, "");
  setNsid("blue", 4951, paths);
  const of = (operation: () => unknown) => hint(paths, operation);
  expect(of(() => setNsid("blue", 4952, paths))).toBe("an id stays as long as its namespace and cannot be changed");
  expect(of(() => setNsid("green", 4951, paths))).toMatch('choose another number, or "auto"');
  expect(of(() => setNsid("stale", 4953, paths))).toMatch("it is no network namespace");
  expect(of(() => listNsids({ ...paths, nsid: 4999 }))).toBeUndefined();
});

kernelTest("errors that are not ours have none", () => {
  for (const error of [new Error("x"), undefined, "EPERM", null]) expect(hintOf(error)).toBeUndefined();
});
