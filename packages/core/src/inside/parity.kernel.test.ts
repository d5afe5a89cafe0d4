import * as outside from "node:child_process";
import { mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { linux } from "@netns/syscall";
import { kernelTest } from "@netns/testing";
import { describe, expect } from "vitest";
import { createNamespace } from "../create.js";
import type { NamespaceProcess } from "./process.js";
import { type SpawnOptions, spawn } from "./spawn.js";

type Child = outside.ChildProcess | NamespaceProcess;

/** What both are asked for, and what is done with the child. */
interface Case {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly options?: (scratch: string) => Omit<SpawnOptions, "ownMounts">;
  readonly act?: (child: Child, events: unknown[]) => void;
}

const sh = (script: string): Pick<Case, "command" | "args"> => ({ command: "sh", args: ["-c", script] });
const sleeping = { command: "sleep", args: ["60"] };
const own = process.env as Record<string, string>;
const onSpawn =
  (act: NonNullable<Case["act"]>): NonNullable<Case["act"]> =>
  (child, events) =>
    void child.once("spawn", () => act(child, events));
const failing = (error: unknown) => (error instanceof Error && "code" in error ? error.code : String(error));

const cases: Readonly<Record<string, Case>> = {
  "a status": sh("exit 3"),
  "status 0 at once": { command: "true" },
  "a signal of its own": sh("kill -KILL $$"),
  "a core signal": sh("ulimit -c 0; kill -ABRT $$"),
  "both outputs": sh("echo out; echo err >&2"),
  "input to its end": { command: "cat", act: ({ stdin }) => void stdin?.end("some\0words\n") },
  "input that nobody reads": {
    command: "true",
    act: ({ stdin }) => {
      stdin?.on("error", () => {});
      stdin?.end("x".repeat(1_000_000));
    },
  },
  "output that nobody reads": { ...sh("echo out"), act: (child) => void child.stdout?.removeAllListeners("data") },
  "no such command": { command: "no-such-command" },
  "no such command, with its input written": { command: "/no/such", act: ({ stdin }) => void stdin?.end("x") },
  "a file that is no program": { command: "/etc/passwd" },
  "a directory": { command: "/etc" },
  "no such directory": { ...sh("pwd"), options: () => ({ cwd: "/no/such/directory" }) },
  "a directory as path": { ...sh("pwd"), options: (scratch) => ({ cwd: scratch }) },
  "a directory as URL": { ...sh("pwd"), options: (scratch) => ({ cwd: pathToFileURL(scratch) }) },
  "a program of the directory": {
    command: "./program",
    options: (scratch) => {
      writeFileSync(`${scratch}/program`, "#!/bin/sh\necho here\n", { mode: 0o755 });
      return { cwd: scratch };
    },
  },
  "a program found along the child's PATH, relative to its directory": {
    command: "found",
    options: (scratch) => {
      mkdirSync(`${scratch}/bin/found-not`, { recursive: true });
      writeFileSync(`${scratch}/bin/found`, "#!/bin/sh\necho found\n", { mode: 0o755 });
      return { cwd: scratch, env: { PATH: "/nowhere:bin" } };
    },
  },
  "a child without PATH": { command: "sh", args: ["-c", "echo $A"], options: () => ({ env: { A: "a" } }) },
  "an environment of its own": {
    ...sh("env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= | sort"),
    options: () => ({ env: { B: "b=c", A: "", GONE: undefined, PATH: own["PATH"] } }),
  },
  "another argv[0]": { ...sh("echo $0; tr '\\0' ' ' </proc/$$/cmdline"), options: () => ({ argv0: "other" }) },
  "a line for the shell": { command: "echo $((1 + 1));", args: ["echo", "a  b"], options: () => ({ shell: true }) },
  "a named shell": { command: "echo $0", options: () => ({ shell: "/bin/sh" }) },
  "detached: a session of its own": {
    ...sh('read -r pid comm state ppid pgrp sid rest </proc/$$/stat; test "$pid $pid" = "$pgrp $sid"'),
    options: () => ({ detached: true }),
  },
  "not detached: the same session": {
    ...sh('read -r pid comm state ppid pgrp sid rest </proc/$$/stat; test "$pid" != "$sid"'),
  },
  "nothing ignored, nothing blocked": sh("exec grep -e SigIgn -e SigBlk /proc/self/status"),
  "descriptors: no others than its own": sh(
    "exec 2>/dev/null; for fd in 3 4 5 6 7 8 9; do true <&$fd && echo $fd; done; true",
  ),
  "stdio: ignored": { ...sh("cat; echo lost"), options: () => ({ stdio: "ignore" }) },
  "stdio: some": { ...sh("cat; echo out; echo err >&2"), options: () => ({ stdio: ["ignore", "pipe", "ignore"] }) },
  "stdio: null and undefined are pipes": {
    ...sh("cat; echo out"),
    options: () => ({ stdio: [null, undefined] }),
    act: ({ stdin }) => void stdin?.end("in\n"),
  },
  "stdio: one pipe more, both ways": {
    ...sh("read -r line <&3; echo got $line >&3; echo done"),
    options: () => ({ stdio: ["ignore", "pipe", "inherit", "pipe"] }),
    act: (child, events) => {
      const stream = child.stdio[3] as NamespaceProcess["stdio"][3];
      let text = "";
      stream?.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      (child as NamespaceProcess).once("close", () => events.push(["third", text]));
      stream?.write("it\n");
    },
  },
  killed: { ...sleeping, act: onSpawn((child, events) => void events.push(child.kill(), child.killed)) },
  "killed by number": { ...sleeping, act: onSpawn((child) => void child.kill(9)) },
  "killed before it runs": { ...sleeping, act: (child) => void child.kill("SIGKILL") },
  "asked whether it is there": {
    ...sh("read -r line"),
    act: (child, events) => {
      child.once("spawn", () => {
        events.push(child.kill(0));
        child.stdin?.end();
      });
      child.once("exit", () => events.push(child.kill(0), child.kill()));
    },
  },
  "an unknown signal": {
    command: "cat",
    act: (child, events) => {
      for (const signal of ["SIGNOTHING", 999]) {
        try {
          child.kill(signal as NodeJS.Signals);
        } catch (error) {
          events.push(failing(error));
        }
      }
      child.stdin?.end();
    },
  },
  "time is over": { ...sleeping, options: () => ({ timeout: 50 }) },
  "time is over, with another signal": { ...sleeping, options: () => ({ timeout: 50, killSignal: "SIGKILL" }) },
  "a limit of 0 is none": { ...sh("sleep 0.05"), options: () => ({ timeout: 0 }) },
  "a limit that is none": { command: "true", options: () => ({ timeout: -1 }) },
  "a signal that is none": { command: "true", options: () => ({ killSignal: "SIGNOTHING" as never }) },
  "aborted before": { ...sleeping, options: () => ({ signal: AbortSignal.abort("why") }) },
  "aborted meanwhile": { ...sleeping, options: () => ({ signal: AbortSignal.timeout(200), killSignal: "SIGKILL" }) },
  "a grandchild keeps the pipes": sh("(sleep 0.3; echo late) & echo early"),
  "a NUL in a word": { command: "echo", args: ["a\0b"] },
};

/** Everything that can be told apart, in its order; data comes in pieces as it likes. */
async function watch(start: () => Child, { act }: Case) {
  const events: unknown[] = [];
  const text = { stdout: "", stderr: "" };
  let child: Child;
  try {
    child = start();
  } catch (error) {
    return { thrown: error instanceof TypeError ? "TypeError" : failing(error) };
  }
  const emitter = child as outside.ChildProcess;
  for (const name of ["stdout", "stderr"] as const) {
    emitter[name]?.setEncoding("utf8").on("data", (chunk: string) => {
      text[name] += chunk;
    });
  }
  const closed = new Promise<void>((resolve) => emitter.once("close", () => resolve()));
  emitter.on("spawn", () => events.push(["spawn", typeof child.pid]));
  emitter.on("error", (error) => events.push(["error", error.name === "AbortError" ? error.cause : failing(error)]));
  emitter.on("exit", (...end) => events.push(["exit", ...end]));
  emitter.on("close", (...end) => events.push(["close", ...end]));
  act?.(child, events);
  await closed;
  const { exitCode, signalCode, spawnargs } = child;
  const streams = child.stdio.map((stream) => stream !== null);
  return { events: events.map(plain), ...text, exitCode, signalCode, spawnargs, streams };
}

function plain(event: unknown): unknown {
  return JSON.parse(JSON.stringify(event, (_, value) => (value instanceof Error ? value.name : value)));
}

describe("the same is told of a child inside", () => {
  for (const [name, one] of Object.entries(cases)) {
    kernelTest(name, async ({ paths, scratch }) => {
      using blue = createNamespace("blue", paths);
      const { command = "sh", args = [], options = () => ({}) } = one;
      // Of its own: for what the options put there.
      const directory = `${scratch}/directory`;
      mkdirSync(directory);
      const expected = await watch(
        () => outside.spawn(command, [...args], options(directory) as outside.SpawnOptions),
        one,
      );
      for (const ownMounts of [true, false]) {
        const given = { ...paths, ...options(directory), ownMounts };
        const seen = await watch(() => spawn(blue, command, args, given), one);
        expect({ ownMounts, ...seen }).toEqual({ ownMounts, ...expected });
      }
    });
  }
});

kernelTest("streams and descriptors that are open already", async ({ paths, scratch }) => {
  using blue = createNamespace("blue", paths);
  for (const start of [
    (stdio: SpawnOptions["stdio"]) => outside.spawn("sh", ["-c", "cat; echo err >&2"], { stdio } as never),
    (stdio: SpawnOptions["stdio"]) => spawn(blue, "sh", ["-c", "cat; echo err >&2"], { stdio }),
  ]) {
    writeFileSync(`${scratch}/in`, "in\n");
    const [input, output] = [openSync(`${scratch}/in`, "r"), openSync(`${scratch}/out`, "w")];
    const child: Child = start([input, { fd: output }, output]);
    await new Promise((resolve) => (child as outside.ChildProcess).once("close", resolve));
    for (const fd of [input, output]) linux.close(fd);
    expect(readFileSync(`${scratch}/out`, "utf8")).toBe("in\nerr\n");
  }
});
