import type { WatchEvent } from "./events.js";

/** What to wait for: whichever comes first. */
export interface Wait {
  readonly fd: number;
  /** Whether to wait until the descriptor can be read. */
  readonly readable: boolean;
  /** So many milliseconds; undefined: not for a time. */
  readonly delay: number | undefined;
}

/**
 * One source of events. It never waits, and reads nothing from the kernel unless an event is asked for: what is queued
 * is queued in the kernel, and has its bound there.
 */
export interface Feed<T extends WatchEvent = WatchEvent> {
  /** The next event, or undefined when there is none now: `wait` says when there may be one. */
  take(): T | undefined;
  readonly wait: Wait;
  close(): void;
}
