import {
  decodeFrames,
  Exchange,
  type Extack,
  encodeFrame,
  NLM_F_ACK,
  NLM_F_DUMP,
  NLM_F_REQUEST,
  NLMSG_NOOP,
} from "@netns/netlink";
import { type BatchAnswer, runBatch } from "./batch.js";
import { DumpInterruptedError, NetlinkError, RequestTimeoutError, TruncatedError } from "./errors.js";
import type { SocketOptions } from "./options.js";
import type { AnyMessageCodec, BatchRequest, Output, Request } from "./request.js";
import { NetlinkSocket } from "./socket.js";
import { SocketPool } from "./socket-pool.js";
import { isGet, Transaction } from "./transaction.js";

export type { Request } from "./request.js";

/** How requests are made and their answers taken. */
export interface ClientOptions extends SocketOptions {
  /** How often a dump is tried that changes meanwhile. Default 5. */
  readonly dumpAttempts?: number | undefined;
  /** Milliseconds without a datagram of the kernel's until an answer is given up. Default 5000. */
  readonly timeout?: number | undefined;
  /** Called when the kernel does what was asked, but has something to say about it. */
  readonly onWarning?: ((warning: Extack, request: string) => void) | undefined;
}

/** A dump's entries, and what is known about them. */
export interface Dump<T> {
  readonly entries: readonly T[];
  /** How often it had to be asked for, because things changed meanwhile. */
  readonly attempts: number;
  /** How many datagrams the last attempt's entries came in. */
  readonly datagrams: number;
  /** Nothing changed while the last attempt was made: all entries are of the same moment. */
  readonly consistent: true;
}

/** What is known about a dump at its end. */
export interface StreamEnd {
  /** False: things changed while it was made, so entries may be missing, or there twice. */
  readonly consistent: boolean;
}

/**
 * A connection to the kernel in one network namespace. What it asks for, the kernel answers at once: every call is
 * synchronous and takes microseconds. Close it, or declare it with `using`.
 */
export class RtnetlinkClient implements Disposable {
  readonly #sockets: SocketPool;
  readonly #options: ClientOptions;
  readonly #timeout: number;
  #sequence = 0;

  /**
   * @throws SyscallError when the socket cannot be made: EPERM without CAP_SYS_ADMIN over another namespace.
   * @throws TypeError for an `fd` that is another kind of socket.
   */
  constructor(options: ClientOptions = {}) {
    this.#options = options;
    this.#timeout = options.timeout ?? 5000;
    this.#sockets = new SocketPool(new NetlinkSocket(options));
  }

  /** How many datagrams others than the kernel have sent to this client: they were thrown away. */
  get dropped(): number {
    return this.#sockets.dropped;
  }

  /**
   * A request with one answer, or with none but the acknowledgement, which all but RTM_GET* are asked for anyway.
   *
   * @throws NetlinkError when the kernel refuses.
   * @throws RequestTimeoutError when it does not answer.
   */
  request<C extends AnyMessageCodec>(request: Request<C>, flags = 0): Output<C>[] {
    return this.#withSocket((socket) => {
      try {
        return this.#exchange(request, flags, socket).replies;
      } catch (error) {
        // An answer of more than 32 KiB: it was lost, and now there is room for it. Asking changes nothing.
        if (!(error instanceof TruncatedError) || !isGet(request.type)) throw error;
        return this.#exchange(request, flags, socket).replies;
      }
    });
  }

  /**
   * Several requests, in as few datagrams as their answers allow. The kernel does one after the other, and goes on when it
   * has refused one; nothing is thrown for that: each has its own answer, in the order of the requests.
   *
   * @throws TypeError for a dump.
   */
  batch<C extends AnyMessageCodec>(requests: readonly BatchRequest<C>[]): BatchAnswer<Output<C>>[] {
    return this.#withSocket((socket) => runBatch(requests, socket, () => this.#nextSequence(), this.#timeout));
  }

  /**
   * Everything of a kind. When it changes while it is listed, it is listed again.
   *
   * @throws NetlinkError
   * @throws DumpInterruptedError when that does not help; it carries what there was.
   */
  dump<C extends AnyMessageCodec>(request: Request<C>): Dump<Output<C>> {
    const { dumpAttempts = 5 } = this.#options;
    return this.#withSocket((socket) => {
      this.#enlargeDumps(socket);
      for (let attempts = 1; ; attempts++) {
        const { replies, interrupted, name, datagrams } = this.#dumpOnce(request, socket, attempts < dumpAttempts);
        if (!interrupted) return { entries: replies, attempts, datagrams, consistent: true };
        if (attempts >= dumpAttempts) throw new DumpInterruptedError(name, attempts, replies);
      }
    });
  }

  /**
   * Everything of a kind, in bounded memory: each step is one datagram's entries. It is asked for once, at the first
   * step; whether things changed meanwhile is known at the end, and returned. In between the client can be used for
   * anything, also for another stream: that takes a socket of its own. A loop that is left early costs the kernel the rest
   * of the dump.
   *
   * @throws NetlinkError
   * @throws ClientBusyError from other requests in between, where no second socket can be had.
   * @example
   * for (const routes of client.stream({ codec: routeMessage, type: RTM_GETROUTE, message: {} })) …
   */
  *stream<C extends AnyMessageCodec>(request: Request<C>): Generator<Output<C>[], StreamEnd, undefined> {
    const socket = this.#sockets.take();
    let dump: Transaction<C> | undefined;
    try {
      this.#enlargeDumps(socket);
      dump = this.#send(request, NLM_F_DUMP, socket);
      while (dump.end === undefined) {
        const entries = dump.step(socket, this.#timeout);
        if (entries.length > 0) yield entries;
      }
      this.#check(dump);
      return { consistent: !dump.end.interrupted && !dump.end.overrun };
    } finally {
      if (socket.fd !== -1) {
        dump?.drain(socket);
        this.#sockets.give(socket);
      }
    }
  }

  close(): void {
    this.#sockets.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #withSocket<T>(work: (socket: NetlinkSocket) => T): T {
    const socket = this.#sockets.take();
    try {
      return work(socket);
    } finally {
      this.#sockets.give(socket);
    }
  }

  #dumpOnce<C extends AnyMessageCodec>(request: Request<C>, socket: NetlinkSocket, mayRetry: boolean) {
    try {
      return this.#exchange(request, NLM_F_DUMP, socket);
    } catch (error) {
      // Two namespaces' locks collided (net_namespace.c): the next attempt will do.
      if (mayRetry && error instanceof NetlinkError && error.code === "EAGAIN")
        return { replies: [], interrupted: true, name: error.request, datagrams: 0 };
      throw error;
    }
  }

  #exchange<C extends AnyMessageCodec>(request: Request<C>, flags: number, socket: NetlinkSocket) {
    const transaction = this.#send(request, flags, socket);
    const replies: Output<C>[] = [];
    let datagrams = 0;
    try {
      while (transaction.end === undefined) {
        const before = replies.length;
        for (const reply of transaction.step(socket, this.#timeout)) replies.push(reply);
        if (replies.length > before) datagrams++;
      }
    } catch (error) {
      transaction.drain(socket);
      throw error;
    }
    this.#check(transaction);
    const { interrupted, overrun } = transaction.end;
    return { replies, interrupted: interrupted || overrun, name: transaction.name, datagrams };
  }

  #send<C extends AnyMessageCodec>(request: Request<C>, flags: number, socket: NetlinkSocket): Transaction<C> {
    const transaction = new Transaction(request, flags, this.#nextSequence(), socket);
    socket.send(transaction.bytes);
    return transaction;
  }

  #check({ refusal, warning, name }: Transaction<AnyMessageCodec>): void {
    if (refusal !== undefined) throw refusal;
    if (warning !== undefined) this.#options.onWarning?.(warning, name);
  }

  #nextSequence(): number {
    this.#sequence = (this.#sequence + 1) >>> 0;
    return this.#sequence;
  }

  /**
   * The kernel makes a dump's datagrams as large as the largest receive that this socket has made, and on 6.18 a dump
   * of nsids ends with the first of them. So something is received first: NLMSG_NOOP does nothing but be acknowledged.
   */
  #enlargeDumps(socket: NetlinkSocket): void {
    if (socket.hasReceived) return;
    const header = { type: NLMSG_NOOP, flags: NLM_F_REQUEST | NLM_F_ACK, sequence: this.#nextSequence() };
    const exchange = new Exchange({ ...header, portId: socket.portId });
    socket.send(encodeFrame({ ...header, portId: 0 }, new Uint8Array()));
    while (exchange.end === undefined) {
      const datagram = socket.receiveWithin(this.#timeout);
      if (datagram === undefined) throw new RequestTimeoutError("NLMSG_NOOP", this.#timeout);
      for (const frame of decodeFrames(datagram).frames) exchange.feed(frame);
    }
  }
}

/** Opens a connection: a socket of the calling thread's namespace, or of another one. */
export function openClient(options: ClientOptions = {}): RtnetlinkClient {
  return new RtnetlinkClient(options);
}
