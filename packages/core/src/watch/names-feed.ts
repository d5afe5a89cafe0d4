import type { EventFeed, Wait } from "@netns/rtnetlink";
import {
  hasCode,
  IN_CREATE,
  IN_DELETE,
  IN_MOVED_FROM,
  IN_MOVED_TO,
  IN_Q_OVERFLOW,
  type InotifyEvent,
  parseInotifyEvents,
} from "@netns/syscall";
import { nameOf } from "../name.js";
import type { Paths } from "../paths.js";
import { makeRunDir, readRunDir } from "../run-dir.js";
import type { NameEvent, ResyncEvent, ResyncReason } from "./events.js";
import { RunDirWatch } from "./run-dir-watch.js";

/** Room for many events at once; one with the longest name takes 272 bytes. */
const BUFFER_SIZE = 65_536;

/** Names by their bytes as latin1 text, because a Map does not compare bytes. */
type Names = Map<string, Buffer>;

/** Tells of the names that come and go in the run directory, and waits for that when it is gone. */
export class NamesFeed implements EventFeed<NameEvent | ResyncEvent> {
  readonly #paths: Paths;
  readonly #watch: RunDirWatch;
  readonly #buffer = Buffer.alloc(BUFFER_SIZE);
  readonly #names: Names;
  /** What the last read has given, told one by one. */
  #pending: Iterator<NameEvent | ResyncEvent, void> | undefined;

  /**
   * Makes the run directory when it is missing.
   *
   * @throws NamespaceError: step "make-run-dir", "start-watching", "watch-run-dir" or "read-run-dir".
   */
  constructor(paths: Paths) {
    this.#paths = paths;
    makeRunDir(paths);
    this.#names = this.#scan();
    this.#watch = new RunDirWatch(paths);
    try {
      this.#watch.follow(true);
      // What comes while the watch begins is told of too: whoever sees that it is there (in /proc) counts on it.
      this.#pending = [...this.#changes()].values();
    } catch (error) {
      this.#watch.close();
      throw error;
    }
  }

  /** All that have been told of and are there. */
  get names(): Buffer[] {
    return [...this.#names.values()];
  }

  get wait(): Wait {
    return { fd: this.#watch.fd, readable: true, delay: undefined };
  }

  close(): void {
    this.#pending = undefined;
    this.#watch.close();
  }

  take(): NameEvent | ResyncEvent | undefined {
    for (;;) {
      const next = this.#pending?.next();
      if (next !== undefined && next.done !== true) return next.value;
      const bytes = this.#read();
      if (bytes === undefined) {
        this.#pending = undefined;
        return undefined;
      }
      this.#pending = this.#eventsOf(parseInotifyEvents(bytes));
    }
  }

  #read(): Buffer | undefined {
    try {
      return this.#buffer.subarray(0, this.#paths.system.fs.readSync(this.#watch.fd, this.#buffer));
    } catch (error) {
      if (hasCode(error, "EAGAIN")) return undefined;
      throw error;
    }
  }

  *#eventsOf(events: Iterable<InotifyEvent>): Generator<NameEvent | ResyncEvent, void> {
    for (const event of events) yield* this.#eventsOfOne(event);
  }

  *#eventsOfOne({ watch, mask, name }: InotifyEvent): Generator<NameEvent | ResyncEvent, void> {
    if (mask & IN_Q_OVERFLOW) yield* this.#lookAgain("inotify-overflow");
    if (watch === this.#watch.runDir) {
      if (mask & (IN_CREATE | IN_MOVED_TO)) yield* this.#add(Buffer.from(name));
      if (mask & (IN_DELETE | IN_MOVED_FROM)) yield* this.#delete(Buffer.from(name));
    }
    if (this.#watch.isOnPath(watch, Buffer.from(name).toString())) yield* this.#lookAgain();
  }

  *#add(rawName: Buffer): Generator<NameEvent, void> {
    const key = rawName.toString("latin1");
    if (this.#names.has(key)) return;
    this.#names.set(key, rawName);
    yield { type: "name-added", ...nameOf(rawName) };
  }

  *#delete(rawName: Buffer): Generator<NameEvent, void> {
    if (this.#names.delete(rawName.toString("latin1"))) yield { type: "name-deleted", ...nameOf(rawName) };
  }

  /** Tells what has become of the run directory, and with a reason in any case, what has changed in it. */
  *#lookAgain(reason?: ResyncReason): Generator<NameEvent | ResyncEvent, void> {
    const before = this.#watch.runDir;
    this.#watch.follow();
    const reasons: ResyncReason[] = reason === undefined ? [] : [reason];
    if (this.#watch.runDir !== before) {
      if (before !== undefined) reasons.push("run-dir-lost");
      if (this.#watch.runDir !== undefined) reasons.push("run-dir-found");
    }
    if (reasons.length === 0) return;
    for (const why of reasons) yield { type: "resync", reason: why, complete: true };
    yield* this.#changes();
  }

  /** What a look at the run directory shows to be new, or gone. */
  *#changes(): Generator<NameEvent, void> {
    const found: Names = this.#watch.runDir === undefined ? new Map() : this.#scan();
    for (const [key, rawName] of this.#names) if (!found.has(key)) yield* this.#delete(rawName);
    for (const rawName of found.values()) yield* this.#add(rawName);
  }

  #scan(): Names {
    const names: Names = new Map();
    try {
      for (const { rawName } of readRunDir(this.#paths)) names.set(rawName.toString("latin1"), rawName);
    } catch (error) {
      // It has just made room for a file, which is about to be told.
      if (!hasCode(error, "ENOTDIR")) throw error;
    }
    return names;
  }
}
