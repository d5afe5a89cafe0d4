import { isObject } from "./as-ip/object.js";
import { type CommandName, findName } from "./commands/names.js";
import type { Command } from "./context.js";

/**
 * The built command is in parts, because what Node reads it also has to parse: each is main.ts with a few subcommands,
 * as its file in the folder `parts` says, and nothing that these do not use. `whole` has everything.
 */
export const parts = {
  small: ["help", "identify", "pids"],
  list: ["list"],
  "list-id": ["list-id"],
  add: ["add"],
  set: ["set"],
  delete: ["delete"],
  exec: ["exec"],
  attach: ["attach"],
} as const satisfies Record<string, readonly CommandName[]>;

export type Part = keyof typeof parts | "whole";

/** The subcommands that a part has to bring along. */
export type CommandsOf<P extends Part> = Readonly<
  Record<P extends keyof typeof parts ? (typeof parts)[P][number] : CommandName, Command>
>;

/**
 * The part that a command line needs. What is wrong with the line is not told here: any part says so when it is asked to
 * run it, but under the name `ip` only `whole` can hand it on. Reading the options as options.ts does would take longer
 * than running a small command: a line with one that may take an argument, or need more, is left to `whole`.
 *
 * @param program As in texts: `netns`, or `ip netns`.
 */
export function partFor(words: readonly string[], program: string): Part {
  const at = words.findIndex((word) => !word.startsWith("-"));
  const options = at === -1 ? words : words.slice(0, at);
  if (program !== "netns") {
    const isOurs = isObject(words[at] ?? "") && options.every((option) => PLAIN.test(option));
    return isOurs ? partOf(findName(words[at + 1])) : "whole";
  }
  if (options.some((option) => MAY_NEED_MORE.test(option))) return "whole";
  if (options.some((option) => VERSION.test(option))) return "small";
  return partOf(findName(words[at]));
}

/** Of -loops, which a dash alone means too, -family, -rcvbuf, -batch and -netns. */
const MAY_NEED_MORE = /^-(-?[lfrbn]|$)/;
const VERSION = /^--?V/;
/** Of those that are certainly options, and mean something for namespaces. */
const PLAIN = /^--?(a(ll)?|j(son)?|p(retty)?)$/;

function partOf(name: CommandName | undefined): Part {
  if (name === undefined) return "small";
  const all = Object.entries(parts) as [Part, readonly CommandName[]][];
  return all.find(([, names]) => names.includes(name))?.[0] ?? "whole";
}
