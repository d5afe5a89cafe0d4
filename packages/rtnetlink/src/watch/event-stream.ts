import type { System } from "@netns/syscall";
import { type Wait, WakeUp } from "./wake-up.js";

/** So many events are given at most before timers and other sockets have their turn. */
const EVENTS_AT_ONCE = 256;

/**
 * One source of events. It never waits, and reads nothing from the kernel unless an event is asked for: what is queued
 * is queued in the kernel, and has its bound there.
 */
export interface EventFeed<T> {
  /** The next event, or undefined when there is none now: `wait` says when there may be one. */
  take(): T | undefined;
  readonly wait: Wait;
  close(): void;
}

interface Consumer<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The events of some feeds, for whoever waits for one. Leaving the loop, disposing, aborting and errors all close it. It
 * does not keep the process alive unless an event is waited for. Two who read share the events: each is given once.
 */
export class EventStream<T> implements AsyncIterableIterator<T, undefined>, Disposable {
  /** Whose turn it is comes first. */
  readonly #feeds: EventFeed<T>[];
  readonly #wakeUp: WakeUp;
  readonly #signal: AbortSignal | undefined;
  /** Those who wait for an event, the first first. */
  readonly #consumers: Consumer<T>[] = [];
  #givenAtOnce = 0;
  #isClosed = false;
  /** What has ended it, until somebody is told. */
  #failure: { readonly error: unknown } | undefined;

  /**
   * @param feeds The stream's from now on: it closes them. The first is asked first, and then each in its turn.
   * @param signal Ends it: its reason is what has ended the stream.
   */
  constructor(feeds: readonly EventFeed<T>[], system: System, signal?: AbortSignal) {
    this.#feeds = [...feeds];
    this.#wakeUp = new WakeUp(system, () => this.#woken());
    this.#signal = signal;
    signal?.addEventListener("abort", this.#abort, { once: true });
    if (signal?.aborted) this.#abort();
  }

  get closed(): boolean {
    return this.#isClosed;
  }

  /** The next event: at once, or when there is one. It rejects once, with what has ended the stream. */
  next(): Promise<IteratorResult<T, undefined>> {
    return new Promise((resolve, reject) => {
      this.#consumers.push({ resolve, reject });
      this.#serve();
    });
  }

  /**
   * The next event if there is one at this moment, without waiting: a watch has its first snapshot from the beginning.
   * Undefined: there is none, or those who wait by `next` have it, or the stream is closed.
   *
   * @throws what has ended the stream, once.
   */
  read(): T | undefined {
    if (this.#isClosed) this.#throwFailure();
    if (this.#isClosed || this.#consumers.length > 0) return undefined;
    try {
      return this.#take();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  /** Who waits for an event is told that there is none. Once or many times. */
  close(): void {
    this.#end(undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  readonly #abort = (): void => this.#end({ error: this.#signal?.reason });

  #end(failure: { readonly error: unknown } | undefined): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#failure = failure;
    this.#signal?.removeEventListener("abort", this.#abort);
    this.#dismiss();
    closeAll([this.#wakeUp, ...this.#feeds]);
  }

  /** Tells all who wait that it has ended. */
  #dismiss(): void {
    for (const { resolve, reject } of this.#consumers.splice(0)) {
      try {
        this.#throwFailure();
        resolve({ done: true, value: undefined });
      } catch (error) {
        reject(error);
      }
    }
  }

  #throwFailure(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure.error;
  }

  #woken(): void {
    this.#givenAtOnce = 0;
    // The kernel goes on saying so as long as there is something to read.
    if (this.#consumers.length === 0) this.#wakeUp.stopListening();
    else this.#serve();
  }

  /** Gives events to those who wait, and sees to it that this goes on when there are some. */
  #serve(): void {
    if (this.#isClosed) this.#dismiss();
    if (this.#isClosed || this.#wakeUp.isWaitingForTurn) return;
    try {
      this.#give();
    } catch (error) {
      this.#end({ error });
    }
  }

  #give(): void {
    for (let first = this.#consumers[0]; first !== undefined; first = this.#consumers[0]) {
      // Promises alone would never let the event loop turn, and with it timers and signals.
      if (this.#givenAtOnce >= EVENTS_AT_ONCE) {
        this.#wakeUp.waitForTurn();
        return;
      }
      const event = this.#take();
      if (event === undefined) {
        this.#givenAtOnce = 0;
        this.#wakeUp.wait(this.#feeds.map(({ wait }) => wait));
        return;
      }
      this.#givenAtOnce++;
      this.#consumers.shift();
      first.resolve({ done: false, value: event });
    }
    this.#wakeUp.rest();
  }

  #take(): T | undefined {
    for (const feed of this.#feeds) {
      const event = feed.take();
      if (event === undefined) continue;
      // So that one that always has something does not keep the others from their turn.
      this.#feeds.push(...this.#feeds.splice(this.#feeds.indexOf(feed), 1));
      return event;
    }
    return undefined;
  }
}

/** Closes each, whatever becomes of the others, and then throws the first of their errors. */
function closeAll(parts: readonly { close(): void }[]): void {
  const failures: unknown[] = [];
  for (const part of parts) {
    try {
      part.close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
