import type { Settings } from "./context.js";
import { Stop, usageFailure } from "./failure.js";
import { parseInteger } from "./numbers.js";

/** What an option does; `argument` is the next word, for those that take one. */
interface Option {
  readonly names: readonly string[];
  /** Only the whole word counts; all others may be shortened. */
  readonly exact?: boolean;
  /** What may stand behind "=" in the same word; the name before it may be shortened. */
  readonly values?: readonly string[];
  /** What the argument is called when it is missing. */
  readonly argument?: string;
  readonly apply?: (effects: Effects, argument: string) => void;
}

/** What options can do beside changing settings; they take effect at once, in the order in which they are given. */
export interface Effects {
  readonly settings: Settings;
  /** Enters a namespace for good, for `-netns NAME`. */
  readonly enter: (name: string) => void;
  readonly printVersion: () => void;
  readonly printUsage: () => void;
}

const FAMILIES = ["inet", "inet6", "link", "bridge", "mpls"];

/**
 * In the order in which ip(8) compares: a shortened word means the first option that it is the beginning of. Most
 * mean nothing for namespaces, and are accepted so that scripts which pass them to every `ip` go on working.
 */
export const options: readonly Option[] = [
  { names: ["-loops"], argument: "loop count" },
  { names: ["-family"], argument: "family type", apply: checkFamily },
  { names: ["-4"], exact: true },
  { names: ["-6"], exact: true },
  { names: ["-0"], exact: true },
  { names: ["-M"], exact: true },
  { names: ["-B"], exact: true },
  { names: ["-human", "-human-readable"] },
  { names: ["-iec"] },
  { names: ["-stats", "-statistics"] },
  { names: ["-details"] },
  { names: ["-resolve"] },
  { names: ["-oneline"] },
  { names: ["-timestamp"], apply: turnOn("timestamp") },
  { names: ["-tshort"], apply: turnOn("timestamp") },
  { names: ["-Version"], apply: (effects) => stop(effects.printVersion, 0) },
  { names: ["-force"], apply: turnOn("force") },
  { names: ["-batch"], argument: "batch file", apply: setBatch },
  { names: ["-brief"] },
  { names: ["-json"], apply: turnOn("json") },
  { names: ["-pretty"], apply: turnOn("pretty") },
  { names: ["-rcvbuf"], argument: "rcvbuf size", apply: checkSize },
  { names: ["-color"], values: ["", "always", "auto", "never"] },
  { names: ["-help"], apply: (effects) => stop(effects.printUsage, 255) },
  { names: ["-netns"], argument: "netns name", apply: (effects, name) => effects.enter(name) },
  { names: ["-Numeric"] },
  { names: ["-all"], apply: turnOn("all") },
  { names: ["-echo"], exact: true },
];

/** What holds before any option. */
export const defaultSettings = (): Settings => ({
  json: false,
  pretty: false,
  all: false,
  force: false,
  timestamp: false,
  batch: undefined,
});

function turnOn(setting: "json" | "pretty" | "all" | "force" | "timestamp"): (effects: Effects) => void {
  return ({ settings }) => {
    settings[setting] = true;
  };
}

function setBatch({ settings }: Effects, file: string): void {
  settings.batch = file;
}

function stop(print: () => void, status: number): never {
  print();
  throw new Stop(status);
}

/**
 * Reads the options before the subcommand, and returns the words from there on. One dash or two, shortened or not.
 *
 * @throws Failure for what is not an option, or lacks its argument.
 */
export function readOptions(words: readonly string[], program: string, effects: Effects): string[] {
  let position = 0;
  for (; words[position]?.startsWith("-"); position++) {
    const word = words[position] as string;
    if (word === "--") return words.slice(position + 1);
    const typed = word.startsWith("--") ? word.slice(1) : word;
    const option = options.find((option) => isMeant(option, typed));
    if (option === undefined) {
      throw usageFailure(`Option "${typed}" is unknown, try "${program.replace(/ netns$/, "")} -help".`);
    }
    let argument = "";
    if (option.argument !== undefined) {
      position++;
      const next = words[position];
      if (next === undefined) throw usageFailure(`Error: argument "${option.argument}" is required`);
      argument = next;
    }
    option.apply?.(effects, argument);
  }
  return words.slice(position);
}

function isMeant({ names, exact, values }: Option, typed: string): boolean {
  if (exact) return names.includes(typed);
  const [name = "", value] = values === undefined ? [typed] : split(typed);
  if (value !== undefined && values?.includes(value) !== true) return false;
  return names.some((whole) => whole.startsWith(name));
}

function split(word: string): [string, string?] {
  const at = word.indexOf("=");
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function checkFamily(effects: Effects, family: string): void {
  if (family === "help") stop(effects.printUsage, 255);
  if (!FAMILIES.includes(family)) {
    throw usageFailure(`Error: argument "${family}" is wrong: invalid protocol family`);
  }
}

function checkSize(_effects: Effects, word: string): void {
  // An unsigned int.
  const size = parseInteger(word, 33);
  if (size === undefined || size < 0) throw usageFailure(`Invalid rcvbuf size '${word}'`);
}
