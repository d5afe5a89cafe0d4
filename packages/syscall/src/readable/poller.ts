/** Who wants to know. */
export interface Waiter {
  /** The descriptor can be read, or has an error to be read. Called from Node's loop, where throwing is allowed. */
  readable(): void;
  /** There will be no more calls: what waited has failed, and the failure is reported elsewhere. */
  lost(): void;
}

/** One descriptor that is waited for. Nothing is called any more after `close`. */
export interface Polling {
  /** The waiter is done with a `readable`: tell it again as soon as, or if still, there is something. */
  again(): void;
  /** Keep the process alive, as in the beginning. */
  ref(): void;
  unref(): void;
  /** Only once, and nothing else afterwards. The descriptor may be closed right after it. */
  close(): void;
}

/**
 * A way to wait for a descriptor in the background. The descriptor must be nobody else's, open until the polling is
 * closed, and of a kind that epoll(7) takes.
 */
export type Poller = (fd: number, waiter: Waiter) => Polling;
