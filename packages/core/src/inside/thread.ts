import { createRequire } from "node:module";
import type { Worker, WorkerOptions } from "node:worker_threads";
import { closeGate, type Gate, makeGate } from "./gate.js";

/** A thread with one of this package's programs. */
export interface Thread {
  readonly worker: Worker;
  /** Ends it. */
  terminate(): Promise<number>;
}

/** What such a program is given beside its own data. */
export interface ThreadData {
  readonly gate: Gate;
}

/** Starts a thread with one of this package's programs, which its exports name; node:worker_threads is loaded for it. */
export function startThread<T extends object>(
  program: "carrier" | "module-runner",
  data: T,
  options: WorkerOptions,
): Thread {
  const require = createRequire(import.meta.url);
  const threads: typeof import("node:worker_threads") = require("node:worker_threads");
  const gate = makeGate();
  const workerData: T & ThreadData = { ...data, gate };
  const worker = new threads.Worker(require.resolve(`@netns/core/${program}`), { ...options, workerData });
  closeAtExit(gate);
  worker.once("exit", () => forget(gate));
  return {
    worker,
    terminate() {
      closeGate(gate);
      return worker.terminate();
    },
  };
}

/** Those of the threads that are there: the end of the process ends them. One listener, because too many are warned of. */
const gates = new Set<Gate>();

function closeAtExit(gate: Gate): void {
  if (gates.size === 0) process.on("exit", closeAll);
  gates.add(gate);
}

function forget(gate: Gate): void {
  gates.delete(gate);
  if (gates.size === 0) process.off("exit", closeAll);
}

function closeAll(): void {
  for (const gate of gates) closeGate(gate);
}
