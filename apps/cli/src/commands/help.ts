import type { Command } from "../context.js";
import { Failure } from "../failure.js";
import { printUsage } from "../usage.js";
import { findName } from "./names.js";

/** `help`, and `help SUBCOMMAND`, which ip(8) does not know: under its name further words are ignored, as there. */
export const help: Command = {
  async run([word], context) {
    const name = word === undefined || context.program !== "netns" ? undefined : findName(word);
    if (name === undefined) {
      printUsage(context);
      throw new Failure(255);
    }
    // Not needed by any other start.
    const { helpTexts } = await import("../help.js");
    context.out.text(helpTexts.get(name) ?? "");
    return 0;
  },
};
