import { parseArgs } from "node:util";

/** What the command line asks for. */
export type Invocation =
  | { readonly action: "help" }
  | { readonly action: "version" }
  | { readonly action: "stream"; readonly json: boolean; readonly allNsid: boolean };

/** The command line cannot be understood. */
export class UsageError extends Error {}

export const usage = `Usage: netns-monitor [--json] [--all-nsid]

Prints a line for each named network namespace that is added or deleted, and for
each id (nsid) that the kernel gives to another namespace or takes away, until
it is ended by a signal.

  --json      one JSON object a line
  --all-nsid  the ids in other namespaces as well: in all that have an id here
  --version   print the version
  --help      print this

NETNS_RUN_DIR    where names are kept (default /var/run/netns)
`;

/** @throws UsageError */
export function parseInvocation(words: readonly string[]): Invocation {
  const values = parse(words);
  if (values.help) return { action: "help" };
  if (values.version) return { action: "version" };
  return { action: "stream", json: values.json ?? false, allNsid: values["all-nsid"] ?? false };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        json: { type: "boolean" },
        "all-nsid": { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
