import type { SnapshotReason } from "./events.js";
import type { Subject } from "./subjects.js";

/** What has to be told of once more, and why. */
export interface Look {
  readonly reason: SnapshotReason;
  readonly subjects: readonly Subject[];
}

/**
 * Milliseconds that what may have gone silently is gathered: with each link that goes it may have, and in a storm of them
 * there would be a list for each.
 */
const GATHER = 100;

/** Milliseconds: the longest that is waited between two. A snapshot is over when its reader has read it, however slow. */
const LONGEST = 2000;

/** When to look at what there is: with what reason, and not too often. */
export class Schedule {
  #next: Look | undefined;
  #startedAt = 0;
  #notBefore = 0;
  #gatherUntil = 0;

  constructor(first: Look) {
    this.#next = first;
  }

  /** An overrun is about all that is watched; and an inconsistent snapshot about more than what is gone silently. */
  add(look: Look): void {
    const isFirst = this.#next === undefined;
    if (!isFirst && look.reason !== "overrun" && this.#next?.reason !== "silent-removal") return;
    if (look.reason !== "silent-removal") this.#gatherUntil = 0;
    else if (isFirst) this.#gatherUntil = performance.now() + GATHER;
    this.#next = look;
  }

  /** Whether it comes before what is queued, which is of no use without; a second look only when nothing is. */
  get isUrgent(): boolean {
    return this.#next?.reason === "overrun" || this.#next?.reason === "opened";
  }

  /** Milliseconds until it is time for the next; undefined when there is none. */
  get delay(): number | undefined {
    return this.#next && Math.max(0, Math.max(this.#notBefore, this.#gatherUntil) - performance.now());
  }

  /** What to look at now, if anything. It is begun with that. */
  begin(): Look | undefined {
    if (this.delay !== 0) return undefined;
    const look = this.#next;
    this.#next = undefined;
    this.#startedAt = performance.now();
    return look;
  }

  /** Snapshots take half of the time at most, however much goes on; but for those that take longer than `LONGEST`. */
  end(): void {
    const now = performance.now();
    this.#notBefore = now + Math.min(now - this.#startedAt, LONGEST);
  }
}
