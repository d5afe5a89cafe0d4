/** The netns-monitor command. */
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { NamespaceError, NetlinkError, SyscallError, UnsupportedPlatformError } from "@netns/core";
import { type Invocation, parseInvocation, UsageError, usage } from "./invocation.js";
import { Output } from "./stream/output.js";
import { Stream } from "./stream/stream.js";

/** Put in by the build. */
declare const VERSION: string;

/** Somebody has ended the process. */
class Ended extends Error {
  constructor(readonly by: NodeJS.Signals) {
    super(`ended by ${by}`);
  }
}

/** Milliseconds that a reader has for the last lines. */
const GRACE = 1000;

/** Prints until somebody ends the process, or nobody reads any more. */
async function runStream(options: Extract<Invocation, { action: "stream" }>): Promise<never> {
  const end = new AbortController();
  const output = new Output(1, (error) => end.abort(error));
  // Set but empty is as good as not set.
  const stream = new Stream(options, process.env["NETNS_RUN_DIR"] || "/var/run/netns", output);
  process.on("SIGUSR1", () => writeSync(2, stream.statistics));
  // Once: who says so again means at once.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => end.abort(new Ended(signal)));
  try {
    return await stream.run(end.signal);
  } finally {
    await Promise.race([output.room(0), sleep(GRACE, undefined, { ref: false })]);
    if (options.statistics) writeSync(2, stream.statistics);
  }
}

async function main(words: readonly string[]): Promise<number> {
  try {
    const invocation = parseInvocation(words);
    if (invocation.action === "stream") await runStream(invocation);
    writeSync(1, invocation.action === "help" ? usage : `netns-monitor ${VERSION}\n`);
    return 0;
  } catch (error) {
    return statusOf(error);
  }
}

function statusOf(error: unknown): number {
  if (error instanceof UsageError) {
    writeSync(2, `${error.message}\n${usage}`);
    return 2;
  }
  // As if nobody had listened to it: whoever waits for the process sees what has ended it.
  if (error instanceof Ended) process.kill(process.pid, error.by);
  if (error instanceof Ended || (error instanceof Error && "code" in error && error.code === "EPIPE")) return 0;
  const isExpected = [NamespaceError, NetlinkError, SyscallError, UnsupportedPlatformError].some(
    (kind) => error instanceof kind,
  );
  if (!isExpected && !isWriteFailure(error)) throw error;
  writeSync(2, `netns-monitor: ${(error as Error).message}\n`);
  return 1;
}

function isWriteFailure(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && error.syscall === "write";
}

main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
