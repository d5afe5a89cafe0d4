/** The netns-monitor command. */
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { NamespaceError, NetlinkError, SyscallError, UnsupportedPlatformError } from "@netns/core";
import { argumentWords } from "./argv.js";
import { type EndingSignal, endingSignals, ignoredSignals } from "./ignored-signals.js";
import { type Invocation, parseInvocation, UsageError, usage } from "./invocation.js";
import { ServeError } from "./serve/errors.js";
import { serveUsage } from "./serve/usage.js";
import { isWriteFailure, say } from "./standard-error.js";
import { Output } from "./stream/lines/output.js";
import { Stream } from "./stream/lines/stream.js";

/** Put in by the build. */
declare const VERSION: string;

/** Somebody has ended the process. */
class Ended extends Error {
  constructor(readonly by: EndingSignal) {
    super(`ended by ${by}`);
  }
}

/** Milliseconds that a reader has for the last lines. */
const GRACE = 1000;

/** What the caller has had ignored; Node can ignore nothing itself, but a listener that does nothing comes to the same. */
const ignored = ignoredSignals(process.env, process.pid);
for (const signal of ignored) process.on(signal, () => {});

/** Aborts it when somebody says so: once, since who says so again means at once. */
function endBySignals(end: AbortController): void {
  for (const signal of endingSignals) {
    if (!ignored.includes(signal)) process.once(signal, () => end.abort(new Ended(signal)));
  }
}

// Set but empty is as good as not set.
const runDir = process.env["NETNS_RUN_DIR"] || "/var/run/netns";

/** Prints until somebody ends the process, or nobody reads any more. */
async function runStream(options: Extract<Invocation, { action: "stream" }>): Promise<never> {
  const end = new AbortController();
  const output = new Output(1, (error) => end.abort(error));
  const stream = new Stream(options, runDir, output);
  process.on("SIGUSR1", () => say(stream.statistics));
  endBySignals(end);
  // Of what it holds nothing is left when it has ended.
  let held: string | undefined;
  end.signal.addEventListener("abort", () => {
    held = stream.statistics;
  });
  try {
    return await stream.run(end.signal);
  } finally {
    await written(output);
    if (options.statistics) await writeLast(held ?? stream.statistics);
  }
}

/** Until all is written, or nobody has read it in time. */
async function written(output: Output): Promise<void> {
  await Promise.race([output.room(0), sleep(GRACE, undefined, { ref: false })]);
}

/** On standard error, where it can be written: neither its end nor what has ended it depends on that. */
async function writeLast(text: string): Promise<void> {
  const errors = new Output(2, () => {});
  errors.write(text);
  await written(errors);
}

/** Serves until somebody ends the process. */
async function runServe(options: Extract<Invocation, { action: "serve" }>): Promise<never> {
  const end = new AbortController();
  endBySignals(end);
  // What it takes to serve is not loaded for lines.
  const { serve } = await import("./serve/serve.js");
  return serve(options, runDir, new URL("web/", import.meta.url), end.signal);
}

async function main(words: readonly string[]): Promise<number> {
  try {
    const invocation = parseInvocation(words);
    if (invocation.action === "stream") await runStream(invocation);
    if (invocation.action === "serve") await runServe(invocation);
    writeSync(1, invocation.action === "help" ? usageOf(invocation) : `netns-monitor ${VERSION}\n`);
    return 0;
  } catch (error) {
    return statusOf(error);
  }
}

function usageOf({ of }: { readonly of?: "serve" }): string {
  return of === "serve" ? serveUsage : usage;
}

function statusOf(error: unknown): number {
  if (error instanceof UsageError) {
    say(`${error.message}\n${error.usage}`);
    return 2;
  }
  // As if nobody had listened to it: whoever waits for the process sees what has ended it.
  if (error instanceof Ended) process.kill(process.pid, error.by);
  if (error instanceof Ended || (error instanceof Error && "code" in error && error.code === "EPIPE")) return 0;
  const isExpected = [NamespaceError, NetlinkError, ServeError, SyscallError, UnsupportedPlatformError].some(
    (kind) => error instanceof kind,
  );
  if (!isExpected && !isWriteFailure(error)) throw error;
  say(`netns-monitor: ${(error as Error).message}\n`);
  return 1;
}

main(argumentWords()).then((status) => {
  process.exitCode = status;
});
