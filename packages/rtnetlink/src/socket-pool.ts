import { ClientBusyError } from "./errors.js";
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
  #droppedByClosed = 0;

  constructor(readonly first: NetlinkSocket) {
    this.#all.add(first);
    this.#idle.push(first);
  }

  /** How many datagrams came from others than the kernel. */
  get dropped(): number {
    let sum = this.#droppedByClosed;
    for (const { dropped } of this.#all) sum += dropped;
    return sum;
  }

  /** A socket that nobody else uses. @throws ClientBusyError when there is none and none can be opened. */
  take(): NetlinkSocket {
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
    this.#droppedByClosed += socket.dropped;
    this.#all.delete(socket);
    socket.close();
  }
}
