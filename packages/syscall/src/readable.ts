import { AsyncResource } from "node:async_hooks";
import { constants } from "node:fs";
import { createRequire } from "node:module";
import { checkFd, invalidArgType } from "./arguments.js";
import { close } from "./close.js";
import { F_DUPFD_CLOEXEC, F_GETFL, F_SETFL } from "./constants/process.js";
import { hasCode } from "./errors.js";
import { Fd } from "./fd.js";
import { bind, libc } from "./libc.js";
import { type KoffiPoll, loopPoller } from "./readable/loop-poller.js";
import type { Poller, Polling } from "./readable/poller.js";
import { threadPoller } from "./readable/thread-poller.js";

/** How to watch. */
export interface WatchReadableOptions {
  /** Closes the watch when it is aborted; when it is already, the watch is closed from the beginning. */
  readonly signal?: AbortSignal | undefined;
}

/** A descriptor that is watched, until `close` (or `using`). */
export interface ReadableWatch extends Disposable {
  readonly closed: boolean;
  /** Nothing is called afterwards. Once or many times, also from within the listener, the same. */
  close(): void;
  /** Keeps the process alive while the watch is open, as in the beginning. */
  ref(): this;
  /** Lets the process end though the watch is open. */
  unref(): this;
}

/**
 * Calls `listener` from Node's event loop whenever the descriptor can be read, or has an error or a hang-up that a read
 * would report; again and again until all is read (level-triggered). What the listener throws is an uncaught exception.
 *
 * The descriptor stays the caller's, and becomes non-blocking. The watch has a duplicate of it, so close the watch
 * before the descriptor; when the descriptor is closed first, the file stays open until the next event, which is not
 * delivered: the watch then closes itself, with a warning. (Where neither Linux 6.10 nor kcmp(2) is to be had, only if
 * nothing else has been opened under the same number.)
 *
 * Waits in Node's event loop; in a Worker, and with a koffi that lacks the undocumented koffi.node.poll, in a thread of
 * its own, which stays in the network namespace it is started from and keeps that alive.
 *
 * @throws TypeError, RangeError for wrong arguments
 * @throws SyscallError EBADF: not open; EMFILE: no descriptor left; EPERM: a file or directory, which never has to be
 * waited for
 */
export function watchReadable(fd: number, listener: () => void, options: WatchReadableOptions = {}): ReadableWatch {
  return watchReadableWith(choosePoller, fd, listener, options);
}

/** The same with a given way to wait. */
export function watchReadableWith(
  choose: () => Poller,
  fd: number,
  listener: () => void,
  { signal }: WatchReadableOptions = {},
): ReadableWatch {
  checkFd(fd);
  if (typeof listener !== "function") throw invalidArgType("listener", "a function", listener);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw invalidArgType("options.signal", "an AbortSignal", signal);
  }
  const watch = new Watch(fd, listener, signal);
  if (!signal?.aborted && !isExiting()) watch.open(choose());
  return watch;
}

/**
 * Not in a Worker: `terminate()` would end the whole process when something can be read at that moment (loopPoller).
 */
function choosePoller(): Poller {
  const { node } = libc().koffi as unknown as { node?: { poll?: KoffiPoll } };
  const require = createRequire(import.meta.url);
  const { isMainThread }: typeof import("node:worker_threads") = require("node:worker_threads");
  return typeof node?.poll === "function" && isMainThread ? loopPoller(node.poll) : threadPoller;
}

/** Whether the event "exit" is under way, after which nothing is called any more. Node's own packages ask so, too. */
function isExiting(): boolean {
  return (process as { _exiting?: boolean })._exiting === true;
}

/** All that are open: held here so that none is garbage while it is. */
const openWatches = new Set<Watch>();

/** In the event "exit": see loopPoller; and a Worker's descriptors would outlive it. */
function closeAll(): void {
  for (const watch of openWatches) watch.close();
}

class Watch implements ReadableWatch {
  /** So that the listener finds its AsyncLocalStorage, as if a handle of Node's had called it. */
  readonly #context = new AsyncResource("NetnsReadableWatch");
  readonly #fd: number;
  readonly #listener: () => void;
  readonly #signal: AbortSignal | undefined;
  #open: { readonly own: Fd; readonly polling: Polling } | undefined;

  constructor(fd: number, listener: () => void, signal: AbortSignal | undefined) {
    this.#fd = fd;
    this.#listener = listener;
    this.#signal = signal;
  }

  open(poller: Poller): void {
    const own = new Fd(fcntl(this.#fd, F_DUPFD_CLOEXEC, 0), { close });
    try {
      checkPollable(own.fd);
      setNonBlocking(own.fd);
      const polling = poller(own.fd, { readable: this.#readable, lost: this.close });
      this.#open = { own, polling };
    } catch (error) {
      own.close();
      throw error;
    }
    this.#signal?.addEventListener("abort", this.close, { once: true });
    if (openWatches.size === 0) process.prependListener("exit", closeAll);
    openWatches.add(this);
  }

  get closed(): boolean {
    return this.#open === undefined;
  }

  readonly close = (): void => {
    if (this.#open === undefined) return;
    const { own, polling } = this.#open;
    this.#open = undefined;
    this.#signal?.removeEventListener("abort", this.close);
    openWatches.delete(this);
    if (openWatches.size === 0) process.off("exit", closeAll);
    polling.close();
    own.close();
  };

  ref(): this {
    this.#open?.polling.ref();
    return this;
  }

  unref(): this {
    this.#open?.polling.unref();
    return this;
  }

  [Symbol.dispose](): void {
    this.close();
  }

  readonly #readable = (): void => {
    if (this.#open === undefined) return;
    if (!isSameFile(this.#fd, this.#open.own.fd)) {
      this.close();
      process.emitWarning(`descriptor ${this.#fd} was closed while it was watched: close the watch first`, {
        code: "NETNS_WATCHED_FD_CLOSED",
      });
      return;
    }
    try {
      this.#context.runInAsyncScope(this.#listener);
    } finally {
      this.#open?.polling.again();
    }
  };
}

const fcntl = bind<[fd: number, command: number, argument: number]>("int fcntl(int fd, int command, int argument)");
/** Whether two descriptors are of one open file description: 1 or 0. Since Linux 6.10; from linux/fcntl.h. */
const F_DUPFD_QUERY = 1027;
/** The same for descriptors of two processes: 0, or how they are ordered. From linux/kcmp.h. */
const kcmp = bind<[pid: number, otherPid: number, type: number, fd: number, otherFd: number]>(
  "long kcmp(int pid, int otherPid, int type, unsigned long fd, unsigned long otherFd)",
  { number: { x64: 312, arm64: 272 } },
);
const KCMP_FILE = 0;

/** libuv does the same. */
function setNonBlocking(fd: number): void {
  const { O_NONBLOCK } = constants;
  const flags = fcntl(fd, F_GETFL, 0);
  if ((flags & O_NONBLOCK) === 0) fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

/** Whether a number still stands for what it did when it was duplicated; or is open, where the kernel does not tell. */
function isSameFile(fd: number, duplicate: number): boolean {
  try {
    return fcntl(fd, F_DUPFD_QUERY, duplicate) === 1;
  } catch (error) {
    if (hasCode(error, "EBADF")) return false;
  }
  try {
    return kcmp(process.pid, process.pid, KCMP_FILE, fd, duplicate) === 0;
  } catch (error) {
    // ENOSYS, EPERM: left out of the kernel, or forbidden in a container.
    return !hasCode(error, "EBADF");
  }
}

const epollCreate1 = bind<[flags: number]>("int epoll_create1(int flags)");
const epollCtl = bind<[epoll: number, operation: number, fd: number, event: Uint8Array]>(
  "int epoll_ctl(int epoll, int operation, int fd, const void *event)",
);
const EPOLL_CLOEXEC = 0x80000;
const EPOLL_CTL_ADD = 1;
/** Room for a struct epoll_event on every machine: no events. */
const NO_EVENTS = new Uint8Array(16);

/** @throws SyscallError EPERM when epoll(7) does not take the descriptor: libuv would be asked the same, and abort. */
function checkPollable(fd: number): void {
  using epoll = new Fd(epollCreate1(EPOLL_CLOEXEC), { close });
  epollCtl(epoll.fd, EPOLL_CTL_ADD, fd, NO_EVENTS);
}
