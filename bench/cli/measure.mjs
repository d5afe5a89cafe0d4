import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";
import { cProgram } from "../peers.mjs";

/**
 * @typedef {{ cpu: number, clock: number, memory: number }} Used Microseconds of CPU time and by the clock; KiB at its peak.
 * @typedef {(command: string[], how?: { node?: string, input?: string, env?: NodeJS.ProcessEnv, status?: number }) => Used} Measure
 */

/** @param {string} name */
const there = (name) => fileURLToPath(new URL(name, import.meta.url));

/** @param {string} folder Where the program is put. @returns {Measure | undefined} */
export function measuring(folder) {
  const program = cProgram(folder, there("measure.c"));
  if (program === undefined) return undefined;
  return (command, { node = process.execPath, input = "", env: more = {}, status: due = 0 } = {}) => {
    // The command looks for its Node on the PATH.
    const all = { ...env, PATH: `${dirname(node)}:${env["PATH"]}`, ...more };
    const line = started([...program.command, ...command], { input, env: all });
    const [cpu = 0, clock = 0, memory = 0, status] = line.split(" ").map(Number);
    if (status !== due) throw new Error(`${command.join(" ")} ended with ${status} instead of ${due}`);
    return { cpu, clock, memory };
  };
}

/**
 * @param {string} folder Where the program is put.
 * @returns {((runDir: string, count: number, monitor: string[]) => number[]) | undefined} Microseconds.
 */
export function latencies(folder) {
  const program = cProgram(folder, there("latency.c"));
  if (program === undefined) return undefined;
  return (runDir, count, monitor) =>
    started([...program.command, runDir, `${count}`, ...monitor])
      .trim()
      .split("\n")
      .map(Number);
}

/** @param {string[]} command @param {import("node:child_process").SpawnSyncOptions} [options] */
function started([file = "", ...args], options = {}) {
  const { error, status, signal, stdout, stderr } = spawnSync(file, args, { ...options, encoding: "utf8" });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${args.join(" ")} failed (${signal ?? status}): ${stderr.trim().slice(-2000)}`);
  return stdout;
}
