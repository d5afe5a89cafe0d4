import { type ChildProcess, spawn as spawnHere } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect, vi } from "vitest";
import { createNamespace } from "./create.js";
import { deleteNamespace } from "./delete.js";
import { findHolders } from "./holders.js";
import type { NamespaceIdentity } from "./identity.js";
import { openNamespace } from "./namespace.js";
import type { Options } from "./paths.js";

function identityOf(name: string, paths: Options): NamespaceIdentity {
  using namespace = openNamespace(name, paths);
  const { device, inode } = namespace;
  return { device, inode };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

kernelTest("the name's own mount, until it is deleted", ({ paths, runDir }) => {
  createNamespace("b lue", paths).close();
  const blue = identityOf("b lue", paths);
  expect(findHolders(blue, paths)).toMatchObject([{ mountPoint: `${runDir}/b lue` }]);
  deleteNamespace("b lue", paths);
  expect(findHolders(blue, paths)).toEqual([]);
});

kernelTest("a process that is in it", async ({ paths, runDir }) => {
  createNamespace("blue", paths).close();
  const blue = identityOf("blue", paths);
  const child = spawnHere("nsenter", [`--net=${runDir}/blue`, "sleep", "60"], { stdio: "ignore" });
  try {
    await vi.waitFor(
      () =>
        expect(findHolders(blue, paths)).toContainEqual({ pid: child.pid, command: "sleep", mountPoint: undefined }),
      20_000,
    );
    deleteNamespace("blue", paths);
    expect(findHolders(blue, paths).map(({ pid }) => pid)).toEqual([child.pid]);
  } finally {
    await end(child);
  }
  await vi.waitFor(() => expect(findHolders(blue, paths)).toEqual([]), 20_000);
});

kernelTest("a mount of it in another mount namespace", async ({ paths, runDir, scratch }) => {
  createNamespace("blue", paths).close();
  const blue = identityOf("blue", paths);
  const held = `${scratch}/held`;
  writeFileSync(held, "");
  const script = 'mount --bind "$0" "$1" && exec sleep 60';
  const child = spawnHere("unshare", ["--mount", "sh", "-c", script, `${runDir}/blue`, held], { stdio: "ignore" });
  try {
    const holder = { pid: child.pid, command: "sleep", mountPoint: held };
    await vi.waitFor(() => expect(findHolders(blue, paths)).toContainEqual(holder), 20_000);
    // It has a copy of the run directory, too.
    expect(findHolders(blue, paths).filter(({ mountPoint }) => mountPoint === `${runDir}/blue`)).toHaveLength(2);
    deleteNamespace("blue", paths);
    expect(findHolders(blue, paths)).toEqual([holder]);
  } finally {
    await end(child);
  }
});
