import {
  decodeFrames,
  type End,
  Exchange,
  type Extack,
  encodeFrame,
  explain,
  type Frame,
  type MessageCodec,
  type MessageInput,
  NLM_F_ACK,
  NLM_F_DUMP,
  NLM_F_REQUEST,
  NLMSG_NOOP,
} from "@netns/netlink";
import { DumpInterruptedError, NetlinkError, NoAnswerError } from "./errors.js";
import type { SocketOptions } from "./options.js";
import { NetlinkSocket } from "./socket.js";

/** How requests are made and their answers taken. */
export interface ClientOptions extends SocketOptions {
  /** How often a dump is tried that changes meanwhile. Default 5. */
  readonly dumpAttempts?: number | undefined;
  /** Called when the kernel does what was asked, but has something to say about it. */
  readonly onWarning?: ((warning: Extack, request: string) => void) | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
type AnyMessageCodec = MessageCodec<any, any>;
type Input<C> = C extends MessageCodec<infer H, infer S> ? MessageInput<H, S> : never;
type Output<C extends AnyMessageCodec> = ReturnType<C["decode"]>;

/** What a request needs beside its flags. */
export interface Request<C extends AnyMessageCodec> {
  readonly codec: C;
  readonly type: number;
  readonly message: Input<C>;
}

/** A dump's entries, and what is known about them. */
export interface Dump<T> {
  readonly entries: readonly T[];
  /** How often it had to be asked for, because things changed meanwhile. */
  readonly attempts: number;
}

/**
 * A connection to the kernel in one network namespace. What it asks for, the kernel answers at once: every call is
 * synchronous and takes microseconds. Close it, or declare it with `using`.
 */
export class RtnetlinkClient implements Disposable {
  readonly #socket: NetlinkSocket;
  readonly #options: ClientOptions;
  #sequence = 0;
  #hasReceived = false;

  /** @throws SyscallError when the socket cannot be made: EPERM without CAP_SYS_ADMIN over another namespace. */
  constructor(options: ClientOptions = {}) {
    this.#options = options;
    this.#socket = new NetlinkSocket(options);
  }

  /**
   * A request with one answer, or with none but the acknowledgement.
   *
   * @throws NetlinkError when the kernel refuses.
   */
  request<C extends AnyMessageCodec>(request: Request<C>, flags = 0): Output<C>[] {
    return this.#exchange(request, NLM_F_REQUEST | flags).replies;
  }

  /**
   * Everything of a kind. When it changes while it is listed, it is listed again.
   *
   * @throws NetlinkError
   * @throws DumpInterruptedError when that does not help; it carries what there was.
   */
  dump<C extends AnyMessageCodec>(request: Request<C>): Dump<Output<C>> {
    this.#enlargeDumps();
    const { dumpAttempts = 5 } = this.#options;
    for (let attempts = 1; ; attempts++) {
      const { replies, interrupted } = this.#dumpOnce(request, attempts < dumpAttempts);
      if (!interrupted) return { entries: replies, attempts };
      if (attempts >= dumpAttempts) throw new DumpInterruptedError(nameOf(request), attempts, replies);
    }
  }

  close(): void {
    this.#socket.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #dumpOnce<C extends AnyMessageCodec>(request: Request<C>, mayRetry: boolean) {
    try {
      return this.#exchange(request, NLM_F_REQUEST | NLM_F_DUMP);
    } catch (error) {
      // Two namespaces' locks collided (net_namespace.c): the next attempt will do.
      if (mayRetry && error instanceof NetlinkError && error.code === "EAGAIN")
        return { replies: [], interrupted: true };
      throw error;
    }
  }

  #exchange<C extends AnyMessageCodec>(request: Request<C>, flags: number) {
    const payload = request.codec.encode(request.message);
    const replies: Output<C>[] = [];
    const end = this.#transact(request.type, flags, payload, nameOf(request), ({ payload: reply }) => {
      replies.push(request.codec.decode(reply) as Output<C>);
    });
    const extack = explain(end.extack, { codec: request.codec, payload });
    if (end.errno !== 0) throw new NetlinkError(nameOf(request), end.errno, extack);
    if (extack.message !== undefined) this.#options.onWarning?.(extack, nameOf(request));
    return { replies, interrupted: end.interrupted || end.overrun };
  }

  #transact(type: number, flags: number, payload: Uint8Array, name: string, onReply: (frame: Frame) => void): End {
    this.#sequence = (this.#sequence + 1) >>> 0;
    const header = { type, flags, sequence: this.#sequence, portId: this.#socket.portId };
    const exchange = new Exchange(header);
    this.#socket.send(encodeFrame({ ...header, portId: 0 }, payload));
    while (exchange.end === undefined) {
      const datagram = this.#socket.receive();
      if (datagram === undefined) throw new NoAnswerError(name);
      for (const frame of decodeFrames(datagram).frames) {
        const reply = exchange.feed(frame);
        if (reply !== undefined) onReply(reply);
      }
    }
    this.#hasReceived = true;
    return exchange.end;
  }

  /**
   * The kernel makes a dump's datagrams as large as the largest receive that this socket has made, and on 6.18 a dump
   * of nsids ends with the first of them. So something is received first: NLMSG_NOOP does nothing but be acknowledged.
   */
  #enlargeDumps(): void {
    if (this.#hasReceived) return;
    this.#transact(NLMSG_NOOP, NLM_F_REQUEST | NLM_F_ACK, new Uint8Array(), "NLMSG_NOOP", () => {});
  }
}

/** Opens a connection: a socket of the calling thread's namespace, or of another one. */
export function openClient(options: ClientOptions = {}): RtnetlinkClient {
  return new RtnetlinkClient(options);
}

function nameOf({ codec, type }: Request<AnyMessageCodec>): string {
  return Object.keys(codec.types).find((name) => codec.types[name] === type) ?? `message ${type}`;
}
