import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { System } from "@netns/syscall";
import { type FaultOutcome, failingSystem, faultSweep } from "@netns/syscall/testing";
import { kernelTest, openDescriptors, threadNamespaces } from "@netns/testing";
import { describe, expect } from "vitest";
import { attachNamespace, createNamespace, createNamespaces } from "./create.js";
import { deleteNamespace, deleteNamespaces } from "./delete.js";
import { NamespaceError } from "./errors.js";
import { listNames, listNamespaces } from "./list.js";
import { type Namespace, openNamespace } from "./namespace.js";

/** What an operation must leave as it was. */
function state() {
  return {
    threads: threadNamespaces(),
    // Their ids are new with each mount.
    mounts: readFileSync("/proc/self/mountinfo", "utf8")
      .split("\n")
      .map((line) => line.split(" ").slice(3, 6).join(" ")),
    // Of namespaces; Node opens and closes others in its own time.
    namespaces: openDescriptors().filter((line) => /-> net:|netns/.test(line)),
    cwd: process.cwd(),
    umask: readFileSync("/proc/thread-self/status", "utf8").match(/^Umask:.*$/m)?.[0],
  };
}

/** A failure is typed, says with which step, and is the failing call's. */
function expectTyped({ fault, ...outcome }: FaultOutcome<unknown>): void {
  if (outcome.status === "returned") return;
  expect(outcome.error).toBeInstanceOf(NamespaceError);
  expect(outcome.error).toMatchObject({ code: fault?.errno, step: expect.any(String), cause: expect.any(Error) });
}

describe("whichever call fails", () => {
  const ways: [string, (system: System, runDir: string) => Namespace | undefined][] = [
    ["create", (system, runDir) => createNamespace("blue", { runDir, system })],
    ["create, loopback up", (system, runDir) => createNamespace("blue", { runDir, system, loopbackUp: true })],
    ["create many", (system, runDir) => void createNamespaces(["blue", "green"], { runDir, system })],
    ["attach a process", (system, runDir) => attachNamespace("blue", { pid: process.pid }, { runDir, system })],
    ["attach a path", (system, runDir) => attachNamespace("blue", { path: "/proc/self/ns/net" }, { runDir, system })],
  ];
  for (const [what, operation] of ways) {
    kernelTest(`${what}: no name, no namespace, no mount is left`, async ({ runDir }) => {
      createNamespace("first", { runDir }).close();
      const before = state();
      const report = await faultSweep((system) => operation(system, runDir), {
        verify(outcome) {
          expectTyped(outcome);
          if (outcome.status === "returned") {
            outcome.value?.close();
            for (const name of ["blue", "green"]) deleteNamespaces([name], { runDir });
          }
          expect(readdirSync(runDir)).toEqual(["first"]);
          expect(state()).toEqual(before);
        },
      });
      expect(report.calls.length).toBeGreaterThan(8);
      expect(report.threw).toBeGreaterThan(report.calls.length);
    });

    kernelTest(`${what}: a first one leaves the run directory whole or not at all`, async ({ runDir }) => {
      const before = state();
      const { system: real } = failingSystem();
      await faultSweep((system) => operation(system, runDir), {
        errnos: ["EPERM", "EMFILE"],
        verify(outcome) {
          expectTyped(outcome);
          if (outcome.status === "returned") {
            outcome.value?.close();
            for (const name of ["blue", "green"]) deleteNamespaces([name], { runDir });
          }
          if (existsSync(runDir)) {
            expect(readdirSync(runDir)).toEqual([]);
            const mounts = readFileSync("/proc/self/mountinfo", "utf8").split("\n");
            expect(mounts.filter((line) => line.includes(` ${runDir} `))).toEqual([expect.stringMatching(/ shared:/)]);
            real.umount2(runDir, 0);
            real.fs.rmdirSync(runDir);
          }
          expect(state()).toEqual(before);
        },
      });
    });
  }

  kernelTest("attach a descriptor", async ({ runDir }) => {
    using ns = createNamespace("first", { runDir });
    const before = state();
    await faultSweep((system) => attachNamespace("blue", ns, { runDir, system }), {
      verify(outcome) {
        expectTyped(outcome);
        if (outcome.status === "returned") {
          expect(outcome.value.equals(ns)).toBe(true);
          outcome.value.close();
          deleteNamespace("blue", { runDir });
        }
        expect(readdirSync(runDir)).toEqual(["first"]);
        expect(state()).toEqual(before);
      },
    });
  });

  kernelTest("delete: the name is gone, or still is the namespace's", async ({ runDir }) => {
    using ns = createNamespace("blue", { runDir });
    const before = state();
    const report = await faultSweep((system) => deleteNamespace("blue", { runDir, system }), {
      verify(outcome) {
        expectTyped(outcome);
        if (outcome.status === "threw") expect(outcome.error).toMatchObject({ step: "remove-file", namespace: "blue" });
        expect(readdirSync(runDir)).toEqual(outcome.status === "returned" ? [] : ["blue"]);
        if (outcome.status === "returned") attachNamespace("blue", ns, { runDir }).close();
        using again = openNamespace("blue", { runDir });
        expect(again.equals(ns)).toBe(true);
        again.close();
        expect(state()).toEqual(before);
      },
    });
    expect(report.threw).toBeGreaterThan(report.calls.length);
  });

  kernelTest("delete many: the others are gone, that one is told", async ({ runDir }) => {
    const names = ["a", "b", "c"];
    createNamespaces(names, { runDir });
    const before = state();
    await faultSweep((system) => deleteNamespaces(names, { runDir, system }), {
      verify(outcome) {
        if (outcome.status === "threw") throw outcome.error;
        const left = listNames({ runDir }).map(({ name }) => name);
        expect(left).toEqual(outcome.value.map(({ name }) => name));
        for (const { error } of outcome.value) expect(error).toMatchObject({ step: "remove-file" });
        expect(listNamespaces({ runDir }).map(({ kind }) => kind)).toEqual(left.map(() => "namespace"));
        createNamespaces(
          names.filter((name) => !left.includes(name)),
          { runDir },
        );
        expect(state().threads).toEqual(before.threads);
        expect(state().namespaces).toEqual(before.namespaces);
      },
    });
  });
});

describe("what fails while something is taken back", () => {
  kernelTest("does not hide why", ({ runDir }) => {
    createNamespaces(["first", "taken"], { runDir });
    const stubborn = failingSystem({ call: "fs.unlinkSync", nth: 0, errno: "EPERM" }).system;
    const unlucky = failingSystem({ call: "mount", nth: 1, errno: "ENOMEM", base: stubborn }).system;
    expect(() => createNamespace("blue", { runDir, system: unlucky })).toThrow(
      expect.objectContaining({ step: "bind", code: "ENOMEM" }),
    );
    deleteNamespace("blue", { runDir });
    const { system } = failingSystem({ call: "umount2", nth: 0, errno: "EPERM" });
    expect(() => createNamespaces(["a", "b", "taken"], { runDir, system })).toThrow(
      expect.objectContaining({ step: "create-file", code: "EEXIST" }),
    );
    // The others of that list are gone all the same.
    expect(readdirSync(runDir)).toEqual(["a", "first", "taken"]);
  });

  kernelTest("a name that has become somebody else's stays theirs", ({ runDir }) => {
    using ns = createNamespace("first", { runDir });
    const { system } = failingSystem();
    const meddled = {
      ...system,
      mount: (...args: Parameters<System["mount"]>) => {
        if (args[1] === `${runDir}/blue`) {
          unlinkSync(`${runDir}/blue`);
          expect(() => system.mount(...args)).toThrow("ENOENT");
          writeFileSync(`${runDir}/blue`, "theirs");
          throw Object.assign(new Error("gone"), { code: "ENOENT", errno: -2, syscall: "mount" });
        }
        return system.mount(...args);
      },
    };
    for (const operation of [createNamespace, (name: string, o: object) => attachNamespace(name, ns, o)]) {
      expect(() => operation("blue", { runDir, system: meddled })).toThrow(
        expect.objectContaining({ step: "bind", code: "ENOENT" }),
      );
      expect(readFileSync(`${runDir}/blue`, "utf8")).toBe("theirs");
      unlinkSync(`${runDir}/blue`);
    }
  });
});

kernelTest("in a user namespace, but on the host's network, nothing is left of it", ({ runDir, skip }) => {
  const inUserNamespace = ["--user", "--map-root-user", "--mount", "--propagation", "private"];
  if (spawnSync("unshare", [...inUserNamespace, "true"]).status !== 0) skip("no user namespaces here");
  const program = fileURLToPath(new URL("./fixtures/no-way-back.mjs", import.meta.url));
  const { stdout, stderr, status } = spawnSync("unshare", [...inUserNamespace, process.execPath, program, runDir], {
    encoding: "utf8",
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  expect(JSON.parse(stdout)).toEqual({
    step: "return",
    code: "EPERM",
    message: "setns: Operation not permitted",
    hint: expect.stringMatching(/^CAP_SYS_ADMIN is needed over this process's own network namespace: /),
    left: [],
  });
});

// In a user namespace of its own, because the limit is one's.
kernelTest("at the user's limit of namespaces the first of two is taken back", ({ runDir, skip }) => {
  const inUserNamespace = ["--user", "--map-root-user", "--mount", "--net", "--propagation", "private"];
  if (spawnSync("unshare", [...inUserNamespace, "true"]).status !== 0) skip("no user namespaces here");
  const program = fileURLToPath(new URL("./fixtures/at-the-limit.mjs", import.meta.url));
  const { stdout, stderr, status } = spawnSync("unshare", [...inUserNamespace, process.execPath, program, runDir], {
    encoding: "utf8",
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  expect(JSON.parse(stdout)).toEqual({
    step: "create",
    code: "ENOSPC",
    namespace: "b",
    message: 'Failed to create a new network namespace "b": No space left on device',
    left: [],
  });
});
