import { checkName, enterForGood, NamespaceError, UnsupportedPlatformError } from "@netns/core";
import { findCommand } from "./commands/index.js";
import type { Context, Settings } from "./context.js";
import { Failure, refusal, usageFailure } from "./failure.js";
import { readOptions, Stop } from "./options.js";
import { report } from "./report.js";
import { printUsage } from "./usage.js";

/** What a command line is run with that depends on the process. */
export interface Environment extends Omit<Context, "settings"> {
  readonly version: string;
  /** As in `process.platform`. */
  readonly platform: string;
}

/** Runs a command line, without the program's name: the exit status. What goes wrong is told on standard error. */
export async function run(words: readonly string[], environment: Environment): Promise<number> {
  try {
    // Before anything is touched: half of what a subcommand does would work elsewhere too.
    if (environment.platform !== "linux") throw new UnsupportedPlatformError(environment.platform);
    return await dispatch(words, environment);
  } catch (error) {
    if (error instanceof Stop) return error.status;
    return report(error, environment.warn);
  }
}

function dispatch(words: readonly string[], environment: Environment): number | Promise<number> {
  const settings: Settings = { json: false, pretty: false, all: false };
  const context: Context = { ...environment, settings };
  const { program, out, version } = environment;
  const rest = readOptions(words, program, {
    settings,
    enter: (name) => enter(name, context),
    printVersion: () => out.line(`netns ${version}`),
    printUsage: () => printUsage(context),
  });
  const [word, ...args] = program === "netns" ? rest : afterObject(rest, context);
  // Whatever the subcommand, as in ip(8). With -all this word may be a command's; names are checked where they are used.
  if (args[0] !== undefined && !settings.all) checkName(args[0]);
  const command = findCommand(word);
  if (command === undefined) throw usageFailure(`Command "${word}" is unknown, try "${program} help".`);
  return command.run(args, context);
}

function enter(name: string, { paths, warn }: Context): void {
  try {
    enterForGood(name, { ...paths, onWarning: ({ message }) => warn(message) });
  } catch (error) {
    if (error instanceof NamespaceError) throw new Failure(255, error.message);
    throw error;
  }
}

/** Under the name `ip` the first word is the object, which may be shortened; of all objects we know one. */
function afterObject([object, ...rest]: readonly string[], context: Context): string[] {
  if (object === undefined) {
    printUsage(context);
    throw new Failure(255);
  }
  if (object.length < 3 || !"netns".startsWith(object)) throw refusal(`Object "${object}" is unknown, try "ip help".`);
  return rest;
}
