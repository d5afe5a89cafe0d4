import { ClientBusyError, ClientClosedError } from "./errors.js";
import type { NetlinkSocket } from "./socket.js";

/** Sockets beyond the first that are kept for the next time. */
const SPARE = 1;

/**
 * A client's sockets, all of one namespace. There is one, until something is asked for while it is busy with a dump that
 * somebody takes his time over: the kernel makes one dump at a time for a socket.
 */
export class SocketPool {
  readonly #all = new Set<NetlinkSocket>();
  readonly #idle: NetlinkSocket[] = [];
  #foreignToClosed = 0;

  constructor(readonly first: NetlinkSocket) {
    this.#all.add(first);
    this.#idle.push(first);
  }

  /** How many datagrams came from others than the kernel. */
  get foreign(): number {
    let sum = this.#foreignToClosed;
    for (const { foreign } of this.#all) sum += foreign;
    return sum;
  }

  get isClosed(): boolean {
    return this.#all.size === 0;
  }

  /**
   * A socket that nobody else uses.
   *
   * @throws ClientBusyError when there is none and none can be opened.
   * @throws ClientClosedError
   */
  take(): NetlinkSocket {
    if (this.isClosed) throw new ClientClosedError();
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    try {
      const opened = this.first.sibling();
      this.#all.add(opened);
      return opened;
    } catch (error) {
      throw new ClientBusyError(error);
    }
  }

  /** Whether it is one of these, and open. */
  has(socket: NetlinkSocket): boolean {
    return this.#all.has(socket);
  }

  /** Gives it back, with nothing under way on it. */
  give(socket: NetlinkSocket): void {
    if (!this.#all.has(socket)) return;
    // The first names the namespace for the others.
    if (socket === this.first || this.#idle.length <= SPARE) this.#idle.push(socket);
    else this.#discard(socket);
  }

  close(): void {
    for (const socket of this.#all) this.#discard(socket);
    this.#idle.length = 0;
  }

  #discard(socket: NetlinkSocket): void {
    this.#foreignToClosed += socket.foreign;
    this.#all.delete(socket);
    socket.close();
  }
}
