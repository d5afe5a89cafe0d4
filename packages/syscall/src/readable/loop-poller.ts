import type { Poller } from "./poller.js";

/** koffi 3.3's PollHandle: an uv_poll_t of Node's event loop. Its own types have another listener than its code. */
interface PollHandle {
  start(events: Events, listener: Listener): void;
  ref(): void;
  unref(): void;
  close(): void;
}
type Events = { readonly readable: boolean };
type Listener = (status: number) => void;

/** koffi.node.poll. */
export type KoffiPoll = (fd: number, events: Events, listener: Listener) => PollHandle;

const READABLE: Events = { readable: true };

/**
 * Waits in Node's own event loop, by koffi.node.poll. What that does wrong when it is used naively, in koffi 3.3.4 and
 * libuv 1.46 to 1.51 (each was seen):
 *
 * - A descriptor that libuv does not take ends the process (SIGABRT) instead of throwing: one that is not open, a
 *   regular file, one that is watched already. Hence what `Poller` demands.
 * - It also ends the process when a descriptor becomes readable after JavaScript has ended: at the end of a process,
 *   or when a Worker is terminated. So every handle must be closed in the event "exit"; and a Worker must not use this
 *   at all, because `worker.terminate()` has no such event.
 * - A handle that is closed must never be touched again: it crashes.
 * - The listener is called without a callback scope: neither nextTick nor promises run behind it, what it throws is
 *   lost, and AsyncLocalStorage is empty.
 * - After an error (EPOLLERR, such as the ENOBUFS of a netlink socket) libuv reports EBADF and stops waiting.
 */
export function loopPoller(poll: KoffiPoll): Poller {
  return (fd, waiter) => {
    let scheduled = false;
    let stopped = false;
    const listener: Listener = (status) => {
      if (status !== 0) stopped = true;
      // Level-triggered: called in each turn of the loop until somebody has read.
      if (scheduled) return;
      scheduled = true;
      // The check phase of the same turn of the loop: there all is as usual.
      setImmediate(() => {
        scheduled = false;
        if (handle !== undefined) waiter.readable();
      });
    };
    let handle: PollHandle | undefined = poll(fd, READABLE, listener);
    return {
      again() {
        if (!stopped) return;
        stopped = false;
        handle?.start(READABLE, listener);
      },
      ref: () => handle?.ref(),
      unref: () => handle?.unref(),
      close() {
        const closing = handle;
        handle = undefined;
        closing?.close();
      },
    };
  };
}
