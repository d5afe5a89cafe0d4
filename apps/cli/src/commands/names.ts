/** In the order in which ip(8) compares. The first name is the one that is shown. */
const names = [
  ["list", "show", "lst"],
  ["list-id"],
  ["help"],
  ["add"],
  ["set"],
  ["delete"],
  ["identify"],
  ["pids"],
  ["exec"],
  ["monitor"],
  ["attach"],
] as const;

/** A subcommand, by its first name. */
export type CommandName = (typeof names)[number][0];

/** What was asked for last. */
let last: { readonly word: string; readonly name: CommandName | undefined } = { word: "", name: undefined };

/** The subcommand that a word means: the first that it is a name of, or the beginning of one. Without a word, `list`. */
export function findName(word: string | undefined): CommandName | undefined {
  if (word === undefined) return "list";
  if (word === "") return undefined;
  // In a batch it is the same word thousands of times.
  if (word !== last.word) {
    last = { word, name: names.find((each) => each.some((name) => name.startsWith(word)))?.[0] };
  }
  return last.name;
}

/** All of them. */
export const commandNames: readonly CommandName[] = names.map(([name]) => name);
