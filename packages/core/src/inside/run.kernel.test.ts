import { execFile as execFileWithCallback } from "node:child_process";
import { getEventListeners, once } from "node:events";
import { existsSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { kernelTest } from "@netns/testing";
import { expect, vi } from "vitest";
import { createNamespace } from "../create.js";
import type { NamespaceError } from "../errors.js";
import { run, runWith } from "./run.js";

const execFile = promisify(execFileWithCallback);
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
    // Nobody answers there: as libc has it, that may be otherwise later.
    expect.objectContaining({ code: expect.stringMatching(/^(EAI_AGAIN|ENOTFOUND)$/), syscall: "getaddrinfo" }),
  );
});

kernelTest("an abort ends the thread", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  const controller = new AbortController();
  const { port1, port2 } = new MessageChannel();
  const options = { ...paths, signal: controller.signal, transfer: [port2 as never] };
  const running = runWith(options, blue, probe, "never", port2);
  // Not while it is being loaded: there Node 20 itself may leave the module's file open.
  port1.once("message", () => controller.abort());
  await expect(running).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  expect(() => runWith({ signal: controller.signal }, blue, probe, "never")).toThrow(
    expect.objectContaining({ name: "AbortError" }),
  );
  port1.close();
});

const fixture = (name: string) => new URL(`./fixtures/${name}`, import.meta.url);

kernelTest("modules of every kind", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  expect(await run(blue, probe, "default", "blue")).toBe("hello, blue");
  expect(await run(blue, fixture("common.cjs"), "addAll", 1, 2)).toBe(3);
  expect(await run(blue, "data:text/javascript,export const one = () => 1", "one")).toBe(1);
  expect(await run(blue, "node:path", "basename", "/a/b")).toBe("b");
  await expect(run(blue, fixture("broken.mjs"), "any")).rejects.toThrow(
    expect.objectContaining({ name: "SyntaxError", message: "broken when loaded" }),
  );
});

kernelTest("errors come with their causes, and what is no error as it is", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  const thrown = (name: string, ...args: unknown[]) => run(blue, probe, name, ...args).catch((error) => error);
  const error = (await thrown("refuseForAReason")) as Error;
  expect(error).toMatchObject({ message: "above", cause: { name: "DeepError", code: "ERR_DEEP", cause: "a word" } });
  expect(error.stack).toContain("probe.mjs");
  expect(Object.keys(error)).not.toContain("cause");
  const many = await thrown("refuseManifold");
  expect(many).toBeInstanceOf(AggregateError);
  expect(many).toMatchObject({ message: "many", errors: [{ message: "one", code: "ERR_ONE" }, 2] });
  expect(await thrown("refuseWithoutError", { plain: [1n] })).toEqual({ plain: [1n] });
  expect(await thrown("refuseWithoutError", undefined)).toBe(undefined);
  expect(await thrown("end", 3)).toMatchObject({
    message: "the thread ended with status 3 before the function returned",
  });
  expect(await thrown("crash")).toMatchObject({ name: "RangeError", message: "later" });
});

kernelTest("arguments that cannot be copied leave nothing open", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  await expect(run(blue, probe, "add", () => {})).rejects.toThrow("could not be cloned");
});

kernelTest("buffers and ports are given away when asked for", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  const buffer = new ArrayBuffer(1000);
  expect(await runWith({ transfer: [buffer] }, blue, probe, "sizeOf", buffer)).toBe(1000);
  expect(buffer.byteLength).toBe(0);
  const { port1, port2 } = new MessageChannel();
  const message = once(port1, "message");
  await runWith({ transfer: [port2 as never] }, blue, probe, "reply", port2);
  expect(await message).toEqual(["over the port"]);
  port1.close();
});

kernelTest("what a module starts is inside, and ends with its thread", async ({ paths }) => {
  using blue = createNamespace("blue", { ...paths, loopbackUp: true });
  const inside = `net:[${blue.inode}]`;
  expect(await run(blue, probe, "withChildren")).toEqual([inside, inside]);
});

kernelTest("what a module prints comes out, to the last line", async ({ paths }) => {
  createNamespace("blue", paths).close();
  const dist = new URL("../../dist/index.js", import.meta.url).href;
  const program = `
    import { runWith } from ${JSON.stringify(dist)};
    await runWith(${JSON.stringify(paths)}, "blue", ${JSON.stringify(probe.href)}, "print", 1000);`;
  const { stdout, stderr } = await execFile(process.execPath, ["--input-type=module", "-e", program]);
  expect(stdout.split("\n").length).toBe(1001);
  expect(stderr).toBe("an error line\n");
});

kernelTest("an abort while a module is being loaded", async ({ paths, scratch }) => {
  using blue = createNamespace("blue", paths);
  const endless = `import { writeFileSync } from "node:fs"; writeFileSync("${scratch}/loading", ""); for (;;);`;
  const controller = new AbortController();
  const running = runWith({ signal: controller.signal }, blue, `data:text/javascript,${endless}`, "any");
  await vi.waitFor(() => expect(existsSync(`${scratch}/loading`)).toBe(true), 20_000);
  controller.abort(new RangeError("enough"));
  await expect(running).rejects.toThrow(new RangeError("enough"));
});

kernelTest("a signal that is never aborted is let go of", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  const { signal } = new AbortController();
  await runWith({ signal }, blue, probe, "add", 1);
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

kernelTest("names are asked of the namespace's servers, along its search list", async ({ paths }) => {
  using blue = createNamespace("blue", { ...paths, loopbackUp: true });
  mkdirSync(`${paths.etcDir}/blue`, { recursive: true });
  writeFileSync(`${paths.etcDir}/blue/resolv.conf`, "search search.test\nnameserver 127.0.0.1\noptions attempts:1\n");
  const lookups: [string, unknown][] = [
    ["host.test", { all: true }],
    ["host.test", { all: true, order: "ipv6first" }],
    ["host.test", 6],
    ["host.test", { family: "IPv4" }],
    ["only", { family: 4 }],
    ["only.", { family: 4 }],
    ["none.test", {}],
    ["", { all: true }],
  ];
  const [four, six] = [
    { address: "127.0.0.9", family: 4 },
    { address: "::1", family: 6 },
  ];
  expect(await runWith(paths, blue, probe, "serveNames", lookups)).toEqual({
    found: [[four, six], [six, four], six, four, four, "ENOTFOUND", "ENOTFOUND", []],
    talked: {
      byHttp: "from http",
      byFetch: "from http",
      byConnect: true,
      byPromise: [four, six],
      byPromisified: four,
    },
    asked: expect.arrayContaining(["host.test 1", "host.test 28", "none.test.search.test 1", "only.search.test 1"]),
  });
});

kernelTest("Node's pool of threads sees the process's files, as documented", async ({ paths }) => {
  using blue = createNamespace("blue", paths);
  mkdirSync(`${paths.etcDir}/blue`, { recursive: true });
  writeFileSync(`${paths.etcDir}/blue/hosts`, "127.9.8.7 seven\n");
  expect(await runWith(paths, blue, probe, "withThreadPool")).toEqual({
    pool: readFileSync("/etc/hosts", "utf8"),
    here: "127.9.8.7 seven\n",
  });
});
