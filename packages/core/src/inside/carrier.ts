import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { type Bytes, linux, type SpawnOptions } from "@netns/syscall";
import { attempt, NamespaceError } from "../errors.js";
import { nameText } from "../name.js";
import { enterNetwork, leaveMounts } from "../overlay.js";
import { withDefaults } from "../paths.js";
import { type CarriedError, type CarrierData, type CarrierReport, carry } from "./carrier-data.js";
import { throughGate } from "./gate.js";
import type { ThreadData } from "./thread.js";

/**
 * The program of a Worker that starts one child and ends: mounts of one's own are for threads that end, since from then
 * on they no longer share working directory and umask with the others (unshare(2)). What it starts is a child of the
 * process, which anyone in it may wait for.
 */
if (!isMainThread && parentPort !== null) {
  const { gate, ...data } = workerData as CarrierData & ThreadData;
  const report = throughGate(gate, () => start(data));
  if (report !== undefined) parentPort.postMessage(report);
}

function start({ fd, name, etcDir, file, argv, environment, options }: CarrierData): CarrierReport {
  const warnings: CarriedError[] = [];
  try {
    const paths = withDefaults({ etcDir });
    enterNetwork({ fd }, name, linux);
    leaveMounts(name, paths, { onWarning: (warning) => warnings.push(carry(warning)) });
    return { pid: startProgram(file, argv, environment, options), warnings };
  } catch (error) {
    if (error instanceof NamespaceError) return { error: carry(error), warnings };
    throw error;
  }
}

function startProgram(
  file: Bytes,
  argv: readonly Bytes[],
  environment: readonly Bytes[] | undefined,
  options: SpawnOptions,
): number {
  return attempt("exec", { path: nameText(file) }, () => linux.posixSpawnp(file, argv, environment, options));
}
