import type { RtnetlinkClient } from "../client.js";
import { EventStream } from "./event-stream.js";
import type { Observer, WatchEvent } from "./events.js";
import { Feed } from "./feed.js";
import type { WatchOptions, WatchStatistics } from "./options.js";
import type { Wait } from "./wake-up.js";

export type { WatchOptions, WatchStatistics } from "./options.js";

/**
 * Events of a network namespace. Leaving the loop, disposing, aborting and errors all close it. It does not keep the
 * process alive unless an event is waited for.
 */
export class Watch extends EventStream<WatchEvent> {
  readonly #feed: Feed;

  /** @throws as `watch` */
  constructor(client: RtnetlinkClient, options: WatchOptions = {}) {
    options.signal?.throwIfAborted();
    const feed = new Feed(client, options);
    super([feed], client.system, options.signal);
    this.#feed = feed;
  }

  /** The namespace that is watched. */
  get observer(): Observer {
    return this.#feed.observer;
  }

  get statistics(): WatchStatistics {
    return this.#feed.statistics;
  }

  /**
   * For an event loop of the caller's own: when `read` has given nothing, what to wait for before it is asked again.
   * Undefined when the watch is closed.
   */
  get wait(): Wait | undefined {
    return this.closed ? undefined : this.#feed.wait;
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
 * The kernel is silent about: counters and ages, neighbors in state NUD_NOARP that it makes itself, proxies; addresses
 * that IPv6 makes itself, until duplicate address detection has ended; groups that a link listens to ("fdb").
 *
 * @throws ClientClosedError
 * @throws RangeError for a subject that there is not.
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
