import { exec as becomeCommand, listNames, NamespaceError, runAndWait } from "@netns/core";
import type { Command, Context } from "../context.js";
import { Failure, refusal } from "../failure.js";
import { requireName } from "./arguments.js";

export const exec: Command = {
  names: ["exec"],
  run(args, context) {
    if (context.settings.all) return execEverywhere(requireCommand(args), context);
    const [word, ...rest] = args;
    const name = requireName(word);
    const [file, ...words] = requireCommand(rest);
    context.out.flush();
    try {
      return becomeCommand(name, file, words, execOptions(context));
    } catch (error) {
      // Status 1 when the command is not found or cannot run, 255 when the namespace cannot be entered.
      if (error instanceof NamespaceError && error.step !== "exec") throw new Failure(255, error.message);
      throw error;
    }
  },
};

function requireCommand([file, ...rest]: readonly string[]): [string, ...string[]] {
  if (file === undefined) throw refusal("No command specified");
  return [file, ...rest];
}

/** One after the other; what they return, and what goes wrong with one, does not count: the next is run all the same. */
function execEverywhere([file, ...words]: [string, ...string[]], context: Context): number {
  for (const { name, rawName } of listNames(context.paths)) {
    context.out.line(`\nnetns: ${name}`);
    context.out.flush();
    try {
      runAndWait(rawName, file, words, execOptions(context));
    } catch (error) {
      if (!(error instanceof NamespaceError)) throw error;
      context.warn(error.message);
    }
  }
  return 0;
}

function execOptions({ paths, inherited, warn }: Context) {
  return { ...paths, inherited, onWarning: ({ message }: NamespaceError) => warn(message) };
}
