import {
  decodeFrames,
  type End,
  Exchange,
  type Extack,
  encodeMessage,
  NLM_F_ACK,
  NLM_F_DUMP,
  NLM_F_ECHO,
  NLM_F_REQUEST,
} from "@netns/netlink";
import { NetlinkError, NoAnswerError, RequestTimeoutError, TruncatedError } from "./errors.js";
import { type AnyMessageCodec, explainAnswer, nameOf, type Output, type Request } from "./request.js";
import type { NetlinkSocket } from "./socket.js";

/** Requests up to this size have an answer that fits any buffer, when it says no more than yes or no. */
const SMALL = 16_384;

/** A request and the answers to it. */
export class Transaction<C extends AnyMessageCodec> {
  readonly name: string;
  readonly codec: C;
  /** The whole message. */
  readonly bytes: Uint8Array;
  readonly #exchange: Exchange;
  readonly #fits: boolean;

  constructor(request: Request<C>, flags: number, sequence: number, socket: NetlinkSocket) {
    const { codec, type, message } = request;
    this.name = nameOf(request);
    this.codec = codec;
    const isDump = (flags & NLM_F_DUMP) === NLM_F_DUMP && isGet(type);
    // What gets no answer of its own when all is well would leave us waiting for one.
    const all = NLM_F_REQUEST | flags | (isGet(type) ? 0 : NLM_F_ACK);
    this.bytes = encodeMessage(codec, { type, flags: all, sequence, portId: 0 }, message);
    this.#exchange = new Exchange({ type, flags: all, sequence, portId: socket.portId });
    this.#fits = !isDump && (all & NLM_F_ECHO) === 0 && this.bytes.length <= SMALL;
  }

  /** How it ended; undefined while more is to come. */
  get end(): End | undefined {
    return this.#exchange.end;
  }

  /** Whether its next answer is lost when it is large, rather than looked at first; it can be asked for again then. */
  get fits(): boolean {
    return this.#fits;
  }

  /** The answers to this request in a datagram. @throws TruncatedError @throws CodecError */
  take(datagram: Uint8Array): Output<C>[] {
    const { frames, trailing } = decodeFrames(datagram);
    if (trailing !== undefined) throw new TruncatedError(datagram.length, datagram.length);
    const replies: Output<C>[] = [];
    for (const frame of frames) {
      const reply = this.#exchange.feed(frame);
      if (reply !== undefined) replies.push(this.codec.decode(reply.payload) as Output<C>);
    }
    return replies;
  }

  /** The answers in the next datagram. @throws RequestTimeoutError */
  step(socket: NetlinkSocket, timeout: number): Output<C>[] {
    const datagram = socket.receiveWithin(timeout, this.#fits);
    if (datagram === undefined) throw new RequestTimeoutError(this.name, timeout);
    return this.take(datagram);
  }

  /** Takes what is left away, so that the socket can be used for something else. */
  drain(socket: NetlinkSocket): void {
    while (this.#exchange.end === undefined) {
      const datagram = socket.receive();
      if (datagram === undefined) return;
      for (const frame of decodeFrames(datagram).frames) this.#exchange.feed(frame);
    }
  }

  /** The refusal that it ended with, if so. */
  get refusal(): NetlinkError | NoAnswerError | undefined {
    const end = this.#exchange.end;
    if (end === undefined) return new NoAnswerError(this.name);
    if (end.errno === 0) return undefined;
    return new NetlinkError(this.name, end.errno, explainAnswer(end.extack, this.codec, this.bytes), this.bytes);
  }

  /** What the kernel had to say although it did what was asked. */
  get warning(): Extack | undefined {
    const extack = this.#exchange.end?.extack ?? {};
    if (this.#exchange.end?.errno !== 0 || extack.msg === undefined) return undefined;
    return explainAnswer(extack, this.codec, this.bytes);
  }
}

/** The kinds of a family are in this order from a multiple of four: NEW, DEL, GET, SET (linux/rtnetlink.h). */
export function isGet(type: number): boolean {
  return type % 4 === 2;
}
