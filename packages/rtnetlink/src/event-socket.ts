import {
  type Fd,
  hasCode,
  MSG_DONTWAIT,
  MSG_TRUNC,
  NETLINK_ADD_MEMBERSHIP,
  NETLINK_LISTEN_ALL_NSID,
  nsidOf,
  SOL_NETLINK,
  SOL_SOCKET,
  type System,
} from "@netns/syscall";
import { bindSocket, isFromKernel, openSocket, setReceiveBuffer } from "./open-socket.js";
import { type EventSocketOptions, systemOf } from "./options.js";

/** What `ip monitor` asks for. */
const RECEIVE_BUFFER = 1 << 20;

/** asm-generic/socket.h; an array of u32, from linux/sock_diag.h. */
const SO_MEMINFO = 55;
const SK_MEMINFO_VARS = 9;
const SK_MEMINFO_DROPS = 8;

/** A datagram of events: `bytes` is a view of a buffer that the next receive of any such socket uses again. */
export interface Heard {
  readonly bytes: Uint8Array;
  /** The namespace that it is about, as an id in the socket's own. Undefined: the socket's own. */
  readonly nsid: number | undefined;
}

/** One for all sockets of the thread: what is received is decoded before anything else can happen. */
let buffer: Uint8Array<ArrayBuffer> | undefined;
const BUFFER_SIZE = 262_144;

/**
 * A socket that only listens, to the kernel alone. `receive` never waits: when there is something to read, the event
 * loop can say (`watchReadable` of @netns/syscall).
 */
export class EventSocket implements Disposable {
  readonly #fd: Fd;
  readonly #system: System;
  /** What the kernel addresses it by. */
  readonly portId: number;
  #foreign = 0;

  /**
   * @throws SyscallError EINVAL for a group that the kernel does not know, EPERM for one that takes rights.
   * @throws TypeError for an `fd` that is another kind of socket.
   */
  constructor(options: EventSocketOptions) {
    const { groups, optionalGroups = [], allNsid = false, receiveBuffer = RECEIVE_BUFFER } = options;
    this.#system = systemOf(options);
    this.#fd = openSocket(options, this.#system);
    try {
      setReceiveBuffer(this.fd, receiveBuffer, this.#system);
      this.portId = bindSocket(this.fd, options, this.#system);
      // Before the groups: so that nothing of other namespaces is missed that is told of from here on.
      if (allNsid) this.#setOption(NETLINK_LISTEN_ALL_NSID, 1);
      // Groups above 32 have no bit in an address (netlink(7)): so none is joined by one.
      for (const group of groups) this.#setOption(NETLINK_ADD_MEMBERSHIP, group);
      for (const group of optionalGroups) this.#joinIfKnown(group);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get fd(): number {
    return this.#fd.fd;
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

  /**
   * The next datagram of the kernel's; "empty" when none waits; "lost" when there was one that nobody can have, because
   * the buffer was full: then look at what there is, after `drain`.
   */
  receive(): Heard | "empty" | "lost" {
    buffer ??= new Uint8Array(BUFFER_SIZE);
    for (;;) {
      try {
        const received = this.#system.recvmsg(this.fd, buffer, MSG_DONTWAIT | MSG_TRUNC);
        if (!isFromKernel(received)) {
          this.#foreign++;
          continue;
        }
        const { length, control } = received;
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
    this.#fd.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #setOption(name: number, value: number): void {
    this.#system.setsockopt(this.fd, SOL_NETLINK, name, value);
  }

  #joinIfKnown(group: number): void {
    try {
      this.#setOption(NETLINK_ADD_MEMBERSHIP, group);
    } catch (error) {
      if (!hasCode(error, "EINVAL")) throw error;
    }
  }
}

/**
 * Opens a socket that hears what the kernel tells of a namespace, as it tells it. `watch` is made of this, and knows
 * what there was before, and what to do when events are lost.
 *
 * @throws SyscallError EINVAL for a group that the kernel does not know, EPERM for one that takes rights.
 * @example
 * using socket = openEventSocket({ groups: [RTNLGRP_LINK] });
 * const readable = linux.watchReadable(socket.fd, () => {
 *   for (let heard = socket.receive(); heard !== "empty"; heard = socket.receive()) {
 *     if (heard === "lost") console.log("look again");
 *     else for (const frame of decodeFrames(heard.bytes).frames) console.log(format(frame));
 *   }
 * });
 */
export function openEventSocket(options: EventSocketOptions): EventSocket {
  return new EventSocket(options);
}
