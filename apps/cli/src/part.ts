import { isObject } from "./as-ip/object.js";
import { type CommandName, findName } from "./commands/names.js";
import { Failure, Stop } from "./failure.js";
import { defaultSettings, readOptions } from "./options.js";

/**
 * The built command is in parts, because what Node reads it also has to parse: each part is main.ts with a few
 * subcommands and nothing that these do not use. `whole` has everything.
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

/**
 * The part that a command line needs. What is wrong with the line is not told here: any part says so when it is asked to
 * run it, and the small one is the quickest.
 *
 * @param program As in texts: `netns`, or `ip netns`.
 */
export function partFor(words: readonly string[], program: string): Part {
  const settings = defaultSettings();
  let enters = false;
  const enter = () => {
    enters = true;
  };
  let rest: readonly string[] | undefined;
  try {
    rest = readOptions(words, program, { settings, enter, printVersion() {}, printUsage() {} });
  } catch (error) {
    if (!(error instanceof Stop || error instanceof Failure)) throw error;
  }
  if (enters || settings.batch !== undefined) return "whole";
  if (program === "netns") return rest === undefined ? "small" : partOf(findName(rest[0]));
  const [object, ...others] = rest ?? [];
  // All else under the name `ip` is handed to the real one.
  return object !== undefined && isObject(object) ? partOf(findName(others[0])) : "whole";
}

function partOf(name: CommandName | undefined): Part {
  if (name === undefined) return "small";
  const all = Object.entries(parts) as [Part, readonly CommandName[]][];
  return all.find(([, names]) => names.includes(name))?.[0] ?? "whole";
}
