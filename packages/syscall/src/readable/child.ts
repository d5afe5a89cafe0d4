import { spawn } from "node:child_process";

const dist = `${import.meta.dirname}/../../dist`;

/** How a child waits. */
export type Way = "in the event loop" | "in a thread";
export const ways: readonly Way[] = ["in the event loop", "in a thread"];

/**
 * What programs of children begin with: the built package as `linux`, koffi, and `eventfd`, which makes a descriptor that
 * is readable from the beginning (1) or not (0). For a Worker too.
 */
export function prelude(way: Way): string {
  return `
    const { linux } = require(${JSON.stringify(`${dist}/index.cjs`)});
    const fs = require("node:fs");
    const koffi = require("node:module").createRequire(${JSON.stringify(`${dist}/index.cjs`)})("koffi");
    ${way === "in a thread" ? "delete koffi.node.poll;" : ""}
    const libc = koffi.load(null);
    const eventfd_ = libc.func("int eventfd(unsigned int value, int flags)");
    const eventfd = (value) => eventfd_(value, 0x80800);
  `;
}

export interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in a child process; one that has not ended after fifty seconds is killed: some machines are slow. */
export function runChild(program: string, { module = false } = {}): Promise<Ended> {
  const args = module ? ["--input-type=module", "-e", program] : ["-e", program];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 50_000,
    killSignal: "SIGKILL",
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => {
    stdout += data;
  });
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
}
