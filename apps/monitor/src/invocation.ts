import { parseArgs } from "node:util";
import { type ServeOptions, serveOptions, serveOptionsOf } from "./serve/options.js";
import { serveUsage } from "./serve/usage.js";
import { type InsideKind, insideKinds, type Kind, kinds } from "./stream/kinds.js";
import type { StreamOptions } from "./stream/lines/stream.js";
import type { SourceOptions } from "./stream/source.js";
import type { TimeStyle } from "./stream/time.js";

/** What the command line asks for. */
export type Invocation =
  | { readonly action: "help"; readonly of?: "serve" }
  | { readonly action: "version" }
  | ({ readonly action: "stream"; readonly statistics: boolean } & StreamOptions)
  | ({ readonly action: "serve" } & ServeOptions & SourceOptions);

/** The command line cannot be understood. */
export class UsageError extends Error {
  /** What it understands. */
  usage = usage;
}

export const usage = `Usage: netns-monitor [options]
       netns-monitor serve [options]

Prints a line for each named network namespace, and for each id (nsid) that the
kernel has for another namespace: first those that are there, then each that
comes or goes, until it is ended by a signal. "serve" shows them as a page:
see "netns-monitor serve --help".

What is shown
  --links          also the links of every named namespace
  --addresses      … addresses
  --routes         … routes
  --rules          … rules of policy routing
  --nexthops       … nexthops that have a number
  --neighbors      … neighbors
  --fdb            … entries of forwarding databases: of bridges, VXLANs
  --all            all of these
  --own            the same of the namespace that it runs in
  --kind LIST      these kinds only: name,nsid,link,address,route,nexthop,rule,
                   neighbor,fdb
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
  if (words[0] === "serve") return parseServe(words.slice(1));
  const values = parse(words.map(spelledOut));
  if (values.help) return { action: "help" };
  if (values.version) return { action: "version" };
  const namespaces = values.namespace?.map(namespaceOf);
  return {
    action: "stream",
    kinds: kindsOf(values, namespaces !== undefined),
    namespaces,
    own: values.own ?? false,
    snapshot: !values["no-snapshot"],
    json: values.json ?? false,
    time: timeStyle(values),
    allNsid: values["all-nsid"] ?? false,
    receiveBuffer: bytesOf(values["receive-buffer"]),
    statistics: values.statistics ?? false,
  };
}

function parseServe(args: string[]): Invocation {
  try {
    const { values } = parseArgs({ args, options: { ...serveOptions, ...watchOptions } });
    if (values.help) return { action: "help", of: "serve" };
    if (values.version) return { action: "version" };
    const { kind, "all-nsid": allNsid = false } = values;
    const namespaces = values.namespace?.map(namespaceOf);
    return {
      action: "serve",
      ...serveOptionsOf(values),
      // Without names nobody would see which namespaces cannot be looked into.
      kinds: [...new Set<Kind>(["name", ...kindsOf({ ...(kind && { kind }), all: true }, namespaces !== undefined)])],
      namespaces,
      own: !values["no-own"],
      snapshot: true,
      allNsid,
      receiveBuffer: bytesOf(values["receive-buffer"]),
    };
  } catch (error) {
    const refusal = new UsageError(error instanceof Error ? error.message : String(error));
    refusal.usage = serveUsage;
    throw refusal;
  }
}

/** ip(8)'s own spellings, which Node would take for letters one by one. */
function spelledOut(word: string): string {
  return { "-timestamp": "--timestamp", "-ts": "--tshort", "-tshort": "--tshort" }[word] ?? word;
}

const flag = { type: "boolean" } as const;

/** Those of `serve` that say what is watched. */
const watchOptions = {
  kind: { type: "string", multiple: true },
  namespace: { type: "string", multiple: true },
  "no-own": flag,
  "all-nsid": flag,
  "receive-buffer": { type: "string" },
  help: { ...flag, short: "h" },
  version: flag,
} as const;

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        links: flag,
        addresses: flag,
        routes: flag,
        rules: flag,
        nexthops: flag,
        neighbors: flag,
        fdb: flag,
        own: flag,
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

const optionOf = {
  link: "links",
  address: "addresses",
  route: "routes",
  nexthop: "nexthops",
  rule: "rules",
  neighbor: "neighbors",
  fdb: "fdb",
} as const satisfies Record<InsideKind, keyof Values>;

/** An id is no namespace's by name: whoever chooses names has to ask for ids as well. */
function kindsOf(values: Pick<Values, "kind" | "all" | (typeof optionOf)[InsideKind]>, isByName: boolean): Kind[] {
  if (values.kind !== undefined) return values.kind.flatMap((list) => list.split(",").map(kindOf));
  const inside = insideKinds.filter((kind) => values.all || values[optionOf[kind]]);
  return isByName ? ["name", ...inside] : ["name", "nsid", ...inside];
}

function kindOf(word: string): Kind {
  const kind = kinds.find((each) => each === word);
  if (kind === undefined) throw new UsageError(`"${word}" is no kind: ${kinds.join(", ")}`);
  return kind;
}

/** What no file can be called would be waited for without end. */
function namespaceOf(name: string): string {
  if (["", ".", ".."].includes(name) || name.includes("/")) throw new UsageError(`"${name}" is no name of a namespace`);
  return name;
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
