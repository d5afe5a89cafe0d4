import type { OrderOptions } from "../codec/order.js";
import type { ExtackAttributes } from "../extack/attributes.js";
import { decodeDone, decodeError } from "../message/error.js";
import {
  NLM_F_ACK,
  NLM_F_DUMP,
  NLM_F_DUMP_INTR,
  NLM_F_MULTI,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_NOOP,
  NLMSG_OVERRUN,
} from "../message/flags.js";
import type { Frame } from "../message/frame.js";
import type { Header } from "../message/header.js";

/** How an exchange ended. */
export interface End {
  /** Negative when the kernel refused, else 0. */
  readonly errno: number;
  /** What it said about that; with `errno` 0 a warning. */
  readonly extack: ExtackAttributes;
  /** The dump's subject changed meanwhile (NLM_F_DUMP_INTR): its parts may not fit together. */
  readonly interrupted: boolean;
  /** The sender lost messages (NLMSG_OVERRUN): nothing is complete. */
  readonly overrun: boolean;
}

/**
 * The life of one request: sent, answered, ended. No input or output: whoever receives datagrams feeds their messages
 * in, of whatever exchange they are, and takes the replies out.
 *
 * - A request that asks for an acknowledgement (NLM_F_ACK) ends with it, also when replies come before it.
 * - A dump ends with NLMSG_DONE, however many datagrams it takes.
 * - Any other request ends with its first reply, or with the last part where that has several.
 * - A refusal ends it in any case.
 */
export class Exchange {
  readonly #request: Header;
  readonly #options: OrderOptions;
  readonly #isDump: boolean;
  #interrupted = false;
  #end: End | undefined;

  /** @param request As sent, but with `portId` the socket's own, which answers carry. */
  constructor(request: Header, options: OrderOptions = {}) {
    this.#request = request;
    this.#options = options;
    this.#isDump = (request.flags & NLM_F_DUMP) === NLM_F_DUMP && (request.flags & NLM_F_REQUEST) !== 0;
  }

  /** How it ended; undefined while more is to come. */
  get end(): End | undefined {
    return this.#end;
  }

  /**
   * Takes a message, and returns it when it is a reply to this request. Messages of others, and what comes after the
   * end, are left alone.
   *
   * @throws CodecError for an NLMSG_ERROR or NLMSG_DONE that is malformed; the exchange is still open then.
   */
  feed(frame: Frame): Frame | undefined {
    const { type, flags, sequence, portId } = frame.header;
    if (this.#end !== undefined || sequence !== this.#request.sequence || portId !== this.#request.portId)
      return undefined;
    if ((flags & NLM_F_DUMP_INTR) !== 0 && type !== NLMSG_ERROR) this.#interrupted = true;
    switch (type) {
      case NLMSG_NOOP:
        return undefined;
      case NLMSG_OVERRUN:
        this.#finish(0, {}, true);
        return undefined;
      case NLMSG_ERROR: {
        const { errno, extack } = decodeError(frame, this.#options);
        this.#finish(errno, extack);
        return undefined;
      }
      case NLMSG_DONE: {
        const { status, extack } = decodeDone(frame, this.#options);
        this.#finish(Math.min(status, 0), extack);
        return undefined;
      }
    }
    const acknowledged = (this.#request.flags & NLM_F_ACK) !== 0;
    if (!this.#isDump && !acknowledged && (flags & NLM_F_MULTI) === 0) this.#finish(0, {});
    return frame;
  }

  #finish(errno: number, extack: ExtackAttributes, overrun = false): void {
    this.#end = { errno, extack, interrupted: this.#interrupted, overrun };
  }
}
