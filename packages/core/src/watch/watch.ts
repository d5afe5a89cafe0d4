import { type EventFeed, EventStream } from "@netns/rtnetlink";
import { nameOf } from "../name.js";
import { withDefaults } from "../paths.js";
import type { SnapshotEvent, WatchEvent } from "./events.js";
import { NamesFeed } from "./names-feed.js";
import { NsidsFeed, type NsidsFeedOptions } from "./nsids-feed.js";

/** What to watch. */
export interface WatchOptions extends NsidsFeedOptions {
  /** Whether to watch ids as well. Default true. */
  readonly nsids?: boolean | undefined;
  /** Ends the watch: the iteration throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Events of namespaces. Leaving the loop, disposing, aborting and errors all close it. It does not keep the process alive
 * unless an event is waited for. Two who read share the events: each is given once. For all of them, open two watches.
 */
export class NamespaceWatch extends EventStream<WatchEvent> {}

/**
 * Watches names and ids of network namespaces: first a snapshot, then every change from there on, without a gap; names
 * and ids each in their order, but not with each other. It survives lost events and the removal of the run directory,
 * which it makes when it is missing at the start.
 *
 * Nothing is read from the kernel before it is asked for, and nothing is queued elsewhere: a reader that is too slow
 * gets a "resync" in place of what there was no room for.
 *
 * Nothing tells of a mount over the run directory, or over one above it: that is seen when something else happens there.
 *
 * @throws NamespaceError: step "make-run-dir", "start-watching", "watch-run-dir" or "read-run-dir".
 * @throws NamespaceError with step "open" or "enter" when there is no such observer, or it is not ours to enter.
 * @throws SyscallError when the ids cannot be watched: EPERM for `allNsid` without CAP_NET_BROADCAST.
 * @throws the signal's reason when it is aborted already. What fails later is thrown by the iteration.
 * @example
 * for await (const event of watchNamespaces()) console.log(event);
 */
export function watchNamespaces(options: WatchOptions = {}): NamespaceWatch {
  const { signal } = options;
  signal?.throwIfAborted();
  const paths = withDefaults(options);
  const names = new NamesFeed(paths);
  try {
    const nsids = options.nsids === false ? undefined : new NsidsFeed(options);
    const others = nsids === undefined ? [] : [nsids];
    return new NamespaceWatch([startingWith(snapshotOf(names, nsids), names), ...others], paths.system, signal);
  } catch (error) {
    names.close();
    throw error;
  }
}

function snapshotOf(names: NamesFeed, nsids: NsidsFeed | undefined): SnapshotEvent {
  return {
    type: "snapshot",
    names: names.names.map((rawName) => nameOf(rawName)),
    nsids: nsids?.nsids ?? [],
    targets: nsids?.targets ?? [],
    observer: nsids?.observer,
    complete: nsids?.complete ?? true,
  };
}

/** A feed that has one event more, before its own. */
function startingWith(event: WatchEvent, feed: EventFeed<WatchEvent>): EventFeed<WatchEvent> {
  let first: WatchEvent | undefined = event;
  return {
    take() {
      const next = first ?? feed.take();
      first = undefined;
      return next;
    },
    get wait() {
      return feed.wait;
    },
    close() {
      first = undefined;
      feed.close();
    },
  };
}
