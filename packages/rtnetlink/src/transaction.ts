import {
  decodeFrames,
  type End,
  Exchange,
  type Extack,
  encodeMessage,
  type Frame,
  NLM_F_ACK,
  NLM_F_DUMP,
  NLM_F_ECHO,
  NLM_F_REQUEST,
} from "@netns/netlink";
import { hasCode } from "@netns/syscall";
import { NetlinkError, NoAnswerError, RequestTimeoutError, TruncatedError } from "./errors.js";
import { type AnyMessageCodec, explainAnswer, nameOf, type Output, type Request, showRequest } from "./request.js";
import type { NetlinkSocket } from "./socket.js";

/** Requests up to this size have an answer that fits any buffer, when it says no more than yes or no. */
const SMALL = 16_384;

/** A request and the answers to it. */
export class Transaction<C extends AnyMessageCodec> {
  readonly name: string;
  readonly codec: C;
  /** What its answers carry. */
  readonly sequence: number;
  /** The whole message. */
  readonly bytes: Uint8Array;
  readonly #exchange: Exchange;
  readonly #isGet: boolean;
  readonly #fits: boolean;
  /** The types of what may be told of; undefined where nothing else comes. */
  readonly #echoes: ReadonlySet<number> | undefined;

  constructor(request: Request<C>, flags: number, sequence: number, socket: NetlinkSocket) {
    const { codec, type, message } = request;
    this.name = nameOf(request);
    this.codec = codec;
    this.sequence = sequence;
    this.#isGet = isGet(type);
    const isDump = (flags & NLM_F_DUMP) === NLM_F_DUMP && this.#isGet;
    // What gets no answer of its own when all is well would leave us waiting for one.
    const all = NLM_F_REQUEST | flags | (this.#isGet ? 0 : NLM_F_ACK);
    this.bytes = encodeMessage(codec, { type, flags: all, sequence, portId: 0 }, message);
    this.#exchange = new Exchange({ type, flags: all, sequence, portId: socket.portId });
    this.#echoes = (all & NLM_F_ECHO) === 0 || this.#isGet ? undefined : new Set(Object.values<number>(codec.types));
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

  /** Whether nothing but yes or no comes, and fits. */
  get isAcknowledgedOnly(): boolean {
    return this.#fits && !this.#isGet;
  }

  /** Takes a message, of whatever request. Returns the answer, when it is one to this. @throws CodecError */
  take(frame: Frame): Output<C> | undefined {
    const reply = this.#exchange.feed(frame);
    // Whoever asks for an echo is told of all that changes: of the routes, too, that use a nexthop (nexthop.c).
    if (reply !== undefined && this.#echoes?.has(reply.header.type) === false) return undefined;
    // The frame as it is, and not its payload: a view for each message costs more than to decode a small one.
    return reply && (this.codec.decode(reply) as Output<C>);
  }

  /**
   * Appends the answers in the next datagram.
   *
   * @throws RequestTimeoutError, NoAnswerError, TruncatedError, CodecError
   */
  step(socket: NetlinkSocket, timeout: number, replies: Output<C>[]): void {
    for (const frame of wholeFrames(this.#receive(socket, timeout))) {
      const reply = this.take(frame);
      if (reply !== undefined) replies.push(reply);
    }
  }

  /** Takes what is left away, so that the socket can be used for something else. */
  drain(socket: NetlinkSocket): void {
    for (let lost = 0; this.#exchange.end === undefined && lost < MOST_LOST; ) {
      try {
        const datagram = socket.receive();
        if (datagram === undefined) return;
        for (const frame of decodeFrames(datagram).frames) this.#exchange.feed(frame);
      } catch (error) {
        // Of what is lost nothing has to be taken away.
        if (!hasCode(error, "ENOBUFS")) throw error;
        lost++;
      }
    }
  }

  /** The refusal that it ended with, if so. */
  get refusal(): NetlinkError | NoAnswerError | undefined {
    const end = this.#exchange.end;
    if (end === undefined) return new NoAnswerError(this.name);
    if (end.errno === 0) return undefined;
    const { name, codec, bytes } = this;
    return new NetlinkError(name, end.errno, explainAnswer(end.extack, codec, bytes), () => showRequest(codec, bytes));
  }

  /** What the kernel had to say although it did what was asked. */
  get warning(): Extack | undefined {
    const extack = this.#exchange.end?.extack ?? {};
    if (this.#exchange.end?.errno !== 0 || extack.msg === undefined) return undefined;
    return explainAnswer(extack, this.codec, this.bytes);
  }

  #receive(socket: NetlinkSocket, timeout: number): Uint8Array {
    try {
      const datagram = socket.receiveWithin(timeout, this.#fits);
      if (datagram !== undefined) return datagram;
    } catch (error) {
      if (hasCode(error, "ENOBUFS")) throw new NoAnswerError(this.name, { cause: error });
      throw error;
    }
    throw new RequestTimeoutError(this.name, timeout);
  }
}

/** The kernel says once of a full buffer that something was lost; what says it again and again says nothing else. */
const MOST_LOST = 100;

/** A datagram's messages. @throws TruncatedError when it ends within one. */
export function wholeFrames(datagram: Uint8Array): readonly Frame[] {
  const { frames, trailing } = decodeFrames(datagram);
  if (trailing !== undefined) throw new TruncatedError(datagram.length, datagram.length);
  return frames;
}

/** The kinds of a family are in this order from a multiple of four: NEW, DEL, GET, SET (linux/rtnetlink.h). */
export function isGet(type: number): boolean {
  return type % 4 === 2;
}
