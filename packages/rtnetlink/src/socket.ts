import {
  type Fd,
  hasCode,
  MSG_DONTWAIT,
  MSG_PEEK,
  MSG_TRUNC,
  NETLINK_CAP_ACK,
  NETLINK_EXT_ACK,
  NETLINK_GET_STRICT_CHK,
  POLLIN,
  type Received,
  SOL_NETLINK,
  type System,
} from "@netns/syscall";
import { TruncatedError } from "./errors.js";
import { bindSocket, isFromKernel, KERNEL, openSibling, openSocket } from "./open-socket.js";
import { type SocketOptions, systemOf } from "./options.js";

/** The largest datagram that most dumps come in; and what makes the kernel make them that large (af_netlink.c). */
const BUFFER_SIZE = 32_768;

/** What poll(2) takes, in milliseconds: who waits for ever says Infinity. */
const LONGEST_WAIT = 0x7fff_ffff;

const NOTHING = new Uint8Array();

/** A socket for requests: it explains refusals, checks requests strictly, and listens to nobody but the kernel. */
export class NetlinkSocket implements Disposable {
  readonly #fd: Fd;
  readonly #system: System;
  /** What the kernel addresses us by. */
  readonly portId: number;
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(BUFFER_SIZE);
  #foreign = 0;
  #hasReceived = false;

  /** @throws SyscallError @throws TypeError for an `fd` that is another kind of socket. */
  constructor(options: SocketOptions = {}, open = openSocket) {
    this.#system = systemOf(options);
    this.#fd = open(options, this.#system);
    try {
      this.#enable(NETLINK_EXT_ACK);
      // Without it the kernel ignores what it does not know in a dump request, NETNSA_TARGET_NSID for one.
      this.#enable(NETLINK_GET_STRICT_CHK);
      // Refusals are explained by the request that they echo. New sockets have it off.
      if (options.fd !== undefined) this.#enable(NETLINK_CAP_ACK, 0);
      this.portId = bindSocket(this.fd, options, this.#system);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get fd(): number {
    return this.#fd.fd;
  }

  get system(): System {
    return this.#system;
  }

  /** How many datagrams came from others than the kernel, and were thrown away. */
  get foreign(): number {
    return this.#foreign;
  }

  /** Whether anything was received: only then are a dump's datagrams as large as they can be. */
  get hasReceived(): boolean {
    return this.#hasReceived;
  }

  /** One more socket in this one's namespace. @throws SyscallError EPERM without CAP_NET_ADMIN over it. */
  sibling(): NetlinkSocket {
    return new NetlinkSocket({ system: this.#system }, () => openSibling(this.fd, this.#system));
  }

  send(message: Uint8Array): void {
    this.#system.sendto(this.fd, message, 0, KERNEL);
  }

  /**
   * The next datagram of the kernel's, or undefined when none is waiting. It is a view of a buffer that the next call
   * uses again.
   *
   * @throws SyscallError ENOBUFS when the kernel had to drop some: it says so once, and the socket goes on.
   * @throws TruncatedError when it was cut in spite of all.
   */
  receive(): Uint8Array | undefined {
    for (;;) {
      const received = this.#next(false);
      if (received === undefined || isFromKernel(received)) return this.#bytes(received);
    }
  }

  /**
   * The next datagram, which is waited for. Undefined when there is none within so many milliseconds.
   *
   * @param fits It has at most 32 KiB, or may be lost: so its length need not be asked for first, which is a call less.
   * @throws TruncatedError when it was lost; there is room for the next of that size.
   */
  receiveWithin(milliseconds: number, fits = false): Uint8Array | undefined {
    for (let end: number | undefined; ; ) {
      const received = this.#next(fits);
      if (received !== undefined && isFromKernel(received)) return this.#bytes(received);
      // Somebody who sends and sends must not keep us here either.
      end ??= performance.now() + milliseconds;
      const left = Math.ceil(end - performance.now());
      if (left <= 0) return undefined;
      if (received !== undefined) continue;
      const [ready] = this.#system.poll([{ fd: this.fd, events: POLLIN }], Math.min(left, LONGEST_WAIT));
      if (ready === 0) return undefined;
    }
  }

  close(): void {
    this.#fd.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** A datagram of anybody's; undefined when there is none. */
  #next(fits: boolean): Received | undefined {
    try {
      if (!fits) this.#makeRoom();
      // With MSG_TRUNC the length is the datagram's own, whether or not there was room for it.
      const received = this.#system.recvmsg(this.fd, this.#buffer, MSG_TRUNC | MSG_DONTWAIT);
      if (isFromKernel(received)) this.#hasReceived = true;
      else this.#foreign++;
      return received;
    } catch (error) {
      if (hasCode(error, "EAGAIN")) return undefined;
      throw error;
    }
  }

  /** A datagram that is larger than the buffer would be cut, and the rest lost: so its length is asked for first. */
  #makeRoom(): void {
    const next = this.#system.recvmsg(this.fd, NOTHING, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
    // What others send is not worth it.
    if (isFromKernel(next)) this.#grow(next.length);
  }

  #grow(length: number): void {
    if (length > this.#buffer.length) this.#buffer = new Uint8Array(length);
  }

  #bytes(received: Received | undefined): Uint8Array | undefined {
    if (received === undefined) return undefined;
    const { length } = received;
    const room = this.#buffer.length;
    if (length <= room) return this.#buffer.subarray(0, length);
    this.#grow(length);
    throw new TruncatedError(length, room);
  }

  /** A kernel before 4.12, or 4.20, does not know the option; any other failure is one. */
  #enable(option: number, value = 1): void {
    try {
      this.#system.setsockopt(this.fd, SOL_NETLINK, option, value);
    } catch (error) {
      if (!hasCode(error, "ENOPROTOOPT")) throw error;
    }
  }
}
