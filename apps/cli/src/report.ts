import { errnoText, hintOf, type NetlinkError } from "@netns/core";
import type { Context } from "./context.js";
import { Failure } from "./failure.js";
import { isSystemError } from "./system-error.js";
import { restoreWords } from "./words.js";

type Reporting = Pick<Context, "warn" | "diagnostics" | "paths">;

/**
 * Says on standard error what went wrong, in the words of ip(8), and gives the status it ends with. To people, that is
 * on a terminal, a second line says what to do where that is known: scripts see what they always saw.
 *
 * @param words Those of the command line, which messages quote.
 */
export function report(error: unknown, words: readonly string[], context: Reporting): number {
  const status = tell(error, words, context);
  if (context.diagnostics.isTerminal) advise(error, context);
  return status;
}

function tell(error: unknown, words: readonly string[], { warn }: Reporting): number {
  if (error instanceof Failure) {
    if (error.message !== "") warn(restoreWords(error.message, words));
    return error.status;
  }
  const name = error instanceof Error ? error.name : undefined;
  const status = name === undefined ? undefined : STATUS.get(name);
  if (status === undefined) return tellCall(error, warn);
  const { message } = error as Error;
  warn(isNetlinkError(error) ? netlinkText(error) : restoreWords(message, words));
  return status;
}

/** By its name: it may be of another copy, as where the built command has loaded a part of itself later. */
export function isNetlinkError(error: unknown): error is NetlinkError {
  return error instanceof Error && error.name === "NetlinkError";
}

/** What the command ends with, by the name of an error of core's, or of the packages below: as above. */
const STATUS: ReadonlyMap<string, number> = new Map([
  ["NetlinkError", 2],
  ["InvalidNameError", 255],
  ["NamespaceError", 1],
  ["UnsupportedPlatformError", 1],
  // The kernel's answer was lost, cut, late, none that can be read, or another one each time.
  ["NoAnswerError", 2],
  ["TruncatedError", 2],
  ["RequestTimeoutError", 2],
  ["CodecError", 2],
  ["DumpInterruptedError", 1],
]);

/** By these the kernel is asked. */
const TALK = ["sendto", "recvmsg", "recvmmsg", "poll"];

/** A system call that is no step of an operation, in a form that ip(8) has too. Of our own output main.ts says it. */
function tellCall(error: unknown, warn: Reporting["warn"]): number {
  if (!isSystemError(error) || error.syscall === undefined || error.syscall === "write") throw error;
  const { syscall, errno } = error;
  const isTalk = TALK.includes(syscall);
  warn(`${isTalk ? "Cannot talk to rtnetlink" : `${syscall} failed`}: ${errnoText(errno)}`);
  return isTalk ? 2 : 1;
}

function advise(error: unknown, { warn, paths }: Reporting): void {
  const cause = error instanceof Failure && error.cause !== undefined ? error.cause : error;
  // What is wrong with a name its message has said, and the rest would be for programs.
  if (cause instanceof Error && cause.name === "InvalidNameError") return;
  const hint = hintOf(cause, paths);
  if (hint !== undefined) warn(`Hint: ${hint}`);
}

/** The kernel's own sentence where it gives one, with a final dot; else what the number means. */
export function netlinkText({ extack, reason }: NetlinkError): string {
  if (extack.message === undefined) return `RTNETLINK answers: ${reason}`;
  return `Error: ${extack.message}${extack.message.endsWith(".") ? "" : "."}`;
}
