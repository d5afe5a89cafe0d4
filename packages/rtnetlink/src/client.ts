import { attributes, type Extack, message, NLM_F_DUMP, NLMSG_NOOP, struct } from "@netns/netlink";
import type { Fd, System } from "@netns/syscall";
import { type BatchAnswer, runBatch } from "./batch.js";
import { ClientClosedError, DumpInterruptedError, NetlinkError, TruncatedError } from "./errors.js";
import { openSibling } from "./open-socket.js";
import { type SocketOptions, systemOf } from "./options.js";
import type { AnyMessageCodec, BatchRequest, Output, Request } from "./request.js";
import { NetlinkSocket } from "./socket.js";
import { SocketPool } from "./socket-pool.js";
import { isGet, Transaction } from "./transaction.js";
import { withWholeLinks } from "./whole-links.js";

export type { Request } from "./request.js";

const noopMessage = message("noop", { NLMSG_NOOP }, struct("nothing", {}), attributes("NOTHING", {}));

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
  /** What it makes its system calls with: for what else has to be done in the same world. */
  readonly system: System;
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
    this.system = systemOf(options);
    this.#timeout = options.timeout ?? 5000;
    this.#sockets = new SocketPool(new NetlinkSocket(options));
  }

  /** How many datagrams others than the kernel have sent to this client: they were thrown away. */
  get foreign(): number {
    return this.#sockets.foreign;
  }

  /**
   * A request with one answer, or with none but the acknowledgement, which all but RTM_GET* are asked for anyway.
   *
   * @throws NetlinkError when the kernel refuses.
   * @throws NoAnswerError when the answer was lost, because others had filled the socket's buffer.
   * @throws RequestTimeoutError when there is none in time.
   * @throws ClientBusyError while a dump is being streamed, where no second socket can be had.
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
   * @throws ClientBusyError as a request.
   */
  batch<C extends AnyMessageCodec>(requests: readonly BatchRequest<C>[]): BatchAnswer<Output<C>>[] {
    return this.#withSocket((socket) => runBatch(requests, socket, () => this.#nextSequence(), this.#timeout));
  }

  /**
   * Everything of a kind. When it changes while it is listed, it is listed again.
   *
   * @throws NetlinkError, NoAnswerError, RequestTimeoutError, ClientBusyError as a request.
   * @throws DumpInterruptedError when that does not help; it carries what there was.
   */
  dump<C extends AnyMessageCodec>(request: Request<C>): Dump<Output<C>> {
    const { dumpAttempts = 5 } = this.#options;
    return this.#withSocket((socket) => {
      this.#enlargeDumps(socket);
      for (let attempts = 1; ; attempts++) {
        const { replies, datagrams, interrupted, name } = this.#dumpOnce(
          withWholeLinks(request),
          socket,
          attempts < dumpAttempts,
        );
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
   * @throws NetlinkError, NoAnswerError, RequestTimeoutError, ClientBusyError as a request.
   * @throws ClientClosedError when the client was closed in between.
   * @example
   * for (const routes of client.stream({ codec: routeMessage, type: RTM_GETROUTE, message: {} })) …
   */
  *stream<C extends AnyMessageCodec>(request: Request<C>): Generator<Output<C>[], StreamEnd, undefined> {
    const socket = this.#sockets.take();
    let dump: Transaction<C> | undefined;
    try {
      this.#enlargeDumps(socket);
      dump = this.#send(withWholeLinks(request), NLM_F_DUMP, socket);
      while (dump.end === undefined) {
        if (!this.#sockets.has(socket)) throw new ClientClosedError();
        const entries: Output<C>[] = [];
        dump.step(socket, this.#timeout, entries);
        if (entries.length > 0) yield entries;
      }
      this.#check(dump);
      return { consistent: !dump.end.interrupted && !dump.end.overrun };
    } finally {
      try {
        if (this.#sockets.has(socket)) dump?.drain(socket);
      } finally {
        this.#sockets.give(socket);
      }
    }
  }

  /**
   * One more socket in the client's namespace, not bound yet, for the caller: whatever has to have one of its own. It
   * does not matter how the client was opened, nor where the thread is by now.
   *
   * @throws SyscallError EPERM without CAP_NET_ADMIN over a namespace that the thread is not in.
   * @throws ClientClosedError
   */
  openSocket(): Fd {
    if (this.#sockets.isClosed) throw new ClientClosedError();
    return openSibling(this.#sockets.first.fd, this.system);
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
        return { replies: [], datagrams: 0, interrupted: true, name: error.request };
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
        transaction.step(socket, this.#timeout, replies);
        if (replies.length > before) datagrams++;
      }
    } catch (error) {
      transaction.drain(socket);
      throw error;
    }
    this.#check(transaction);
    const { interrupted, overrun } = transaction.end;
    return { replies, datagrams, interrupted: interrupted || overrun, name: transaction.name };
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
    this.#exchange({ codec: noopMessage, type: NLMSG_NOOP, message: {} }, 0, socket);
  }
}

/** Opens a connection: a socket of the calling thread's namespace, or of another one. */
export function openClient(options: ClientOptions = {}): RtnetlinkClient {
  return new RtnetlinkClient(options);
}
