import { spawnSync } from "node:child_process";
import { mkdirSync, readlinkSync, writeFileSync } from "node:fs";
import { failingSystem } from "@netns/syscall/testing";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "./create.js";
import { isSameNamespace } from "./identity.js";
import { openNamespace } from "./namespace.js";

kernelTest("by name, by path and by process: the same namespace is the same", ({ runDir }) => {
  using created = createNamespace("blue", { runDir });
  using byName = openNamespace("blue", { runDir });
  using byPath = openNamespace({ path: `${runDir}/blue` });
  using own = openNamespace({ pid: process.pid });
  expect(byName.name).toBe("blue");
  expect(isSameNamespace(created, byName) && isSameNamespace(byName, byPath)).toBe(true);
  expect(isSameNamespace(created, own)).toBe(false);
  expect(`net:[${own.inode}]`).toBe(readlinkSync("/proc/self/ns/net"));
});

kernelTest("what is no network namespace is refused, and not waited for", ({ runDir }) => {
  mkdirSync(runDir);
  writeFileSync(`${runDir}/stale`, "");
  spawnSync("mkfifo", [`${runDir}/fifo`]);
  for (const name of ["stale", "fifo"]) {
    expect(() => openNamespace(name, { runDir })).toThrow(
      expect.objectContaining({ step: "open", code: "EINVAL", namespace: name }),
    );
  }
  expect(() => openNamespace({ path: "/proc/self/ns/mnt" })).toThrow(expect.objectContaining({ code: "EINVAL" }));
  expect(() => openNamespace({ pid: 2 ** 30 })).toThrow("Cannot open network namespace: No such file or directory");
  expect(() => openNamespace("../blue", { runDir })).toThrow(
    expect.objectContaining({ code: "ERR_INVALID_NAMESPACE_NAME" }),
  );
});

kernelTest("whichever call fails, nothing stays open", ({ runDir }) => {
  createNamespace("blue", { runDir }).close();
  for (let nth = 0; nth < 4; nth++) {
    const { system } = failingSystem({ nth, errno: "EMFILE" });
    expect(() => openNamespace("blue", { runDir, system })).toThrow(
      expect.objectContaining({ code: "EMFILE", step: "open" }),
    );
  }
});
