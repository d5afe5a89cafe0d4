import { mkdirSync, readlinkSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { expect } from "vitest";
import { createNamespace } from "../create.js";
import type { NamespaceError } from "../errors.js";
import { run, runWith } from "./run.js";

const probe = new URL("./fixtures/probe.mjs", import.meta.url);

kernelTest("a function's result and its error come back; what is no function is said", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  expect(await run(blue, probe, "add", 1, 2, 3)).toBe(6);
  expect(await run(blue, probe.pathname, "add", 1n, 2n, 3n).catch(String)).toMatch("TypeError");
  await expect(run(blue, probe, "refuse")).rejects.toThrow(
    expect.objectContaining({ name: "RangeError", message: "not that", code: "ERR_NOT_THAT" }),
  );
  await expect(run(blue, probe, "notAFunction")).rejects.toThrow('exports no function "notAFunction"');
  await expect(run(blue, probe, "uncloneable")).rejects.toThrow("could not be cloned");
  await expect(run(blue, new URL("./none.mjs", probe), "add")).rejects.toThrow("Cannot find module");
  expect(() => run(blue, "./probe.mjs", "add")).toThrow("by its URL or its absolute path");
  expect(() => runWith(paths, "nosuch", probe, "add")).toThrow('Cannot open network namespace "nosuch"');
});

kernelTest("it lives inside, with the overlay, and this process does not", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  mkdirSync(`${paths.etcDir}/blue`, { recursive: true });
  writeFileSync(`${paths.etcDir}/blue/hosts`, "127.9.8.7 seven\n");
  writeFileSync(`${paths.etcDir}/blue/no-such-file`, "");
  const home = readlinkSync("/proc/thread-self/ns/net");
  const warnings: NamespaceError[] = [];
  const options = { ...paths, onWarning: (warning: NamespaceError) => warnings.push(warning) };
  expect(await runWith(options, "blue", probe, "look")).toEqual({
    namespace: `net:[${blue.inode}]`,
    hosts: "127.9.8.7 seven\n",
    links: ["lo"],
  });
  expect(warnings).toMatchObject([{ step: "bind", code: "ENOENT" }]);
  const shared = await runWith<{ namespace: string; hosts: string }>(
    { ...paths, ownMounts: false },
    "blue",
    probe,
    "look",
  );
  expect(shared.namespace).toBe(`net:[${blue.inode}]`);
  expect(shared.hosts).not.toMatch("seven");
  expect(readlinkSync("/proc/thread-self/ns/net")).toBe(home);
});

kernelTest("connections by name find what the namespace knows", async ({ paths }) => {
  using blue = createNamespace("blue", { ...paths, loopbackUp: true });
  mkdirSync(`${paths.etcDir}/blue`, { recursive: true });
  writeFileSync(`${paths.etcDir}/blue/hosts`, "127.9.8.7 seven # a comment\n::7 seven six\n");
  writeFileSync(`${paths.etcDir}/blue/resolv.conf`, "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
  const inside = <T>(name: string, ...args: unknown[]) => runWith<T>(paths, blue, probe, name, ...args);
  expect(await inside("talk", "seven")).toEqual({ text: "hello", address: "127.9.8.7" });
  expect(await inside("talk", "localhost")).toMatchObject({ text: "hello" });
  expect(await inside("find", "seven", { all: true })).toEqual([
    [
      { address: "127.9.8.7", family: 4 },
      { address: "::7", family: 6 },
    ],
  ]);
  expect(await inside("find", "six", {})).toEqual(["::7", 6]);
  expect(await inside("find", "192.0.2.1", {})).toEqual(["192.0.2.1", 4]);
  await expect(inside("find", "no-such-host.invalid", {})).rejects.toThrow(
    expect.objectContaining({ code: "ENOTFOUND", syscall: "getaddrinfo" }),
  );
});

kernelTest("an abort ends the thread", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  const controller = new AbortController();
  const running = runWith({ ...paths, signal: controller.signal }, blue, probe, "never");
  setTimeout(() => controller.abort(), 50);
  await expect(running).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  expect(() => runWith({ signal: controller.signal }, blue, probe, "never")).toThrow(
    expect.objectContaining({ name: "AbortError" }),
  );
});
