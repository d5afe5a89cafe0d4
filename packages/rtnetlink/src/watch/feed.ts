import { decodeFrames } from "@netns/netlink";
import type { System } from "@netns/syscall";
import { openClient, type RtnetlinkClient } from "../client.js";
import { EventSocket, type Heard } from "../event-socket.js";
import { openSibling } from "../open-socket.js";
import type { EventFeed } from "./event-stream.js";
import type { Observer, WatchEvent, Whereabouts } from "./events.js";
import { itemEvent, otherMessageEvent } from "./message-events.js";
import { NsidList } from "./nsid-list.js";
import { observerOf } from "./observer.js";
import type { WatchOptions, WatchStatistics } from "./options.js";
import { Schedule } from "./schedule.js";
import { optionalSilentRemovalGroups, removedSilently, SilentRemovals, silentRemovalGroups } from "./silent-removal.js";
import { snapshot } from "./snapshot.js";
import { allSubjects, type Subject, subjects } from "./subjects.js";
import type { Wait } from "./wake-up.js";

const RECEIVE_BUFFER = 8 * 1024 * 1024;

/** How many lists of one subject are tried in a snapshot: what they miss comes with the next. */
const DUMP_ATTEMPTS = 3;

/** What a watch tells, one after the other: it decides what comes next. */
export class Feed implements EventFeed<WatchEvent> {
  readonly observer: Observer;
  readonly #system: System;
  readonly #what: readonly Subject[];
  readonly #tellsMessages: boolean;
  /** Both are the feed's own: it goes on when the client that it was opened with is closed. */
  readonly #socket: EventSocket;
  /** What lists are made with; undefined while there is none to be made, where its socket is not kept. */
  #client: RtnetlinkClient | undefined;
  readonly #keepsListSocket: boolean;
  readonly #removals: SilentRemovals | undefined;
  readonly #nsids = new NsidList();
  readonly #schedule: Schedule;
  #snapshot: Generator<WatchEvent, boolean> | undefined;
  /** What is looked at in it. */
  #looked: readonly Subject[] = [];
  /** Of the datagram that was received last. */
  #heard: WatchEvent[] = [];
  #overruns = 0;
  #dropped = 0;
  #snapshots = 0;
  #isClosed = false;

  constructor(client: RtnetlinkClient, options: WatchOptions) {
    const { system } = client;
    const { what = allSubjects.filter((subject) => subject !== "fdb"), groups = [], allNsid } = options;
    this.#system = system;
    this.#keepsListSocket = options.keepListSocket ?? true;
    this.#what = inOrder(what);
    this.#tellsMessages = groups.length > 0;
    const mayLose = this.#what.some((subject) => removedSilently.includes(subject));
    this.#removals = mayLose ? new SilentRemovals() : undefined;
    this.#schedule = new Schedule({ reason: "opened", subjects: this.#what });
    // It hears everything from here on; the first snapshot is made when the first event is asked for.
    this.#socket = new EventSocket({
      fd: client.openSocket().release(),
      system,
      groups: groupsOf(this.#what, groups, mayLose),
      optionalGroups: mayLose ? optionalSilentRemovalGroups : [],
      allNsid,
      receiveBuffer: options.receiveBuffer ?? RECEIVE_BUFFER,
    });
    try {
      if (this.#keepsListSocket) this.#client = this.#openClient();
      this.observer = observerOf(this.#socket, system);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get statistics(): WatchStatistics {
    if (!this.#isClosed) this.#dropped = this.#socket.dropped;
    return {
      overruns: this.#overruns,
      dropped: this.#dropped,
      foreign: this.#socket.foreign,
      snapshots: this.#snapshots,
    };
  }

  take(): WatchEvent | undefined {
    for (;;) {
      const event = this.#nextOfSnapshot() ?? this.#heard.shift();
      if (event !== undefined) return event;
      const heard = this.#schedule.isUrgent ? "empty" : this.#socket.receive();
      if (heard === "lost") {
        this.#overruns++;
        this.#schedule.add({ reason: "overrun", subjects: this.#what });
      } else if (heard !== "empty") {
        this.#heard = this.#eventsOf(heard);
      } else if (!this.#beginSnapshot()) {
        return undefined;
      }
    }
  }

  get wait(): Wait {
    // After an overrun nothing is read before it is time to look again.
    return { fd: this.#socket.fd, readable: !this.#schedule.isUrgent, delay: this.#schedule.delay };
  }

  close(): void {
    this.#isClosed = true;
    this.#snapshot = undefined;
    this.#heard = [];
    try {
      this.#socket.close();
    } finally {
      this.#client?.close();
    }
  }

  #openClient(): RtnetlinkClient {
    const fd = openSibling(this.#socket.fd, this.#system).release();
    return openClient({ fd, system: this.#system, dumpAttempts: DUMP_ATTEMPTS });
  }

  #beginSnapshot(): boolean {
    const look = this.#schedule.begin();
    if (look === undefined) return false;
    if (look.reason === "overrun") {
      this.#socket.drain();
      // Until then the kernel goes on dropping.
      this.#dropped = this.#socket.dropped;
      this.#removals?.forget();
    }
    this.#snapshots++;
    this.#looked = look.subjects;
    this.#client ??= this.#openClient();
    this.#snapshot = snapshot({ client: this.#client, observer: this.observer, nsids: this.#nsids }, look);
    return true;
  }

  #letGoOfClient(): void {
    if (this.#keepsListSocket) return;
    this.#client?.close();
    this.#client = undefined;
  }

  #nextOfSnapshot(): WatchEvent | undefined {
    const next = this.#snapshot?.next();
    if (next === undefined) return undefined;
    if (next.done !== true) return next.value;
    this.#snapshot = undefined;
    this.#letGoOfClient();
    this.#schedule.end();
    if (!next.value) this.#schedule.add({ reason: "inconsistent", subjects: this.#looked });
    return undefined;
  }

  #eventsOf({ bytes, nsid }: Heard): WatchEvent[] {
    const where: Whereabouts = { observer: this.observer, own: nsid === undefined, nsid };
    const events: WatchEvent[] = [];
    for (const frame of decodeFrames(bytes).frames) {
      if (where.own && this.#removals?.feed(frame)) {
        const wanted = this.#what.filter((subject) => removedSilently.includes(subject));
        this.#schedule.add({ reason: "silent-removal", subjects: wanted });
      }
      const event = itemEvent(frame, this.#what, where);
      if (event !== undefined) {
        this.#nsids.feed(event);
        events.push(event);
      } else if (this.#tellsMessages) {
        events.push(otherMessageEvent(frame, where));
      }
    }
    return events;
  }
}

/** What others refer to first. @throws RangeError for what there is not: of it nothing would ever be told. */
function inOrder(what: readonly Subject[]): readonly Subject[] {
  const unknown = what.find((subject) => !allSubjects.includes(subject));
  if (unknown === undefined) return allSubjects.filter((subject) => what.includes(subject));
  throw new RangeError(`${JSON.stringify(unknown)} cannot be watched: ${allSubjects.join(", ")} can`);
}

function groupsOf(what: readonly Subject[], more: readonly number[], mayLose: boolean): number[] {
  const own = what.flatMap((subject) => subjects[subject].groups);
  return [...new Set([...more, ...own, ...(mayLose ? silentRemovalGroups : [])])];
}
