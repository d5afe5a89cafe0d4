import { createRequire } from "node:module";
import type { Worker, WorkerOptions } from "node:worker_threads";

/** Starts a thread with one of this package's programs, which its exports name; node:worker_threads is loaded for it. */
export function startThread(program: "carrier" | "module-runner", options: WorkerOptions): Worker {
  const require = createRequire(import.meta.url);
  const threads: typeof import("node:worker_threads") = require("node:worker_threads");
  return new threads.Worker(require.resolve(`@netns/core/${program}`), options);
}
