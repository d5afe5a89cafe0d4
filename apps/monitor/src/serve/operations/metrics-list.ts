import type { ServerFacts } from "./facts.js";
import type { RecordCounts } from "./metrics-counts.js";

/** Where samples come from. */
export interface Sources {
  readonly facts: ServerFacts;
  readonly counts: RecordCounts;
}

/** A value, and what it is of. */
export type Sample = readonly [value: number, labels?: Readonly<Record<string, string>>];

/** Names as https://prometheus.io/docs/practices/naming/ wants them: base units, `_total` for what only grows. */
export interface Metric {
  readonly name: string;
  readonly type: "counter" | "gauge";
  readonly help: string;
  readonly labels?: readonly string[];
  readonly samples: (sources: Sources) => Iterable<Sample>;
}

/**
 * What the server tells of what it watches. No label has more values than there are words for it in the kernel or here:
 * one for each namespace would make thousands of series (https://prometheus.io/docs/practices/naming/#labels).
 */
export const metrics: readonly Metric[] = [
  {
    name: "netns_namespaces",
    type: "gauge",
    help: "Network namespaces, by whether they can be looked into.",
    labels: ["state"],
    samples: ({ facts: { world } }) => [
      [world.namespaces, { state: "watched" }],
      [world.notWatched, { state: "not-watched" }],
    ],
  },
  {
    name: "netns_names",
    type: "gauge",
    help: "Names of network namespaces in the run directory.",
    samples: ({ facts: { world } }) => [[world.names]],
  },
  {
    name: "netns_links",
    type: "gauge",
    help: "Links in the namespaces that are watched, by operational state (RFC 2863, as ip(8) has it).",
    labels: ["state"],
    samples: ({ facts: { world } }) => by("state", new Map([...noLinks, ...world.linksByState])),
  },
  {
    name: "netns_ready",
    type: "gauge",
    help: "1 when all has been told that there was at first, 0 otherwise.",
    samples: ({ facts: { isReady } }) => [[isReady ? 1 : 0]],
  },
  {
    name: "netns_events_total",
    type: "counter",
    help: "What was told of names, ids, namespaces and what is in them, by what it was of and what became of it.",
    labels: ["kind", "change"],
    samples: ({ counts }) => [...counts.events].map(([type, count]) => [count, kindAndChange(type)]),
  },
  {
    name: "netns_resyncs_total",
    type: "counter",
    help: "How often all was listed again because events were lost, by why.",
    labels: ["reason"],
    samples: ({ counts }) => by("reason", counts.resyncs),
  },
  {
    name: "netns_overruns_total",
    type: "counter",
    help: "How often the kernel had no room for the events of a namespace.",
    samples: ({ facts }) => [[facts.overruns]],
  },
  {
    name: "netns_dropped_events_total",
    type: "counter",
    help: "Events that the kernel had no room for.",
    samples: ({ facts }) => [[facts.dropped]],
  },
  {
    name: "netns_clients",
    type: "gauge",
    help: "Clients that read events now.",
    samples: ({ facts }) => [[facts.clients]],
  },
  {
    name: "netns_clients_accepted_total",
    type: "counter",
    help: "Clients that began to read events.",
    samples: ({ facts }) => [[facts.clientsTotal]],
  },
  {
    name: "netns_clients_resumed_total",
    type: "counter",
    help: "Clients that went on where they had stopped.",
    samples: ({ facts }) => [[facts.clientsResumed]],
  },
  {
    name: "netns_clients_dropped_total",
    type: "counter",
    help: "Clients that were dropped because they did not read.",
    samples: ({ facts }) => [[facts.clientsDropped]],
  },
  {
    name: "netns_http_responses_total",
    type: "counter",
    help: "Requests that were answered, by status.",
    labels: ["code"],
    samples: ({ facts }) => by("code", facts.responses),
  },
  {
    name: "netns_ring_bytes",
    type: "gauge",
    help: "Memory for what clients may go on from.",
    samples: ({ facts }) => [[facts.ringBytes]],
  },
];

/** Of each state that the kernel has a word for: what is not there would be no number. */
const noLinks: ReadonlyMap<string, number> = new Map(
  ["unknown", "notpresent", "down", "lowerlayerdown", "testing", "dormant", "up"].map((state) => [state, 0]),
);

function by(label: string, counts: ReadonlyMap<string | number, number>): Sample[] {
  return [...counts].map(([key, count]) => [count, { [label]: String(key) }]);
}

/** `link-changed` → kind `link`, change `changed`. */
function kindAndChange(type: string): { readonly kind: string; readonly change: string } {
  const at = type.lastIndexOf("-");
  return { kind: type.slice(0, at), change: type.slice(at + 1) };
}
