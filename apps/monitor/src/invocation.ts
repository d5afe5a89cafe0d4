import { parseArgs } from "node:util";
import { insideKinds, type Kind, kinds } from "./stream/kinds.js";
import type { StreamOptions } from "./stream/stream.js";
import type { TimeStyle } from "./stream/time.js";

/** What the command line asks for. */
export type Invocation =
  | { readonly action: "help" }
  | { readonly action: "version" }
  | ({ readonly action: "stream"; readonly statistics: boolean } & StreamOptions);

/** The command line cannot be understood. */
export class UsageError extends Error {}

export const usage = `Usage: netns-monitor [options]

Prints a line for each named network namespace, and for each id (nsid) that the
kernel has for another namespace: first those that are there, then each that
comes or goes, until it is ended by a signal.

What is shown
  --links          also the links of every named namespace
  --addresses      … addresses
  --routes         … routes
  --neighbors      … neighbors
  --all            all of these
  --kind LIST      these kinds only: name,nsid,link,address,route,neighbor
  --namespace NAME this namespace only, and no ids; may be given several times
  --all-nsid       the ids in other namespaces as well: in all that have an id here
  --no-snapshot    not what is there at first

How
  --json           one JSON object a line
  -t, -timestamp   with the time, on a line before each (JSON: as "time")
  -ts, -tshort     with the time, in front of each line
  --receive-buffer BYTES
                   room in the kernel for the events of each namespace (1048576)
  --statistics     at the end a line on standard error about what was held and lost
  --version        print the version
  --help           print this

NETNS_RUN_DIR    where names are kept (default /var/run/netns)
SIGUSR1          prints the statistics
`;

const DEFAULT_RECEIVE_BUFFER = 1024 * 1024;

/** @throws UsageError */
export function parseInvocation(words: readonly string[]): Invocation {
  const values = parse(words.map(spelledOut));
  if (values.help) return { action: "help" };
  if (values.version) return { action: "version" };
  const namespaces = values.namespace;
  return {
    action: "stream",
    kinds: kindsOf(values, namespaces !== undefined),
    namespaces,
    snapshot: !values["no-snapshot"],
    json: values.json ?? false,
    time: timeStyle(values),
    allNsid: values["all-nsid"] ?? false,
    receiveBuffer: bytesOf(values["receive-buffer"]),
    statistics: values.statistics ?? false,
  };
}

/** ip(8)'s own spellings, which Node would take for letters one by one. */
function spelledOut(word: string): string {
  return { "-timestamp": "--timestamp", "-ts": "--tshort", "-tshort": "--tshort" }[word] ?? word;
}

const flag = { type: "boolean" } as const;

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        links: flag,
        addresses: flag,
        routes: flag,
        neighbors: flag,
        all: flag,
        kind: { type: "string", multiple: true },
        namespace: { type: "string", multiple: true },
        "all-nsid": flag,
        "no-snapshot": flag,
        json: flag,
        timestamp: { ...flag, short: "t" },
        tshort: flag,
        "receive-buffer": { type: "string" },
        statistics: flag,
        help: { ...flag, short: "h" },
        version: flag,
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

type Values = ReturnType<typeof parse>;

/** An id is no namespace's by name: whoever chooses names has to ask for ids as well. */
function kindsOf(values: Values, isByName: boolean): Kind[] {
  if (values.kind !== undefined) return values.kind.flatMap((list) => list.split(",").map(kindOf));
  const asked = { link: values.links, address: values.addresses, route: values.routes, neighbor: values.neighbors };
  const inside = insideKinds.filter((kind) => values.all || asked[kind]);
  return isByName ? ["name", ...inside] : ["name", "nsid", ...inside];
}

function kindOf(word: string): Kind {
  const kind = kinds.find((each) => each === word);
  if (kind === undefined) throw new UsageError(`"${word}" is no kind: ${kinds.join(", ")}`);
  return kind;
}

function timeStyle({ timestamp, tshort }: Values): TimeStyle {
  if (tshort) return "short";
  return timestamp ? "line" : "none";
}

function bytesOf(word: string | undefined): number {
  if (word === undefined) return DEFAULT_RECEIVE_BUFFER;
  // The kernel takes a signed number of 32 bits, and doubles it (sock_setsockopt()).
  if (!/^[1-9]\d{0,9}$/.test(word) || Number(word) >= 2 ** 30) throw new UsageError(`"${word}" is no number of bytes`);
  return Number(word);
}
