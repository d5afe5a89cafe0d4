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

/** The subcommand that a word means: the first that it is a name of, or the beginning of one. Without a word, `list`. */
export function findName(word: string | undefined): CommandName | undefined {
  if (word === undefined) return "list";
  if (word === "") return undefined;
  return names.find((each) => each.some((name) => name.startsWith(word)))?.[0];
}

/** All of them. */
export const commandNames: readonly CommandName[] = names.map(([name]) => name);
