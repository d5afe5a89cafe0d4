import {
  DumpInterruptedError,
  type EventFeed,
  getNsid,
  isInvalid,
  isNotFound,
  isPermission,
  listNsids,
  type RtnetlinkClient,
  type WatchEvent as RtnetlinkEvent,
  type Wait,
  type Watch,
  watch,
} from "@netns/rtnetlink";
import { Fd, hasCode } from "@netns/syscall";
import type { NamespaceIdentity } from "../identity.js";
import { namedNsids } from "../named-nsids.js";
import { withNamespaceFile } from "../namespace.js";
import type { ObserverOptions } from "../observer.js";
import { openClientIn } from "../open-client.js";
import { type Paths, withDefaults } from "../paths.js";
import type { NsidEvent, ResyncEvent, TargetNsids } from "./events.js";

/** Which ids. */
export interface NsidsFeedOptions extends ObserverOptions {
  /**
   * Tell of the ids in other namespaces too: all that have an id in the observer, and that the caller has
   * CAP_NET_BROADCAST over. What there is in them when the watch begins, takes CAP_NET_ADMIN over them. Default false.
   */
  readonly allNsid?: boolean | undefined;
  /**
   * Room for events about ids that wait in the kernel, in bytes as it counts them (some 1 KiB an event). Default 8 MiB.
   * For names the room is fs.inotify.max_queued_events.
   */
  readonly receiveBuffer?: number | undefined;
}

/** What a look at a table has found. */
interface Table {
  readonly nsids: ReadonlySet<number>;
  /** Whether what is not in it is gone. */
  readonly complete: boolean;
}

/** Tells of each id that the kernel gives another namespace, or takes away, in the observer. */
export class NsidsFeed implements EventFeed<NsidEvent | ResyncEvent> {
  readonly #paths: Paths;
  readonly #allNsid: boolean;
  readonly #client: RtnetlinkClient;
  readonly #events: Watch;
  /** What has been told of and is there, by whose table it stands in: `targetNsid`. */
  readonly #tables = new Map<number | undefined, Set<number>>();
  readonly complete: boolean;
  /** What the last look has given, told one by one. */
  #pending: Iterator<NsidEvent | ResyncEvent, void> | undefined;

  /** @throws NamespaceError, SyscallError, NetlinkError */
  constructor(options: NsidsFeedOptions) {
    const { allNsid = false, receiveBuffer } = options;
    this.#paths = withDefaults(options);
    this.#allNsid = allNsid;
    this.#client = openObserver(options);
    try {
      this.#events = watch(this.#client, { what: ["nsid"], allNsid, receiveBuffer });
    } catch (error) {
      this.#client.close();
      throw error;
    }
    try {
      // The first is there at once, and is no news.
      const { nsids, complete } = this.#readSnapshot();
      this.#tables.set(undefined, nsids);
      const targets = this.#readTargets(nsids);
      for (const [targetNsid, table] of targets) this.#tables.set(targetNsid, new Set(table.nsids));
      this.complete = complete && isComplete(targets);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get observer(): NamespaceIdentity {
    return this.#events.observer;
  }

  /** Of the observer's own all that have been told of and are there, ascending. */
  get nsids(): number[] {
    return ascending(this.#tableOf(undefined));
  }

  /** Those of others, where they have any. */
  get targets(): TargetNsids[] {
    return [...this.#tables].flatMap(([targetNsid, nsids]) =>
      targetNsid === undefined || nsids.size === 0 ? [] : [{ targetNsid, nsids: ascending(nsids) }],
    );
  }

  get wait(): Wait {
    const { wait } = this.#events;
    if (wait === undefined) throw new Error("the watch is closed");
    return wait;
  }

  close(): void {
    this.#pending = undefined;
    try {
      this.#events.close();
    } finally {
      this.#client.close();
    }
  }

  take(): NsidEvent | ResyncEvent | undefined {
    for (;;) {
      const next = this.#pending?.next();
      if (next !== undefined && next.done !== true) return next.value;
      this.#pending = undefined;
      const event = this.#events.read();
      if (event === undefined) return undefined;
      this.#pending = this.#eventsOf(event);
    }
  }

  *#eventsOf(event: RtnetlinkEvent): Generator<NsidEvent | ResyncEvent, void> {
    if (event.type === "snapshot-start") yield* this.#lookAgain(event.reason === "overrun");
    const nsid = nsidOf(event);
    if (nsid === undefined || !("own" in event)) return;
    if (event.type === "deleted") yield* this.#delete(nsid, event.nsid);
    else yield* this.#add(nsid, event.nsid);
  }

  *#lookAgain(hasLost: boolean): Generator<NsidEvent | ResyncEvent, void> {
    const { nsids, consistent, complete } = this.#readSnapshot();
    const targets = this.#readTargets(nsids);
    if (hasLost) {
      yield { type: "resync", reason: "netlink-overrun", complete: complete && isComplete(targets) };
    }
    for (const nsid of this.#tableOf(undefined)) {
      // A list that may be cut says nothing about what is not in it. After one that is not consistent another follows.
      if (consistent && !nsids.has(nsid) && (complete || !this.#isThere(nsid))) yield* this.#delete(nsid, undefined);
    }
    for (const nsid of nsids) yield* this.#add(nsid, undefined);
    for (const [targetNsid, table] of targets) yield* this.#update(targetNsid, table);
  }

  *#update(targetNsid: number, { nsids, complete }: Table): Generator<NsidEvent, void> {
    for (const nsid of this.#tableOf(targetNsid)) {
      if (complete && !nsids.has(nsid)) yield* this.#delete(nsid, targetNsid);
    }
    for (const nsid of nsids) yield* this.#add(nsid, targetNsid);
  }

  *#add(nsid: number, targetNsid: number | undefined): Generator<NsidEvent, void> {
    const table = this.#tableOf(targetNsid);
    if (table.has(nsid)) return;
    table.add(nsid);
    yield { type: "nsid-added", nsid, observer: this.observer, targetNsid };
    // What is in its table from before could not be heard.
    if (targetNsid === undefined) {
      for (const [target, itsTable] of this.#readTargets([nsid])) yield* this.#update(target, itsTable);
    }
  }

  *#delete(nsid: number, targetNsid: number | undefined): Generator<NsidEvent, void> {
    if (!this.#tableOf(targetNsid).delete(nsid)) return;
    if (targetNsid === undefined) {
      // The kernel does not tell of those that go with their table.
      for (const itsOwn of this.#tables.get(nsid) ?? []) yield* this.#delete(itsOwn, nsid);
      this.#tables.delete(nsid);
    }
    yield { type: "nsid-deleted", nsid, observer: this.observer, targetNsid };
  }

  #tableOf(targetNsid: number | undefined): Set<number> {
    const table = this.#tables.get(targetNsid) ?? new Set();
    this.#tables.set(targetNsid, table);
    return table;
  }

  /** The tables of those namespaces that are to be heard of and can be asked. */
  #readTargets(nsids: Iterable<number>): Map<number, Table> {
    const tables = new Map<number, Table>();
    if (!this.#allNsid) return tables;
    const self = this.#readSelf();
    for (const targetNsid of nsids) {
      // A namespace may have an id for itself: what is heard of its own table names none.
      if (targetNsid === self) continue;
      const table = readTable(this.#client, targetNsid);
      if (table !== undefined) tables.set(targetNsid, table);
    }
    return tables;
  }

  #readSelf(): number | undefined {
    const { system } = this.#paths;
    try {
      using socket = this.#client.openSocket();
      using namespace = new Fd(system.siocgskns(socket.fd), system);
      return getNsid(this.#client, namespace).nsid;
    } catch (error) {
      // SIOCGSKNS takes CAP_NET_ADMIN over it. Without it no table is there to be asked for anyway.
      if (hasCode(error, "EPERM")) return undefined;
      throw error;
    }
  }

  /** To its end, which needs no waiting. */
  #readSnapshot(): { nsids: Set<number>; consistent: boolean; complete: boolean } {
    const nsids = new Set<number>();
    for (let event = this.#events.read(); event !== undefined; event = this.#events.read()) {
      if (event.type === "snapshot-end") {
        const { consistent, complete } = event;
        if (!complete) for (const nsid of this.#named()) nsids.add(nsid);
        return { nsids, consistent, complete };
      }
      const nsid = nsidOf(event);
      if (nsid !== undefined) nsids.add(nsid);
    }
    return { nsids, consistent: false, complete: false };
  }

  *#named(): Generator<number, void> {
    for (const { ids } of namedNsids(this.#client, this.#paths)) if (ids.nsid !== undefined) yield ids.nsid;
  }

  #isThere(nsid: number): boolean {
    try {
      getNsid(this.#client, { nsid });
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }
}

function openObserver(options: ObserverOptions): RtnetlinkClient {
  const paths = withDefaults(options);
  if (options.observer === undefined) return openClientIn(undefined, paths.system);
  let client: RtnetlinkClient | undefined;
  try {
    return withNamespaceFile(options.observer, paths, (file) => (client = openClientIn(file, paths.system)));
  } catch (error) {
    client?.close();
    throw error;
  }
}

/** Undefined: the namespace has just ended, or is not ours to ask. */
function readTable(client: RtnetlinkClient, targetNsid: number): Table | undefined {
  try {
    const { entries, complete } = listNsids(client, { targetNsid });
    return { nsids: new Set(entries.flatMap(({ nsid }) => nsid ?? [])), complete };
  } catch (error) {
    if (error instanceof DumpInterruptedError) return { nsids: new Set(), complete: false };
    if (isInvalid(error) || isNotFound(error) || isPermission(error)) return undefined;
    throw error;
  }
}

function isComplete(tables: ReadonlyMap<number, Table>): boolean {
  return [...tables.values()].every(({ complete }) => complete);
}

function ascending(nsids: Iterable<number>): number[] {
  return [...nsids].sort((a, b) => a - b);
}

/** The id that an event is about, if it is about one. */
function nsidOf(event: RtnetlinkEvent): number | undefined {
  return "item" in event && event.subject === "nsid" ? event.item.attributes.nsid : undefined;
}
