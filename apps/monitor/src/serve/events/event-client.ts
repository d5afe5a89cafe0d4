import type { ServerResponse } from "node:http";
import { PATIENCE } from "../http/limits.js";
import type { Ring } from "./ring.js";
import { heartbeat } from "./sse.js";

/** What is sent next, until it is closed. */
export type Events = Generator<Buffer, void, undefined>;

/**
 * Somebody who reads events, and where in them: what comes first is the client's own, the rest is the ring's. It is
 * given the next one when it has taken the last; so next to nothing waits for it, and one that the ring has left behind
 * is dropped.
 */
export class EventClient {
  readonly #response: ServerResponse;
  readonly #ring: Ring;
  readonly #onDrop: () => void;
  readonly #first: Events;
  #isFirstOver = false;
  #isClosed = false;
  /** The batch that was sent last. */
  #number: number;
  #isFull = false;
  #unread = 0;

  /**
   * @param first What is sent before the batches behind `number`.
   * @param onDrop It has not read, and is cut off.
   */
  constructor(response: ServerResponse, ring: Ring, first: Events, number: number, onDrop: () => void) {
    this.#response = response;
    this.#ring = ring;
    this.#first = first;
    this.#number = number;
    this.#onDrop = onDrop;
    response.on("drain", () => {
      this.#isFull = false;
      this.#unread = 0;
      this.pump();
    });
  }

  /** Sends what it can take. */
  pump(): void {
    if (!this.#ring.canFollow(this.#number)) this.#drop();
    while (!this.#isFull && !this.#isClosed) {
      const next = this.#next();
      if (next === undefined) return;
      this.#isFull = !this.#response.write(next);
    }
  }

  beat(): void {
    if (!this.#isFull) this.#isFull = !this.#response.write(heartbeat);
    else if (++this.#unread >= PATIENCE) this.#drop();
  }

  /** The server ends. */
  end(): void {
    this.#response.end();
  }

  /** The connection is over. */
  close(): void {
    this.#isClosed = true;
    this.#first.return();
  }

  #next(): Buffer | undefined {
    if (!this.#isFirstOver) {
      const { done, value } = this.#first.next();
      if (!done) return value;
      this.#isFirstOver = true;
    }
    const batch = this.#ring.get(this.#number + 1);
    if (batch !== undefined) this.#number++;
    return batch;
  }

  #drop(): void {
    if (this.#isClosed) return;
    this.close();
    this.#onDrop();
    this.#response.destroy();
  }
}
