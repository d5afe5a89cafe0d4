import { checkName, UnsupportedPlatformError } from "@netns/core";
import { type Abilities, needed } from "./abilities.js";
import { isObject } from "./as-ip/object.js";
import { findName } from "./commands/names.js";
import type { Context } from "./context.js";
import { refusal, Stop, usageFailure } from "./failure.js";
import { defaultSettings, readOptions } from "./options.js";
import { report } from "./report.js";
import { printUsage } from "./usage.js";
import { toBytes } from "./words.js";

/** What a command line is run with that depends on the process. */
export interface Environment extends Omit<Context, "settings" | "isBatch"> {
  readonly version: string;
  /** As in `process.platform`. */
  readonly platform: string;
  /** Of the part that is loaded. */
  readonly abilities: Abilities;
}

/** Runs a command line, without the program's name: the exit status. What goes wrong is told on standard error. */
export async function run(words: readonly string[], environment: Environment): Promise<number> {
  try {
    // Before anything is touched: half of what a subcommand does would work elsewhere too.
    if (environment.platform !== "linux") throw new UnsupportedPlatformError(environment.platform);
    return await dispatch(words, environment);
  } catch (error) {
    if (error instanceof Stop) return error.status;
    return report(error, words, environment);
  }
}

function dispatch(words: readonly string[], environment: Environment): number | Promise<number> {
  const settings = defaultSettings();
  const context: Context = { ...environment, settings, isBatch: false };
  const { program, out, version, abilities } = environment;
  const rest = readOptions(words, program, {
    settings,
    enter: (name) => needed(abilities.enter, "enter")(name, context),
    printVersion: () => out.line(`netns ${version}`),
    printUsage: () => printUsage(context),
  });
  if (settings.batch !== undefined) {
    const runLine = (line: readonly string[], inBatch: Context) => runLineOfBatch(line, inBatch, abilities);
    return needed(abilities.runBatch, "batch")(settings.batch, context, runLine);
  }
  // Under the name `ip` the object is first, and is netns: all else was handed to the real one.
  return runCommand(program === "netns" ? rest : rest.slice(1), context, abilities);
}

type Result = number | Promise<number>;

function runCommand([word, ...args]: readonly string[], context: Context, { commands }: Abilities): Result {
  // Whatever the subcommand, as in ip(8). With -all this word may be a command's; names are checked where they are used.
  if (args[0] !== undefined && !context.settings.all) checkName(toBytes(args[0]));
  const name = findName(word);
  if (name === undefined) throw usageFailure(`Command "${word}" is unknown, try "${context.program} help".`);
  return needed(commands[name], name).run(args, context);
}

/** A line of a batch is as it would be for `ip -batch`, or without the object: no subcommand begins like that. */
function runLineOfBatch([word, ...rest]: readonly string[], context: Context, abilities: Abilities): Result {
  if (word !== undefined && isObject(word)) return runCommand(rest, context, abilities);
  // What is no subcommand is taken for an object, as in ip(8): then -force goes on.
  if (findName(word) === undefined) throw refusal(`Object "${word}" is unknown, try "${context.program} help".`);
  return runCommand(word === undefined ? rest : [word, ...rest], context, abilities);
}
