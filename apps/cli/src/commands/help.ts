import type { Command } from "../context.js";
import { Failure } from "../failure.js";
import { printUsage } from "../usage.js";

/**
 * `help`, and `help SUBCOMMAND`, which ip(8) does not know: under its name further words are ignored, as there.
 *
 * @param find Which subcommand a word means.
 */
export function helpWith(find: (word: string) => Pick<Command, "names"> | undefined): Command {
  return {
    names: ["help"],
    async run([word], context) {
      const command = word === undefined || context.program !== "netns" ? undefined : find(word);
      if (command === undefined) {
        printUsage(context);
        throw new Failure(255);
      }
      // Not needed by any other start.
      const { helpTexts } = await import("../help.js");
      context.out.text(helpTexts.get(command.names[0]) ?? "");
      return 0;
    },
  };
}
