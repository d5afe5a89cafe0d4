import type { NamespaceError } from "../errors.js";
import type { NamespaceSource } from "../namespace.js";
import { type SpawnOptions, spawn } from "./spawn.js";

/** Running a command to its end. */
export interface CollectOptions extends SpawnOptions {
  /** What it reads from its standard input. Default: nothing. */
  readonly input?: string | Uint8Array | undefined;
}

/** What came of a command. */
export interface Collected {
  /** All that it printed there. */
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** Its exit status; null when a signal has ended it. */
  readonly code: number | null;
  /** What has ended it, if it was a signal. */
  readonly signal: NodeJS.Signals | null;
  /** What of the overlay could not be put over its counterpart in /etc. */
  readonly warnings: readonly NamespaceError[];
}

/**
 * Runs a command inside a namespace to its end, and collects what it prints. How it ends is in the result, not an error.
 *
 * @throws as `spawn`; what is told there by "error" rejects the promise.
 * @example
 * const { stdout } = await collect("blue", "ip", ["-json", "address"]);
 */
export async function collect(
  source: NamespaceSource,
  command: string,
  args: readonly string[] = [],
  options: CollectOptions = {},
): Promise<Collected> {
  const child = spawn(source, command, args, options);
  const { stdin, stdout, stderr } = child;
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  stderr?.on("data", (chunk: Buffer) => errors.push(chunk));
  stdin?.end(options.input ?? "");
  return new Promise((resolve, reject) => {
    let failure: { readonly error: Error } | undefined;
    // There may be several: not killed when time was over, nor when it was aborted.
    child.on("error", (error) => {
      failure ??= { error };
    });
    child.once("close", (code, signal) => {
      if (failure !== undefined) reject(failure.error);
      else {
        const { warnings } = child;
        resolve({ stdout: Buffer.concat(output), stderr: Buffer.concat(errors), code, signal, warnings });
      }
    });
  });
}
