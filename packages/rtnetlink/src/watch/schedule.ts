import type { SnapshotReason } from "./events.js";
import type { Subject } from "./subjects.js";

/** What has to be told of once more, and why. */
export interface Look {
  readonly reason: SnapshotReason;
  readonly subjects: readonly Subject[];
}

/** When to look at what there is: with what reason, and not too often. */
export class Schedule {
  #next: Look | undefined;
  #startedAt = 0;
  #notBefore = 0;

  constructor(first: Look) {
    this.#next = first;
  }

  /** An overrun is about all that is watched; and an inconsistent snapshot about more than what is gone silently. */
  add(look: Look): void {
    if (look.reason === "overrun" || this.#next === undefined || this.#next.reason === "silent-removal") {
      this.#next = look;
    }
  }

  /** Whether it comes before what is queued, which is of no use without; a second look only when nothing is. */
  get isUrgent(): boolean {
    return this.#next?.reason === "overrun" || this.#next?.reason === "opened";
  }

  /** Milliseconds until it is time for the next; undefined when there is none. */
  get delay(): number | undefined {
    return this.#next && Math.max(0, this.#notBefore - performance.now());
  }

  /** What to look at now, if anything. It is begun with that. */
  begin(): Look | undefined {
    if (this.delay !== 0) return undefined;
    const look = this.#next;
    this.#next = undefined;
    this.#startedAt = performance.now();
    return look;
  }

  /** Snapshots take half of the time at most, however much goes on. */
  end(): void {
    const now = performance.now();
    this.#notBefore = now + (now - this.#startedAt);
  }
}
