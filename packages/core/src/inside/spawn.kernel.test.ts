import { execFile as execFileWithCallback, spawn as outside } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, readlinkSync, rmdirSync, writeFileSync, writeSync } from "node:fs";
import { connect, createServer } from "node:net";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { AF_UNIX, linux, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_STREAM } from "@netns/syscall";
import { kernelTest, openDescriptors, threadNamespaces } from "@netns/testing";
import { describe, expect, vi } from "vitest";
import { createNamespace } from "../create.js";
import { collect } from "./collect.js";
import { spawn } from "./spawn.js";

const execFile = promisify(execFileWithCallback);
const dist = `${import.meta.dirname}/../../dist/index.cjs`;

const text = ({ stdout, stderr, code }: { stdout: Buffer; stderr: Buffer; code: number | null }) => ({
  stdout: stdout.toString(),
  stderr: stderr.toString(),
  code,
});

describe.each([
  ["with mounts of its own", { ownMounts: true }],
  ["with this process's mounts", { ownMounts: false }],
])("%s", (_, mounts) => {
  kernelTest("streams, status, environment, directory", async ({ paths, scratch }) => {
    using blue = createNamespace("blue", paths);
    const script = 'cat; echo "$A $PWD" >&2; readlink /proc/self/ns/net; exit 3';
    const options = { ...paths, ...mounts, input: "in\n", env: { A: "a", PATH: process.env["PATH"] }, cwd: scratch };
    expect(text(await collect("blue", "sh", ["-c", script], options))).toEqual({
      stdout: `in\nnet:[${blue.inode}]\n`,
      stderr: `a ${scratch}\n`,
      code: 3,
    });
    expect(readlinkSync("/proc/thread-self/ns/net")).not.toBe(`net:[${blue.inode}]`);
  });

  kernelTest("a signal, a time limit, an abort", async ({ paths }) => {
    using blue = createNamespace("blue", paths);
    const sleep = (options = {}) => spawn(blue, "sleep", ["60"], { ...paths, ...mounts, stdio: "ignore", ...options });
    const child = sleep();
    await once(child, "spawn");
    await vi.waitFor(() => expect(readFileSync(`/proc/${child.pid}/comm`, "utf8")).toBe("sleep\n"), 20_000);
    child.kill("SIGKILL");
    expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
    expect(child.kill()).toBe(false);
    const early = sleep();
    expect(early.kill()).toBe(true);
    expect(await once(early, "close")).toEqual([null, "SIGTERM"]);
    expect(await once(sleep({ timeout: 50, killSignal: "SIGKILL" }), "exit")).toEqual([null, "SIGKILL"]);
    const controller = new AbortController();
    const aborted = sleep({ signal: controller.signal });
    await once(aborted, "spawn");
    const failed = once(aborted, "error");
    const closed = new Promise((resolve) => aborted.once("close", (...end) => resolve(end)));
    controller.abort();
    expect(await failed).toMatchObject([{ name: "AbortError", code: "ABORT_ERR" }]);
    expect(await closed).toEqual([null, "SIGTERM"]);
  });

  kernelTest("what cannot be run, and where there is nothing", async ({ paths }) => {
    createNamespace("blue", paths).close();
    const options = { ...paths, ...mounts };
    expect(() => spawn("nosuch", "true", [], options)).toThrow('Cannot open network namespace "nosuch"');
    // Folders that anyone may search: or what is not found is EACCES.
    const env = { PATH: "/usr/bin:/bin" };
    const failure = expect.objectContaining({ step: "exec", code: "ENOENT", path: "/usr/bin/no-such-command" });
    await expect(collect("blue", "no-such-command", [], { ...options, env })).rejects.toThrow(failure);
    for (const wrong of [{ uid: 0 }, { gid: 0 }, { serialization: "json" }, { stdio: ["pipe", "ipc"] }]) {
      expect(() => spawn("blue", "true", [], { ...options, ...(wrong as object) })).toThrow(TypeError);
    }
    expect(() => spawn("blue", "true", "words" as never, options)).toThrow("an array of words");
    expect(() => spawn("blue", "true", [5 as never], options)).toThrow("words without NUL, not 5");
    expect(() => spawn("blue", "", [], options)).toThrow("not empty");
    expect(() => spawn("blue", "true", [], { ...options, stdio: [0, 1, 0x7fff] })).toThrow("EBADF");
  });

  kernelTest("ten megabytes there and back", async ({ paths }) => {
    using blue = createNamespace("blue", paths);
    const input = randomBytes(10_000_000);
    const there = await collect(blue, "cat", [], { ...mounts, input });
    expect(there.stdout.equals(input)).toBe(true);
    const back = await collect(blue, "sh", ["-c", "cat >&2"], { ...mounts, input });
    expect(back.stderr.equals(input)).toBe(true);
  });

  kernelTest("fifty at once, beside children of node:child_process", { timeout: 300_000 }, async ({ paths }) => {
    using blue = createNamespace("blue", paths);
    const inside = Array.from({ length: 50 }, async (_, i) => {
      const { stdout, code } = await collect(blue, "sh", ["-c", `echo ${i}; exit ${i}`], mounts);
      return [stdout.toString(), code];
    });
    const beside = Array.from({ length: 20 }, async (_, i) => once(outside("sh", ["-c", `exit ${i}`]), "exit"));
    expect(await Promise.all(inside)).toEqual(Array.from({ length: 50 }, (_, i) => [`${i}\n`, i]));
    expect(await Promise.all(beside)).toEqual(Array.from({ length: 20 }, (_, i) => [i, null]));
  });

  kernelTest("the environment's bytes are kept", async ({ paths, scratch }) => {
    createNamespace("blue", paths).close();
    const program = `
      const { collect } = require(${JSON.stringify(dist)});
      const options = ${JSON.stringify({ ...paths, ...mounts })};
      process.env.LATER = "set";
      const reading = collect("blue", "sh", ["-c", 'printf "%s|%s" "$BYTES" "$LATER"'], options);
      reading.then(({ stdout }) => process.stdout.write(stdout.toString("hex")));`;
    writeFileSync(`${scratch}/program.cjs`, program);
    const command = `BYTES=$(printf '\\377') exec "$0" "$1"`;
    const { stdout } = await execFile("sh", ["-c", command, process.execPath, `${scratch}/program.cjs`]);
    expect(Buffer.from(stdout, "hex").toString("latin1")).toBe("\xff|set");
  });

  kernelTest("a Worker's own environment is its children's", async ({ paths }) => {
    createNamespace("blue", paths).close();
    const program = `
      const { parentPort } = require("node:worker_threads");
      const { collect } = require(${JSON.stringify(dist)});
      const options = ${JSON.stringify({ ...paths, ...mounts })};
      process.env.ONLY_HERE = "here";
      const reading = collect("blue", "sh", ["-c", 'echo "$ONLY_HERE"'], options);
      reading.then(({ stdout }) => parentPort.postMessage(stdout.toString()));`;
    const worker = new Worker(program, { eval: true });
    const ended = once(worker, "exit");
    expect(await once(worker, "message")).toEqual(["here\n"]);
    await ended;
  });

  kernelTest("what this program changes afterwards is not the child's", async ({ paths, scratch }) => {
    using blue = createNamespace("blue", paths);
    const home = process.cwd();
    process.chdir(scratch);
    process.env["NETNS_TEST"] = "before";
    try {
      const reading = collect(blue, "sh", ["-c", 'echo "$PWD $NETNS_TEST"'], mounts);
      process.chdir("/");
      process.env["NETNS_TEST"] = "after";
      expect((await reading).stdout.toString()).toBe(`${scratch} before\n`);
    } finally {
      process.chdir(home);
      delete process.env["NETNS_TEST"];
    }
  });

  kernelTest("a directory that has no path any more", async ({ paths, scratch }) => {
    using blue = createNamespace("blue", paths);
    const home = process.cwd();
    mkdirSync(`${scratch}/gone`);
    process.chdir(`${scratch}/gone`);
    try {
      rmdirSync(`${scratch}/gone`);
      const reading = collect(blue, "readlink", ["/proc/self/cwd"], mounts);
      // Node starts no thread there.
      if (mounts.ownMounts) await expect(reading).rejects.toThrow("ENOENT");
      else expect((await reading).stdout.toString()).toBe(`${scratch}/gone (deleted)\n`);
    } finally {
      process.chdir(home);
    }
  });

  kernelTest("a standard descriptor blocks, whoever had it before", async ({ paths }) => {
    using blue = createNamespace("blue", paths);
    const [ours, theirs] = linux.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    try {
      const child = spawn(blue, "cat", [], { ...mounts, stdio: [theirs, "pipe", "inherit"] });
      const output: Buffer[] = [];
      child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
      const closed = once(child, "close");
      await once(child, "spawn");
      // It sleeps in its read: one that does not block would have failed.
      await vi.waitFor(() => expect(readFileSync(`/proc/${child.pid}/stat`, "utf8")).toContain(" (cat) S "), 20_000);
      writeSync(ours, "late");
      linux.close(ours);
      expect(await closed).toEqual([0, null]);
      expect(Buffer.concat(output).toString()).toBe("late");
    } finally {
      linux.close(theirs);
    }
  });

  kernelTest("a socket of Node's as its standard input", async ({ paths, scratch }) => {
    using blue = createNamespace("blue", paths);
    const server = createServer((socket) => socket.end("from a socket")).listen(`${scratch}/socket`);
    await once(server, "listening");
    const socket = connect(`${scratch}/socket`).pause();
    await once(socket, "connect");
    const child = spawn(blue, "cat", [], { ...mounts, stdio: [socket, "pipe", process.stderr] });
    let text = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    await once(child, "close");
    expect(text).toBe("from a socket");
    socket.destroy();
    server.close();
    await once(server, "close");
  });

  kernelTest("`using` ends it; a program that does not wait for it ends before it", async ({ paths }) => {
    createNamespace("blue", paths).close();
    const ended = await (async () => {
      using child = spawn("blue", "sleep", ["60"], { ...paths, ...mounts, stdio: "ignore" });
      await once(child, "spawn");
      return once(child, "exit");
    })().catch(String);
    expect(ended).toEqual([null, "SIGTERM"]);
    const program = `
      const { spawn } = require(${JSON.stringify(dist)});
      const options = { ...${JSON.stringify({ ...paths, ...mounts })}, stdio: "ignore", detached: true };
      const child = spawn("blue", "sleep", ["60"], options);
      child.unref();
      child.on("spawn", () => console.log(child.pid));`;
    const { stdout } = await execFile(process.execPath, ["-e", program]);
    const pid = Number(stdout);
    // With mounts of its own, what makes them becomes the command.
    await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/comm`, "utf8")).toBe("sleep\n"), 20_000);
    process.kill(pid, "SIGKILL");
  });

  kernelTest("this process and its threads stay as they were, many times", { timeout: 300_000 }, async ({ paths }) => {
    createNamespace("blue", paths).close();
    const state = () => ({
      directory: process.cwd(),
      umask: process.umask(),
      mounts: readFileSync("/proc/self/mountinfo", "utf8"),
      namespaces: [...threadNamespaces("net"), ...threadNamespaces("mnt")],
    });
    const open = () => openDescriptors().length;
    await collect("blue", "true", [], { ...paths, ...mounts });
    // One of each kind: until the thread is gone that has started it.
    await vi.waitFor(() => expect(state().namespaces.length).toBe(2), 20_000);
    const [before, opened] = [state(), open()];
    for (let round = 0; round < (mounts.ownMounts ? 10 : 40); round++) {
      const commands = ["true", "false", "no-such-command", "true", "/etc"];
      await Promise.allSettled(commands.map((command) => collect("blue", command, [], { ...paths, ...mounts })));
    }
    await vi.waitFor(() => expect(state()).toEqual(before), 20_000);
    await vi.waitFor(() => expect(open()).toBeLessThanOrEqual(opened), 20_000);
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, "utf8").trim();
    expect(children).toBe("");
  });
});

kernelTest("/sys and /etc are the namespace's, and what could not be covered is told", async ({ paths }) => {
  createNamespace("blue", paths).close();
  mkdirSync(`${paths.etcDir}/blue`, { recursive: true });
  writeFileSync(`${paths.etcDir}/blue/hosts`, "192.0.2.7 seven\n");
  writeFileSync(`${paths.etcDir}/blue/no-such-file`, "");
  const mounts = readFileSync("/proc/self/mountinfo", "utf8");
  const { stdout, warnings } = await collect("blue", "sh", ["-c", "cat /etc/hosts; ls /sys/class/net"], paths);
  expect(stdout.toString()).toBe("192.0.2.7 seven\nlo\n");
  expect(warnings.map(({ step, code }) => [step, code])).toEqual([["bind", "ENOENT"]]);
  expect(readFileSync("/proc/self/mountinfo", "utf8")).toBe(mounts);
});
