import type { ResyncReason } from "@netns/core";
import { insideKinds } from "../../stream/kinds.js";
import type { WireRecord } from "../../wire.js";

/** All there are. A listing's "present" is no event. */
const eventTypes: readonly WireRecord["type"][] = [
  "name-added",
  "name-deleted",
  "nsid-added",
  "nsid-deleted",
  "namespace-changed",
  "namespace-deleted",
  ...insideKinds.flatMap((kind) => [`${kind}-changed`, `${kind}-deleted`] as const),
];

const reasons: readonly ResyncReason[] = ["inotify-overflow", "netlink-overrun", "run-dir-lost", "run-dir-found"];

/**
 * Counts records as they are told, for what `/metrics` says of them. From 0 on, so that the first one is an increase:
 * https://prometheus.io/docs/practices/instrumentation/#avoid-missing-metrics
 */
export class RecordCounts {
  readonly #events = new Map<string, number>(eventTypes.map((type) => [type, 0]));
  readonly #resyncs = new Map<string, number>(reasons.map((reason) => [reason, 0]));

  /** By type, `link-changed`, `name-added` … */
  get events(): ReadonlyMap<string, number> {
    return this.#events;
  }

  /** By reason. */
  get resyncs(): ReadonlyMap<string, number> {
    return this.#resyncs;
  }

  count(record: WireRecord): void {
    if (record.type === "resync") increase(this.#resyncs, record.reason);
    else if (this.#events.has(record.type)) increase(this.#events, record.type);
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
