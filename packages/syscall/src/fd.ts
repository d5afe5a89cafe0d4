import { closeSync, readlinkSync } from "node:fs";
import { checkFd } from "./arguments.js";

/** Whatever has an open descriptor: `Fd`, a namespace handle, a socket. */
export interface HasFd {
  readonly fd: number;
}

/**
 * What closes a descriptor: node:fs for what node:fs opened, a `System` for what a system call made, or a fake of
 * either. In a Worker Node keeps a list of what node:fs has opened there: it warns about a number that `fs.closeSync`
 * does not find on it, and when the Worker ends it closes the numbers that are still on it, whoever owns them by then.
 */
export type Closer = { closeSync(fd: number): void } | { close(fd: number): unknown };

/**
 * Owns one open descriptor. `using fd = …` closes it; closing twice is harmless. One that is forgotten open stays open:
 * when it is garbage collected a warning with code `NETNS_FD_LEAK` says so, with the stack of its opening when the
 * environment variable `NETNS_DEBUG_FD` is set.
 */
export class Fd implements HasFd, Disposable {
  #fd: number;
  readonly #closer: Closer;
  /** Where it was opened, when somebody wants to know. */
  readonly #origin: string | undefined;
  #isWatched = false;

  /**
   * @param fd An open descriptor, which is this object's from now on. It should be close-on-exec: all that this package
   * and node:fs open is.
   * @param closer Default: node:fs.
   * @throws TypeError, RangeError when it cannot be a descriptor.
   */
  constructor(fd: number, closer: Closer = nodeFs) {
    this.#fd = checkFd(fd);
    this.#closer = closer;
    this.#origin = stackOfOpening();
    if (young.push(this) === 1) void Promise.resolve().then(Fd.#watchSurvivors);
    else if (young.length === MANY) Fd.#watchSurvivors();
  }

  /** The descriptor's number; -1 once it is closed or released, because the number may be somebody else's by then. */
  get fd(): number {
    return this.#fd;
  }

  get closed(): boolean {
    return this.#fd === -1;
  }

  /** Closes it, once. An error is close(2)'s; the descriptor is gone all the same. */
  close(): void {
    const fd = this.#disown();
    if (fd === -1) return;
    if ("closeSync" in this.#closer) this.#closer.closeSync(fd);
    else this.#closer.close(fd);
  }

  /** Gives it away: whoever takes the number closes it. For `new net.Socket({ fd: fd.release() })`. */
  release(): number {
    return this.#disown();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Before close(2), which frees the number even when it reports an error: another thread may reuse it at once. */
  #disown(): number {
    const fd = this.#fd;
    this.#fd = -1;
    if (this.#isWatched) registry.unregister(this);
    return fd;
  }

  static #watchSurvivors(this: void): void {
    for (const fd of young.splice(0)) {
      if (fd.#fd === -1) continue;
      fd.#isWatched = true;
      registry.register(fd, { fd: fd.#fd, origin: fd.#origin }, fd);
    }
  }
}

/** Not all of node:fs as an object: making that costs more at load than all else in this file. */
const nodeFs = { closeSync };

/**
 * Made since the last microtask. Most descriptors are closed by the code that opens them; only the others are worth a
 * place in the registry, which costs as much as opening a socket.
 */
const young: Fd[] = [];
const MANY = 64;

interface Leak {
  readonly fd: number;
  readonly origin: string | undefined;
}

/** It warns and does not close: the number may be in use all the same, given to somebody who does not know of the Fd. */
const registry = new FinalizationRegistry<Leak>(({ fd, origin }) => {
  process.emitWarning(`file descriptor ${fd} (${whatIs(fd)}) was garbage collected without having been closed`, {
    code: "NETNS_FD_LEAK",
    detail: origin ?? "Set NETNS_DEBUG_FD=1 to see where it was opened.",
  });
});

function whatIs(fd: number): string {
  try {
    return `now ${readlinkSync(`/proc/self/fd/${fd}`)}`;
  } catch {
    return "no longer open";
  }
}

let debug: boolean | undefined;

function stackOfOpening(): string | undefined {
  debug ??= (process.env["NETNS_DEBUG_FD"] ?? "") !== "";
  if (!debug) return undefined;
  const origin: { stack?: string } = {};
  Error.captureStackTrace(origin, Fd);
  return (origin.stack ?? "").replace(/^.*/, "It was opened here:");
}
