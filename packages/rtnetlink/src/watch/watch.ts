import { decodeFrames } from "@netns/netlink";
import { Fd, type HasFd, type ReadableWatch, type System } from "@netns/syscall";
import { openClient, type RtnetlinkClient } from "../client.js";
import { type SocketOptions, systemOf } from "../options.js";
import { EventSocket, type Heard } from "./event-socket.js";
import type { ItemEvent, Observer, SnapshotReason, WatchEvent, Whereabouts } from "./events.js";
import { optionalSilentRemovalGroups, removedSilently, SilentRemovals, silentRemovalGroups } from "./silent-removal.js";
import { snapshot } from "./snapshot.js";
import { allSubjects, type Subject, subjects } from "./subjects.js";

/** What to watch, and where. */
export interface WatchOptions extends Omit<SocketOptions, "fd"> {
  /** Default: all but "fdb". */
  readonly what?: readonly Subject[] | undefined;
  /** Further multicast groups, RTNLGRP_*: their messages that are of no watched subject come as "message". */
  readonly groups?: readonly number[] | undefined;
  /**
   * Tell of other namespaces too: all that have an id in the socket's, and that the caller has CAP_NET_BROADCAST over.
   * What there is in them when the watch begins, or after an overrun, is not told. Default false.
   */
  readonly allNsid?: boolean | undefined;
  /**
   * Room for events that wait in the kernel, in bytes as it counts them (about 1 to 3 KiB an event). Nothing is queued
   * anywhere else: a consumer that is too slow gets a snapshot in place of what there was no room for. Beyond
   * net.core.rmem_max only with CAP_NET_ADMIN. Default 8 MiB.
   */
  readonly bufferSize?: number | undefined;
  /** Ends the watch: the iteration throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What got lost so far. */
export interface WatchStatistics {
  /** How often there was no room for an event. */
  readonly overruns: number;
  /** Datagrams that the kernel had no room for. */
  readonly dropped: number;
  /** Datagrams that were not the kernel's, and were not used. */
  readonly foreign: number;
  /** Snapshots that were begun. */
  readonly snapshots: number;
}

const BUFFER_SIZE = 8 * 1024 * 1024;

/** So many events are given at most before timers and other sockets have their turn. */
const EVENTS_AT_ONCE = 256;

/** How many lists of one subject are tried in a snapshot: what they miss comes with the next. */
const DUMP_ATTEMPTS = 3;

interface Waiting {
  readonly resolve: (result: IteratorResult<WatchEvent, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

interface Pending {
  readonly reason: SnapshotReason;
  readonly subjects: readonly Subject[];
}

/**
 * Events of a network namespace. Leaving the loop, disposing, aborting and errors all close it. Nothing is read from
 * the socket unless an event is asked for.
 */
export class Watch implements AsyncIterableIterator<WatchEvent, undefined>, Disposable {
  readonly observer: Observer;
  readonly #what: readonly Subject[];
  readonly #tellsMessages: boolean;
  readonly #signal: AbortSignal | undefined;
  readonly #system: System;
  readonly #socket: EventSocket;
  readonly #client: RtnetlinkClient;
  readonly #removals: SilentRemovals | undefined;
  readonly #waiting: Waiting[] = [];
  #readable: ReadableWatch | undefined;
  #timer: NodeJS.Timeout | undefined;
  #breath: NodeJS.Immediate | undefined;
  /** Events that are known but not told: one datagram's, or what is left of a snapshot. */
  #events: Iterator<WatchEvent, unknown> | undefined;
  /** What has to be told of once more, when it is time. */
  #pending: Pending | undefined;
  #isSnapshot = false;
  #isConsistent = true;
  #notBefore = 0;
  #startedAt = 0;
  #givenAtOnce = 0;
  #overruns = 0;
  #snapshots = 0;
  #droppedAtClose = 0;
  #isClosed = false;

  /** @throws SyscallError */
  constructor(options: WatchOptions = {}) {
    options.signal?.throwIfAborted();
    const { what = allSubjects.filter((subject) => subject !== "fdb"), groups = [] } = options;
    // Always in the same order: what others refer to first.
    this.#what = allSubjects.filter((subject) => what.includes(subject));
    this.#tellsMessages = groups.length > 0;
    this.#signal = options.signal;
    this.#system = systemOf(options);
    const isRemovedSilently = this.#what.some((subject) => removedSilently.includes(subject));
    this.#removals = isRemovedSilently ? new SilentRemovals() : undefined;
    const own = new Set([...groups, ...this.#what.flatMap((subject) => subjects[subject].groups)]);
    // Looked up once: a path may lead elsewhere the next time.
    using namespace = openNamespace(options, this.#system);
    const { dev: device, ino: inode } = this.#system.fs.fstatSync(namespace.fd, { bigint: true });
    this.observer = { device, inode };
    const socketOptions = { system: this.#system, namespace: options.namespace === undefined ? undefined : namespace };
    this.#client = openClient({ ...socketOptions, dumpAttempts: DUMP_ATTEMPTS });
    try {
      // It hears everything from here on; the first snapshot is made when the first event is asked for.
      this.#socket = new EventSocket({
        ...socketOptions,
        groups: [...own, ...(isRemovedSilently ? silentRemovalGroups.filter((group) => !own.has(group)) : [])],
        optionalGroups: isRemovedSilently ? optionalSilentRemovalGroups : [],
        allNsid: options.allNsid === true,
        bufferSize: options.bufferSize ?? BUFFER_SIZE,
      });
    } catch (error) {
      this.#client.close();
      throw error;
    }
    this.#pending = { reason: "opened", subjects: this.#what };
    this.#signal?.addEventListener("abort", this.#abort, { once: true });
  }

  get closed(): boolean {
    return this.#isClosed;
  }

  get statistics(): WatchStatistics {
    return {
      overruns: this.#overruns,
      dropped: this.#isClosed ? this.#droppedAtClose : this.#socket.dropped,
      foreign: this.#socket.foreign,
      snapshots: this.#snapshots,
    };
  }

  /** The next event: at once, or when there is one. It rejects once, with what has ended the watch. */
  next(): Promise<IteratorResult<WatchEvent, undefined>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#serve();
    });
  }

  return(): Promise<IteratorResult<WatchEvent, undefined>> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Who waits for an event is told that there is none. Once or many times. */
  close(): void {
    if (this.#isClosed) return;
    try {
      this.#droppedAtClose = this.#socket.dropped;
    } catch {
      // Only a number is lost.
    }
    this.#isClosed = true;
    this.#signal?.removeEventListener("abort", this.#abort);
    clearTimeout(this.#timer);
    clearImmediate(this.#breath);
    this.#events = undefined;
    this.#readable?.close();
    this.#socket.close();
    this.#client.close();
    if (this.#failure === undefined) this.#finishWaiting();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #failure: { readonly error: unknown } | undefined;

  readonly #abort = (): void => this.#fail(this.#signal?.reason);

  #fail(error: unknown): void {
    if (this.#isClosed) return;
    this.#failure = { error };
    this.close();
    this.#finishWaiting();
  }

  #finishWaiting(): void {
    for (let waiting = this.#waiting.shift(); waiting !== undefined; waiting = this.#waiting.shift()) {
      const failure = this.#failure;
      this.#failure = undefined;
      // When nobody waits, the next who asks is told.
      if (failure === undefined) waiting.resolve({ done: true, value: undefined });
      else waiting.reject(failure.error);
    }
  }

  /** Gives events to those who wait, or sees to it that this goes on when there are some. */
  #serve(): void {
    if (this.#isClosed) this.#finishWaiting();
    if (this.#isClosed || this.#breath !== undefined) return;
    try {
      while (this.#waiting.length > 0) {
        // Promises alone would never let the event loop turn, and with it timers and signals.
        if (this.#givenAtOnce >= EVENTS_AT_ONCE) {
          this.#breathe();
          return;
        }
        const event = this.#take();
        if (event === undefined) {
          this.#wait();
          return;
        }
        this.#givenAtOnce++;
        this.#waiting.shift()?.resolve({ done: false, value: event });
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #breathe(): void {
    this.#breath = setImmediate(() => {
      this.#breath = undefined;
      this.#givenAtOnce = 0;
      this.#serve();
    });
  }

  #wait(): void {
    this.#givenAtOnce = 0;
    if (this.#pending !== undefined) {
      this.#timer ??= setTimeout(
        () => {
          this.#timer = undefined;
          this.#serve();
        },
        Math.ceil(this.#notBefore - performance.now()),
      );
      // After an overrun nothing is read before it is time to look again.
      if (this.#pending.reason === "overrun") {
        this.#stopReading();
        return;
      }
    }
    this.#readable ??= this.#system.watchReadable(this.#socket.fd, () => {
      this.#givenAtOnce = 0;
      // The kernel goes on saying so as long as there is something to read.
      if (this.#waiting.length === 0) this.#stopReading();
      else this.#serve();
    });
  }

  #stopReading(): void {
    this.#readable?.close();
    this.#readable = undefined;
  }

  /** The next event, or undefined when there is none now. */
  #take(): WatchEvent | undefined {
    for (;;) {
      const next = this.#events?.next();
      if (next?.done === false) return next.value;
      if (next !== undefined) this.#endOf(next.value);
      // An overrun, and the beginning, come before what is queued; a second look only when nothing is.
      const isUrgent = this.#pending?.reason === "overrun" || this.#pending?.reason === "opened";
      const heard = isUrgent ? "empty" : this.#socket.receive();
      if (heard === "lost") {
        this.#overruns++;
        this.#pending = { reason: "overrun", subjects: this.#what };
      } else if (heard !== "empty") {
        this.#events = this.#eventsOf(heard)[Symbol.iterator]();
      } else if (this.#pending === undefined || performance.now() < this.#notBefore) {
        return undefined;
      } else {
        this.#begin(this.#pending);
      }
    }
  }

  #begin({ reason, subjects: wanted }: Pending): void {
    if (reason === "overrun") this.#socket.drain();
    this.#pending = undefined;
    this.#snapshots++;
    this.#isSnapshot = true;
    this.#startedAt = performance.now();
    this.#events = snapshot(this.#client, reason, wanted, this.observer);
  }

  #endOf(result: unknown): void {
    this.#events = undefined;
    if (!this.#isSnapshot) return;
    this.#isSnapshot = false;
    this.#isConsistent = result === true;
    const now = performance.now();
    // Snapshots take half of the time at most, however much goes on.
    this.#notBefore = now + (now - this.#startedAt);
    if (!this.#isConsistent) this.#lookAgain("inconsistent", this.#what);
  }

  #lookAgain(reason: SnapshotReason, wanted: readonly Subject[]): void {
    if (this.#pending === undefined || this.#pending.reason === "silent-removal") {
      this.#pending = { reason, subjects: wanted };
    }
  }

  #eventsOf({ bytes, nsid }: Heard): WatchEvent[] {
    const where: Whereabouts = { observer: this.observer, own: nsid === undefined, nsid };
    const events: WatchEvent[] = [];
    for (const frame of decodeFrames(bytes).frames) {
      const { type, flags } = frame.header;
      if (nsid === undefined && this.#removals?.feed(frame)) {
        const wanted = this.#what.filter((subject) => removedSilently.includes(subject));
        this.#lookAgain("silent-removal", wanted);
      }
      // All families' headers begin with it.
      const family = frame.payload[0] ?? 0;
      const subject = this.#what.find((name) => {
        const { changed, deleted, families } = subjects[name];
        return (type === changed || type === deleted) && families.includes(family);
      });
      if (subject !== undefined) {
        const item = subjects[subject].codec.decode(frame);
        const what = type === subjects[subject].changed ? "changed" : "deleted";
        events.push({ type: what, subject, item, flags, ...where } as ItemEvent);
      } else if (this.#tellsMessages) {
        events.push({ type: "message", messageType: type, flags, payload: frame.payload.slice(), ...where });
      }
    }
    return events;
  }
}

function openNamespace({ namespace }: Pick<SocketOptions, "namespace">, system: System): HasFd & Disposable {
  if (namespace !== undefined && typeof namespace !== "string") return { fd: namespace.fd, [Symbol.dispose]() {} };
  return new Fd(system.fs.openSync(namespace ?? "/proc/thread-self/ns/net", "r"), system.fs);
}

/**
 * Watches a network namespace: first a snapshot of what there is, then every change from there on, without a gap; and a
 * snapshot again whenever that is the only way not to miss anything. What changes while a snapshot is made may be told
 * twice, first as it is and then as it came to be; in the end the last that was told of each thing is true. `applyEvent`
 * keeps the state.
 *
 * The kernel is silent about: counters and ages, neighbors in state NUD_NOARP that it makes itself, proxies.
 *
 * @throws SyscallError when the sockets cannot be made. What fails later is thrown by the iteration.
 * @example
 * for await (const event of watch({ what: ["link"] })) {
 *   if (event.type === "changed" && event.subject === "link") console.log(event.item.attributes.ifname);
 * }
 */
export function watch(options: WatchOptions = {}): Watch {
  return new Watch(options);
}
