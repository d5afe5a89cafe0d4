/** Where head.sh leaves the environment that it was given itself, for a command that is to be run in it. */
export const ENVIRONMENT_VARIABLE = "NETNS_ENVIRONMENT";

/**
 * Puts the environment back to what it was before the shell at the head of the command: shells set PWD, some others as
 * well, and dash drops variables whose names are none to a shell, such as functions that bash exports.
 *
 * @param record `NAME=value` in a line each; line feeds in them are U+0001. `undefined` when there is none: all stays.
 */
export function restoreEnvironment(record: string | undefined, environment: NodeJS.ProcessEnv): void {
  if (record === undefined) return;
  const given = new Map(record.split("\n").filter(isVariable).map(parseVariable));
  for (const name of Object.keys(environment)) if (!given.has(name)) delete environment[name];
  for (const [name, value] of given) if (recorded(environment[name]) !== value) environment[name] = value;
}

/** Whoever starts a program may put there what he likes (environ(7)). */
const isVariable = (line: string) => line.indexOf("=") > 0;

function parseVariable(line: string): [name: string, value: string] {
  const variable = line.replaceAll("\u0001", "\n");
  const end = variable.indexOf("=");
  return [variable.slice(0, end), variable.slice(end + 1)];
}

/** What a value looks like that has been through a record: what is the same there is not touched. */
function recorded(value: string | undefined): string | undefined {
  return value?.replaceAll("\u0001", "\n");
}
