import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { kernelTest } from "@netns/testing";
import { describe, expect, vi } from "vitest";
import { environment, netnsIn, netnsPath } from "./fixtures/netns.js";

/** A name that clears the screen, and is no UTF-8 either. */
const NASTY = Buffer.concat([Buffer.from("a\u001b[2J\n"), Buffer.of(0xff)]);

/** Runs the command on a terminal, by script(1): all that it writes there, the carriage returns taken out. */
function onTerminal(runDir: string, words: string): { status: number | null; shown: string } {
  const args = ["--quiet", "--return", "--command", `${netnsPath} ${words}`, "/dev/null"];
  const options = { env: environment(runDir), encoding: "utf8", timeout: 60_000 } as const;
  const { status, stdout, error } = spawnSync("script", args, options);
  if (error) throw error;
  return { status, shown: stdout.replaceAll("\r", "") };
}

describe("a terminal", () => {
  kernelTest("gets names of others as escapes, also in JSON and in messages", ({ runDir, paths }) => {
    mkdirSync(runDir);
    netnsIn(paths)("add", "blue");
    for (const name of [NASTY, Buffer.from("\u202eevil")])
      writeFileSync(Buffer.concat([Buffer.from(`${runDir}/`), name]), "");
    const shown = onTerminal(runDir, "list").shown.split("\n");
    expect(shown).toContain("a\\x1b[2J\\x0a\\xff");
    expect(shown).toContain("\\u202eevil");
    expect(shown).toContain(
      "\"\\u202eevil\" is not a network namespace (plain file); remove it with: netns delete $'\\u202eevil'",
    );
    const json =
      onTerminal(runDir, "-j list")
        .shown.split("\n")
        .find((line) => line.startsWith("[")) ?? "";
    expect(json).toContain("\\u202eevil");
    expect(JSON.parse(json)).toContainEqual({ name: "a\u001b[2J\n\ufffd", raw: NASTY.toString("hex"), state: "stale" });
  });

  kernelTest("gets a line that says what to do, which a pipe does not", ({ runDir, paths }) => {
    const netns = netnsIn(paths);
    netns("add", "blue");
    const message = `Cannot create namespace file "${runDir}/blue": File exists\n`;
    expect(netns("add", "blue").stderr).toBe(message);
    expect(onTerminal(runDir, "add blue")).toEqual({
      status: 1,
      shown: `${message}Hint: the name is taken: choose another, or delete it first\n`,
    });
    writeFileSync(`${runDir}/stale`, "");
    expect(onTerminal(runDir, "exec stale true")).toEqual({
      status: 255,
      shown:
        'setting the network namespace "stale" failed: Invalid argument\n' +
        "Hint: it is a stale file, without a namespace: delete the name\n",
    });
  });
});

describe("a terminal, and", () => {
  for (const [what, redirected] of [
    ["standard output elsewhere", "| cat"],
    ["standard error elsewhere", "2>&1 >/dev/tty | sed s/^/said:/"],
    ["standard input elsewhere", "</dev/null"],
  ] as const)
    kernelTest(`${what}: the command ends, and says no more than it has to`, ({ runDir, paths }) => {
      netnsIn(paths)("add", "blue");
      expect(onTerminal(runDir, `list ${redirected}`)).toEqual({ status: 0, shown: "blue\n" });
    });
});

kernelTest("a terminal hears who keeps a namespace alive that has lost its name", async ({ runDir, paths }) => {
  const netns = netnsIn(paths);
  netns("add", "blue");
  netns("add", "green");
  const child = spawn(netnsPath, ["exec", "blue", "sleep", "60"], { env: environment(runDir), stdio: "ignore" });
  try {
    await vi.waitFor(() => expect(netns("pids", "blue").stdout).toBe(`${child.pid}\n`), 20_000);
    await vi.waitFor(() => expect(readFileSync(`/proc/${child.pid}/comm`, "utf8")).toBe("sleep\n"), 20_000);
    expect(onTerminal(runDir, "delete blue").shown).toBe(
      `Hint: the namespace lives on without the name: process ${child.pid} (sleep) is in it\n`,
    );
    expect(onTerminal(runDir, "delete green").shown).toBe("");
  } finally {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
});

kernelTest("a pipe gets names as they are", ({ runDir, paths }) => {
  mkdirSync(runDir);
  writeFileSync(Buffer.concat([Buffer.from(`${runDir}/`), NASTY]), "");
  const { stdout } = spawnSync(netnsPath, ["list"], { env: environment(paths.runDir) });
  expect(stdout).toEqual(Buffer.concat([NASTY, Buffer.from("\n")]));
});
