import { errnoText, identifyProcess, type Name, NamespaceError } from "@netns/core";
import type { Command, Context } from "../context.js";
import { Failure, refusal } from "../failure.js";
import { nameFields } from "../json.js";
import { wordOf } from "../words.js";
import { refuseMore } from "./arguments.js";
import { hasOwnJson, printJson } from "./print.js";

/** This message has no blank behind its colon in ip(8), unlike all others. */
function namesOf(process: number | "self", { paths }: Context): Name[] {
  try {
    return identifyProcess(process, paths);
  } catch (error) {
    if (!(error instanceof NamespaceError) || error.step !== "read-run-dir") throw error;
    throw new Failure(1, `Failed to open directory ${error.path}:${errnoText(error.errno)}`, { cause: error });
  }
}

export const identify: Command = {
  run(args, context) {
    refuseMore(args, 1);
    const [word] = args;
    if (word !== undefined && !/^[0-9]*$/.test(word)) throw refusal(`Specified string '${word}' is not a pid`);
    const names = namesOf(word === undefined ? "self" : pidOf(word), context);
    if (hasOwnJson(context)) {
      printJson(names.map(nameFields), context);
      return 0;
    }
    // Every name, as the manual says; ip(8) shows the last it finds. Without a name an empty line, as there.
    for (const name of names) context.out.line(wordOf(name));
    if (names.length === 0) context.out.line("");
    return 0;
  },
};

/** ip(8) takes the word as it is for a directory of /proc, and none has a zero in front: nor is there a process 0. */
function pidOf(word: string): number {
  return word.startsWith("0") ? 0 : Number(word);
}
