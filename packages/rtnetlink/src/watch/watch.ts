import type { RtnetlinkClient } from "../client.js";
import type { Observer, WatchEvent } from "./events.js";
import { Feed } from "./feed.js";
import type { WatchOptions, WatchStatistics } from "./options.js";
import { type Wait, WakeUp } from "./wake-up.js";

export type { WatchOptions, WatchStatistics } from "./options.js";

/** So many events are given at most before timers and other sockets have their turn. */
const EVENTS_AT_ONCE = 256;

interface Consumer {
  readonly resolve: (result: IteratorResult<WatchEvent, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Events of a network namespace. Leaving the loop, disposing, aborting and errors all close it. It does not keep the
 * process alive unless an event is waited for.
 */
export class Watch implements AsyncIterableIterator<WatchEvent, undefined>, Disposable {
  readonly #feed: Feed;
  readonly #wakeUp: WakeUp;
  readonly #signal: AbortSignal | undefined;
  /** Those who wait for an event, the first first. */
  readonly #consumers: Consumer[] = [];
  #givenAtOnce = 0;
  #isClosed = false;
  /** What has ended it, until somebody is told. */
  #failure: { readonly error: unknown } | undefined;

  /** @throws SyscallError */
  constructor(client: RtnetlinkClient, options: WatchOptions = {}) {
    options.signal?.throwIfAborted();
    this.#feed = new Feed(client, options);
    this.#wakeUp = new WakeUp(this.#feed.fd, client.system, () => this.#woken());
    this.#signal = options.signal;
    this.#signal?.addEventListener("abort", this.#abort, { once: true });
  }

  /** The namespace that is watched. */
  get observer(): Observer {
    return this.#feed.observer;
  }

  get closed(): boolean {
    return this.#isClosed;
  }

  get statistics(): WatchStatistics {
    return this.#feed.statistics;
  }

  /** The next event: at once, or when there is one. It rejects once, with what has ended the watch. */
  next(): Promise<IteratorResult<WatchEvent, undefined>> {
    return new Promise((resolve, reject) => {
      this.#consumers.push({ resolve, reject });
      this.#serve();
    });
  }

  /**
   * The next event if there is one at this moment, without waiting: the first snapshot is there from the beginning.
   * Undefined: there is none, or those who wait by `next` have it, or the watch is closed.
   *
   * @throws what has ended the watch, once.
   */
  read(): WatchEvent | undefined {
    if (this.#isClosed) this.#throwFailure();
    if (this.#isClosed || this.#consumers.length > 0) return undefined;
    try {
      return this.#feed.take();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /**
   * For an event loop of the caller's own: when `read` has given nothing, what to wait for before it is asked again.
   * Undefined when the watch is closed.
   */
  get wait(): (Wait & { readonly fd: number }) | undefined {
    return this.#isClosed ? undefined : { ...this.#feed.wait, fd: this.#feed.fd };
  }

  return(): Promise<IteratorResult<WatchEvent, undefined>> {
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
    try {
      this.#wakeUp.close();
    } finally {
      this.#feed.close();
    }
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
      const event = this.#feed.take();
      if (event === undefined) {
        this.#givenAtOnce = 0;
        this.#wakeUp.wait(this.#feed.wait);
        return;
      }
      this.#givenAtOnce++;
      this.#consumers.shift();
      first.resolve({ done: false, value: event });
    }
    this.#wakeUp.rest();
  }
}

/**
 * Watches the namespace of a client: first a snapshot of what there is, then every change from there on, without a gap;
 * and a snapshot again whenever that is the only way not to miss anything. What changes while a snapshot is made may be
 * told twice, first as it is and then as it came to be; in the end the last that was told of each thing is true.
 * `applyEvent` keeps the state.
 *
 * The watch has sockets of its own: it goes on when the client is closed, until it is closed itself.
 *
 * The kernel is silent about: counters and ages, neighbors in state NUD_NOARP that it makes itself, proxies.
 *
 * @throws ClientClosedError
 * @throws SyscallError when the sockets cannot be made: EPERM without CAP_NET_ADMIN over a namespace that the thread is
 * not in, EINVAL for a group that the kernel does not know. What fails later is thrown by the iteration.
 * @example
 * for await (const event of watch(client, { what: ["link"] })) {
 *   if (event.type === "changed" && event.subject === "link") console.log(event.item.attributes.ifname);
 * }
 */
export function watch(client: RtnetlinkClient, options: WatchOptions = {}): Watch {
  return new Watch(client, options);
}
