import {
  AF_NETLINK,
  hasCode,
  MSG_DONTWAIT,
  MSG_TRUNC,
  NETLINK_ADD_MEMBERSHIP,
  NETLINK_LISTEN_ALL_NSID,
  nsidOf,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
  SOL_SOCKET,
  type System,
} from "@netns/syscall";
import type { SocketOptions } from "../options.js";
import { NetlinkSocket } from "../socket.js";

/** asm-generic/socket.h; an array of u32, from linux/sock_diag.h. */
const SO_MEMINFO = 55;
const SK_MEMINFO_VARS = 9;
const SK_MEMINFO_DROPS = 8;

/** What to listen to. */
export interface EventSocketOptions extends SocketOptions {
  readonly groups: readonly number[];
  /** Groups that older kernels may lack. */
  readonly optionalGroups: readonly number[];
  readonly allNsid: boolean;
  /** In bytes, as the kernel counts them: with its own overhead. */
  readonly bufferSize: number;
}

/** A datagram of events: `bytes` is a view of a buffer that the next call uses again. */
export interface Heard {
  readonly bytes: Uint8Array;
  /** Undefined: from the socket's own namespace. */
  readonly nsid: number | undefined;
}

/** One for all sockets of the thread: what is received is decoded before anything else can happen. */
let buffer: Uint8Array<ArrayBuffer> | undefined;
const BUFFER_SIZE = 65_536;

/** A socket that only listens. */
export class EventSocket implements Disposable {
  readonly #socket: NetlinkSocket;
  readonly #system: System;
  #foreign = 0;

  /** @throws SyscallError EINVAL for a group that the kernel does not know, EPERM for one that takes rights. */
  constructor(options: EventSocketOptions) {
    this.#socket = new NetlinkSocket(options);
    this.#system = this.#socket.system;
    try {
      this.#setBufferSize(options.bufferSize);
      // Before the groups: so that nothing of other namespaces is missed that is told of from here on.
      if (options.allNsid) this.#socket.setOption(NETLINK_LISTEN_ALL_NSID, 1);
      for (const group of options.groups) this.#socket.setOption(NETLINK_ADD_MEMBERSHIP, group);
      for (const group of options.optionalGroups) this.#joinIfKnown(group);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get fd(): number {
    return this.#socket.fd;
  }

  /** Datagrams that somebody else than the kernel has sent; nothing of them is used. */
  get foreign(): number {
    return this.#foreign;
  }

  /** Datagrams that the kernel could not queue, since the socket was made. */
  get dropped(): number {
    const bytes = this.#system.getsockopt(this.fd, SOL_SOCKET, SO_MEMINFO, 4 * SK_MEMINFO_VARS);
    return new Uint32Array(bytes.slice().buffer)[SK_MEMINFO_DROPS] ?? 0;
  }

  /** The next datagram of the kernel's; "empty" when none waits; "lost" when there was one that nobody can have. */
  receive(): Heard | "empty" | "lost" {
    buffer ??= new Uint8Array(BUFFER_SIZE);
    for (;;) {
      try {
        const { length, from, control } = this.#system.recvmsg(this.fd, buffer, MSG_DONTWAIT | MSG_TRUNC);
        // Any process may send to our port id; only the kernel's is 0.
        if (from?.family !== AF_NETLINK || from.portId !== 0) {
          this.#foreign++;
          continue;
        }
        if (length <= buffer.length) return { bytes: buffer.subarray(0, length), nsid: nsidOf(control) };
        // Cut. The next one of this size is not; what this one said is found by looking.
        buffer = new Uint8Array(2 ** Math.ceil(Math.log2(length)));
        return "lost";
      } catch (error) {
        if (hasCode(error, "EAGAIN")) return "empty";
        if (hasCode(error, "ENOBUFS")) return "lost";
        throw error;
      }
    }
  }

  /**
   * Throws away what is queued. After an overrun the kernel queues nothing, and says nothing of that, until the queue is
   * empty (NETLINK_S_CONGESTED in af_netlink.c): who looks before that misses what happens in between.
   */
  drain(): void {
    while (this.receive() !== "empty");
  }

  close(): void {
    this.#socket.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Beyond net.core.rmem_max only with CAP_NET_ADMIN; else as much as may be. */
  #setBufferSize(size: number): void {
    try {
      this.#system.setsockopt(this.fd, SOL_SOCKET, SO_RCVBUFFORCE, size);
    } catch (error) {
      if (!hasCode(error, "EPERM")) throw error;
      this.#system.setsockopt(this.fd, SOL_SOCKET, SO_RCVBUF, size);
    }
  }

  #joinIfKnown(group: number): void {
    try {
      this.#socket.setOption(NETLINK_ADD_MEMBERSHIP, group);
    } catch (error) {
      if (!hasCode(error, "EINVAL")) throw error;
    }
  }
}
