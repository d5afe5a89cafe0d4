import type { IncomingMessage, ServerResponse } from "node:http";

/** How many answers are on their way at once: each may be long, and who is to read it slow. */
export class Slots {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Until the response is over. False: there are too many. */
  take({ socket }: IncomingMessage, response: ServerResponse): boolean {
    if (this.#taken >= this.#most) return false;
    this.#taken++;
    const release = () => {
      socket.off("close", release);
      response.off("close", release);
      this.#taken--;
    };
    // A response that waits behind another one does not see that the connection is closed.
    socket.once("close", release);
    response.once("close", release);
    return true;
  }
}
