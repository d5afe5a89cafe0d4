import type { ItemEvent, WatchEvent } from "./events.js";
import { keyOf } from "./keys.js";
import { RouteTable } from "./routes.js";
import { allSubjects, type Items, type Subject } from "./subjects.js";

interface Table<S extends Subject> {
  set(item: Items[S], flags: number, isPresent: boolean): void;
  delete(item: Items[S]): void;
  values(): IterableIterator<Items[S]>;
  readonly size: number;
}

class KeyedTable<S extends Subject> implements Table<S> {
  readonly #items = new Map<string, Items[S]>();

  constructor(readonly subject: S) {}

  set(item: Items[S]): void {
    this.#items.set(keyOf(this.subject, item), item);
  }

  delete(item: Items[S]): void {
    this.#items.delete(keyOf(this.subject, item));
  }

  values(): IterableIterator<Items[S]> {
    return this.#items.values();
  }

  get size(): number {
    return this.#items.size;
  }
}

type AnyTable = Table<Subject>;

function newTable(subject: Subject): AnyTable {
  return (subject === "route" ? new RouteTable() : new KeyedTable(subject)) as AnyTable;
}

/** What there is, according to a watch's events. While a snapshot comes in, it is what was known before. */
export class WatchState {
  /** By nsid (undefined: the observer's own namespace) and subject. */
  readonly #tables = new Map<number | undefined, Map<Subject, AnyTable>>();
  /** Of the snapshot that is coming in. */
  readonly #incoming = new Map<Subject, AnyTable>();

  /** The things of a subject, in a namespace: the observer's own, or the one that has this id there. */
  get<S extends Subject>(subject: S, nsid?: number): Items[S][] {
    return [...(this.#tables.get(nsid)?.get(subject)?.values() ?? [])] as Items[S][];
  }

  size(subject: Subject, nsid?: number): number {
    return this.#tables.get(nsid)?.get(subject)?.size ?? 0;
  }

  /** Takes the next event. */
  apply(event: WatchEvent): void {
    switch (event.type) {
      case "snapshot-start":
        // What was dropped may have been about any namespace, and the others are in no snapshot.
        if (event.reason === "overrun") for (const nsid of this.#tables.keys()) this.#forgetOther(nsid);
        for (const subject of event.subjects) this.#incoming.set(subject, newTable(subject));
        break;
      case "snapshot-end":
        for (const subject of event.subjects) this.#settle(subject, event.consistent);
        break;
      case "present":
        this.#incoming.get(event.subject)?.set(event.item, event.flags, true);
        break;
      case "changed":
      case "deleted":
        this.#change(event);
    }
  }

  #change({ type, subject, item, flags, nsid, own }: ItemEvent): void {
    const table = this.#table(subject, nsid);
    if (type === "changed") table.set(item, flags, false);
    else table.delete(item);
    // Ids are given anew: what had this one is somewhere else now.
    if (subject === "nsid" && type === "deleted" && own) this.#forgetOther(item.attributes.nsid);
  }

  #settle(subject: Subject, consistent: boolean): void {
    const incoming = this.#incoming.get(subject);
    this.#incoming.delete(subject);
    if (incoming === undefined) return;
    if (consistent) this.#tablesOf(undefined).set(subject, incoming);
    else for (const item of incoming.values()) this.#table(subject, undefined).set(item, 0, true);
  }

  #forgetOther(nsid: number | undefined): void {
    if (nsid !== undefined) this.#tables.delete(nsid);
  }

  #tablesOf(nsid: number | undefined): Map<Subject, AnyTable> {
    const tables = this.#tables.get(nsid) ?? new Map<Subject, AnyTable>();
    this.#tables.set(nsid, tables);
    return tables;
  }

  #table(subject: Subject, nsid: number | undefined): AnyTable {
    const tables = this.#tablesOf(nsid);
    const table = tables.get(subject) ?? newTable(subject);
    tables.set(subject, table);
    return table;
  }

  /** How many things there are of each subject, in all namespaces. */
  get counts(): Readonly<Record<Subject, number>> {
    const entries = allSubjects.map((subject) => {
      const sizes = [...this.#tables.values()].map((tables) => tables.get(subject)?.size ?? 0);
      return [subject, sizes.reduce((sum, size) => sum + size, 0)];
    });
    return Object.fromEntries(entries) as Record<Subject, number>;
  }
}

/** Takes the next event of a watch into a state, and returns that. */
export function applyEvent(state: WatchState, event: WatchEvent): WatchState {
  state.apply(event);
  return state;
}

/** The state as it is after the first snapshots, and each event that follows: for loops that want no more than that. */
export async function* stateOf(events: AsyncIterable<WatchEvent>): AsyncGenerator<WatchState, void, undefined> {
  const state = new WatchState();
  let isComing = true;
  for await (const event of events) {
    state.apply(event);
    if (event.type === "snapshot-start") isComing = true;
    if (event.type === "snapshot-end") isComing = false;
    if (!isComing) yield state;
  }
}
