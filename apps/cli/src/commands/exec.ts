import { exec as becomeCommand, type ExitStatus, listNames, NamespaceError, runAndWait } from "@netns/core";
import { compileLess, MANY } from "../compile-less.js";
import type { Command, Context } from "../context.js";
import { Failure, refusal, Stop } from "../failure.js";
import { restoreWords, toBytes, wordOf } from "../words.js";
import { requireName } from "./arguments.js";

export const exec: Command = {
  run(args, context) {
    if (context.settings.all) return execEverywhere(requireCommand(args), context);
    const [word, ...rest] = args;
    const name = toBytes(requireName(word));
    const [file, ...words] = requireCommand(rest);
    context.out.flush();
    const options = execOptions(args, context);
    if (context.isBatch) return statusOf(runAndWait(name, toBytes(file), words.map(toBytes), options));
    try {
      return becomeCommand(name, toBytes(file), words.map(toBytes), options);
    } catch (error) {
      // Status 1 when the command is not found or cannot run, 255 when the namespace cannot be entered.
      if (error instanceof NamespaceError && error.step !== "exec")
        throw new Failure(255, error.message, { cause: error });
      throw error;
    }
  },
};

/**
 * Whether this process could not come back from a namespace: nothing else may be done there. Or it has not left, because
 * it could not have (`add`): of that ip(8) makes no difference, and ends as well.
 */
export function isLost(error: unknown): boolean {
  return error instanceof NamespaceError && error.step === "return";
}

/** A command that a signal ends also ends the batch, whatever -force says: as in ip(8). */
function statusOf({ code }: ExitStatus): number {
  if (code === undefined) throw new Stop(1);
  return code;
}

function requireCommand([file, ...rest]: readonly string[]): [string, ...string[]] {
  if (file === undefined) throw refusal("No command specified");
  return [file, ...rest];
}

/** One after the other; what they return, and what goes wrong with one, does not count: the next is run all the same. */
function execEverywhere([file, ...words]: [string, ...string[]], context: Context): number {
  const { out, warn } = context;
  const [command, args] = [toBytes(file), words.map(toBytes)];
  const names = listNames(context.paths);
  if (names.length >= MANY) compileLess();
  for (const name of names) {
    out.text("\n");
    out.line(`netns: ${wordOf(name)}`);
    out.flush();
    try {
      runAndWait(name.rawName, command, args, execOptions([wordOf(name), file, ...words], context));
    } catch (error) {
      if (!(error instanceof NamespaceError) || isLost(error)) throw error;
      warn(restoreWords(error.message, [wordOf(name), file]));
    }
  }
  return 0;
}

function execOptions(words: readonly string[], { paths, inherited, warn }: Context) {
  return { ...paths, inherited, onWarning: ({ message }: NamespaceError) => warn(restoreWords(message, words)) };
}
