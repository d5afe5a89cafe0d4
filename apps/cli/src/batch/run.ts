import { type InheritedState, Session } from "@netns/core";
import { isObject } from "../as-ip/object.js";
import { isLost } from "../commands/exec.js";
import { findName } from "../commands/names.js";
import { compileLess, MANY } from "../compile-less.js";
import type { Context, Settings } from "../context.js";
import { Stop } from "../failure.js";
import { Progress } from "../progress.js";
import { report } from "../report.js";
import { openBatch, readPieces } from "./input.js";
import { readCommands, readLines } from "./lines.js";

/** Runs the words of a line: its status, or it throws, as a command does. */
export type RunLine = (words: readonly string[], context: Context) => number | Promise<number>;

/** What somebody typed cannot be understood. */
const USAGE = 255;

/**
 * Runs the commands in a file, or those that come on standard input (`-`), each as soon as it is there. The first one
 * that fails ends it, unless `-force` was given; one that cannot be understood always does.
 *
 * @returns 0, or 1 when a command failed.
 * @throws Failure with status 1 for a file that cannot be read, and for lines that cannot be split into words.
 * @throws Stop where ip(8) ends at once and in silence.
 */
export async function runBatch(file: string, context: Context, runLine: RunLine): Promise<number> {
  const { settings, out, warn } = context;
  using session = new Session();
  openBatch(file);
  const inherited = file === "-" ? context.inherited : withFile(context.inherited);
  using progress = new Progress("Lines", undefined, context.diagnostics);
  const clearAndWarn = (text: string) => {
    progress.clear();
    warn(text);
  };
  const paths = { ...context.paths, session };
  const line: Context = { ...context, isBatch: true, inherited, paths, warn: clearAndWarn };
  let status = 0;
  let count = 0;
  const lines = readLines(afterEach(readPieces(file), () => session.forgetRunDir()));
  for (const { words, lineNumber } of readCommands(lines, () => clearAndWarn("Missing continuation line"))) {
    if (++count === MANY) compileLess();
    if (!isSilent(words, settings)) progress.clear();
    else if (count % MANY === 0) progress.report(count);
    const failed = (await reported(words, line, runLine)) !== 0;
    // Whoever waits for the answer before writing the next line gets it; and it is out before what is said of it.
    out.flush();
    if (!failed) continue;
    clearAndWarn(`Command failed ${file}:${lineNumber}`);
    status = 1;
    if (!settings.force) break;
  }
  return status;
}

/** Whether a line prints nothing when all is well. */
function isSilent([word = "", next]: readonly string[], { json }: Settings): boolean {
  const name = findName(isObject(word) ? next : word);
  return !json && name !== undefined && ["add", "attach", "delete", "set"].includes(name);
}

/** What comes, with a call before each: whoever waits for more does not know what has become of things meanwhile. */
function* afterEach<T>(items: Iterable<T>, arrived: () => void): Generator<T> {
  for (const item of items) {
    arrived();
    yield item;
  }
}

async function reported(words: readonly string[], context: Context, runLine: RunLine): Promise<number> {
  try {
    return await runLine(words, context);
  } catch (error) {
    if (error instanceof Stop) throw error;
    context.out.flush();
    const status = report(error, words, context);
    if (status === USAGE || isLost(error)) throw new Stop(status);
    return status;
  }
}

/** A command inherits the file that the batch is read from as its standard input, whatever the caller's was. */
function withFile(inherited: InheritedState): InheritedState {
  const others = inherited.descriptors.filter(({ fd }) => fd !== 0);
  return { ...inherited, descriptors: [{ fd: 0, nonBlocking: false }, ...others] };
}
