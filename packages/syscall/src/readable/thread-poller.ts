import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import type { Worker } from "node:worker_threads";
import { close } from "../close.js";
import { POLLIN } from "../constants/poll.js";
import { Fd } from "../fd.js";
import { bind } from "../libc.js";
import { poll } from "../poll.js";
import type { Poller, Polling, Waiter } from "./poller.js";
import { type ThreadData, type ThreadMessage, threadProgram } from "./thread-poller-program.js";

const eventfd = bind<[value: number, flags: number]>("int eventfd(unsigned int value, int flags)");
/** From sys/eventfd.h. */
const EFD_NONBLOCK = 0x800;
const EFD_CLOEXEC = 0x80000;

/** Milliseconds. How long a thread stays that has nothing to wait for: the next watch often follows the last. */
const LINGER = 50;
/** Milliseconds: how much longer `terminate()` of a Worker may take that watches something. */
const PAUSE = 100;
/** Milliseconds. Many times what a thread needs to start, and to end: not waited for any longer. */
const LIMIT = 2000;

const openEvent = () => new Fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), { close });

/** The one that all watches of this thread share; none while nothing is watched. */
let current: PollThread | undefined;

/**
 * Waits in a Worker of its own that blocks in poll(2): needs nothing but what koffi documents, and no native code of it
 * calls back. One thread for all descriptors, started for the first, and ended soon after the last is closed. Like
 * every thread, it is in the network namespace that its maker was in, and keeps that namespace alive as long; what can
 * be waited for does not depend on it.
 */
export const threadPoller: Poller = (fd, waiter) => {
  current ??= new PollThread();
  return current.wait(fd, waiter);
};

class PollThread {
  readonly #worker: Worker;
  readonly #wake = openEvent();
  /** Added to an eventfd: it is readable now. */
  readonly #one = BigUint64Array.of(1n);
  #loaded: Fd | undefined;
  readonly #ended = new Int32Array(new SharedArrayBuffer(4));
  readonly #waiters = new Map<number, Waiter>();
  readonly #holding = new Set<number>();
  #lastId = 0;
  #running = true;
  #linger: NodeJS.Timeout | undefined;

  constructor() {
    const require = createRequire(import.meta.url);
    const { isMainThread, Worker }: typeof import("node:worker_threads") = require("node:worker_threads");
    try {
      const loaded = openEvent();
      this.#loaded = loaded;
      const workerData: ThreadData = {
        koffi: require.resolve("koffi"),
        wake: this.#wake.fd,
        loaded: loaded.fd,
        ended: this.#ended,
        pause: PAUSE,
      };
      this.#worker = new Worker(threadProgram, {
        eval: true,
        workerData,
        name: "netns-poll",
        // Neither the program's flags nor NODE_OPTIONS: what they preload has no business in this thread.
        execArgv: [],
        env: {},
        // It prints nothing: without this, Node would open process.stdout and process.stderr for it.
        stdout: true,
        stderr: true,
      });
    } catch (error) {
      this.#close();
      throw error;
    }
    this.#worker.on("message", (id: number) => this.#waiters.get(id)?.readable());
    this.#worker.on("error", (error) => {
      this.#lose();
      // Nobody waits for this: uncaught, as when nobody had listened.
      throw error;
    });
    this.#worker.on("exit", () => {
      process.off("exit", this.#endNow);
      this.#close();
      this.#lose();
    });
    process.prependListener("exit", this.#endNow);
    // A thread that is terminated while it loads koffi ends the process (SIGABRT). The main thread's are only at its
    // end, see below. A Worker's are when it is terminated, which it is not as long as it is inside of a system call.
    if (!isMainThread) poll([{ fd: this.#loaded.fd, events: POLLIN }], LIMIT);
  }

  wait(fd: number, waiter: Waiter): Polling {
    const id = ++this.#lastId;
    clearTimeout(this.#linger);
    this.#waiters.set(id, waiter);
    this.#hold(id, true);
    this.#send([id, fd]);
    return {
      again: () => this.#send([id, fd]),
      ref: () => this.#hold(id, true),
      unref: () => this.#hold(id, false),
      close: () => {
        this.#waiters.delete(id);
        this.#hold(id, false);
        this.#send([id, -1]);
        if (this.#waiters.size === 0) this.#linger = setTimeout(() => this.#end(), LINGER).unref();
      },
    };
  }

  /** The Worker keeps the process alive when any of those that wait does. */
  #hold(id: number, hold: boolean): void {
    if (hold) this.#holding.add(id);
    else this.#holding.delete(id);
    if (this.#holding.size > 0) this.#worker.ref();
    else this.#worker.unref();
  }

  #send(message: ThreadMessage): void {
    if (!this.#running) return;
    this.#worker.postMessage(message);
    writeSync(this.#wake.fd, this.#one);
  }

  /** Tells the thread to end; the event "exit" of the Worker closes what is left. */
  #end(): void {
    this.#send(null);
    this.#running = false;
    if (current === this) current = undefined;
  }

  /**
   * At the end of this thread, when there will be no more events. Node terminates the Worker and waits for it: so it is
   * told to end, and not left alone while it loads koffi. Descriptors of a Worker would outlive it.
   */
  readonly #endNow = (): void => {
    this.#end();
    if (Atomics.wait(this.#ended, 0, 0, LIMIT) !== "timed-out") this.#close();
  };

  /** Only when the thread does not use them any more: their numbers may be somebody else's at once. */
  #close(): void {
    this.#wake.close();
    this.#loaded?.close();
  }

  #lose(): void {
    this.#running = false;
    if (current === this) current = undefined;
    const waiters = [...this.#waiters.values()];
    this.#waiters.clear();
    for (const waiter of waiters) waiter.lost();
  }
}
