import {
  AF_NETLINK,
  Fd,
  hasCode,
  inNamespace,
  MSG_DONTWAIT,
  MSG_PEEK,
  MSG_TRUNC,
  NETLINK_EXT_ACK,
  NETLINK_GET_STRICT_CHK,
  NETLINK_ROUTE,
  SOCK_CLOEXEC,
  SOCK_RAW,
  SOL_NETLINK,
  type System,
} from "@netns/syscall";
import { type SocketOptions, systemOf } from "./options.js";

/** The largest datagram that the kernel makes for a dump; and what makes it make dumps that large (af_netlink.c). */
const BUFFER_SIZE = 32_768;

const KERNEL = { family: AF_NETLINK, portId: 0, groups: 0 } as const;

/** A netlink socket that is bound, explains errors, checks requests strictly, and listens to nobody but the kernel. */
export class NetlinkSocket implements Disposable {
  readonly #fd: Fd;
  readonly #system: System;
  /** What the kernel addresses us by. */
  readonly portId: number;
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(BUFFER_SIZE);

  /** @throws SyscallError */
  constructor(options: SocketOptions = {}) {
    const system = systemOf(options);
    this.#system = system;
    this.#fd = openIn(options, system, () => system.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE));
    try {
      this.#enable(NETLINK_EXT_ACK);
      // Without it the kernel ignores what it does not know in a dump request, NETNSA_TARGET_NSID for one.
      this.#enable(NETLINK_GET_STRICT_CHK);
      system.bind(this.fd, KERNEL);
      const address = system.getsockname(this.fd);
      if (address.family !== AF_NETLINK) throw new TypeError(`not a netlink socket: family ${address.family}`);
      this.portId = address.portId;
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

  /** Sets an option of SOL_NETLINK. */
  setOption(name: number, value: number): void {
    this.#system.setsockopt(this.fd, SOL_NETLINK, name, value);
  }

  send(message: Uint8Array): void {
    this.#system.sendto(this.fd, message, 0, KERNEL);
  }

  /**
   * The next datagram of the kernel's, or undefined when none is waiting. It is a view of a buffer that the next call
   * uses again.
   *
   * @throws SyscallError ENOBUFS when the kernel had to drop some: it says so once, and the socket goes on.
   */
  receive(): Uint8Array | undefined {
    for (;;) {
      const length = this.#peek();
      if (length === undefined) return undefined;
      if (length > this.#buffer.length) this.#buffer = new Uint8Array(length);
      const { length: received, from } = this.#system.recvmsg(this.fd, this.#buffer, MSG_DONTWAIT);
      // Any process may send to our port id; only the kernel's is 0.
      if (from?.family === AF_NETLINK && from.portId === KERNEL.portId) return this.#buffer.subarray(0, received);
    }
  }

  close(): void {
    this.#fd.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** A datagram that is larger than the buffer would be cut, and the rest lost: so its length is asked for first. */
  #peek(): number | undefined {
    try {
      return this.#system.recvmsg(this.fd, new Uint8Array(), MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT).length;
    } catch (error) {
      if (hasCode(error, "EAGAIN")) return undefined;
      throw error;
    }
  }

  /** A kernel before 4.12, or 4.20, does not know the option; any other failure is one. */
  #enable(option: number): void {
    try {
      this.setOption(option, 1);
    } catch (error) {
      if (!hasCode(error, "ENOPROTOOPT")) throw error;
    }
  }
}

/** A socket belongs to the namespace that it is made in; afterwards it can be used from any. */
function openIn({ namespace }: SocketOptions, system: System, open: () => number): Fd {
  let made: Fd | undefined;
  try {
    using file = typeof namespace === "string" ? new Fd(system.fs.openSync(namespace, "r"), system.fs) : undefined;
    const target = typeof namespace === "string" ? file : namespace;
    if (target === undefined) return new Fd(open(), system);
    return inNamespace(target, () => (made = new Fd(open(), system)), system);
  } catch (error) {
    // Something went wrong on the way back, with the socket made already.
    made?.close();
    throw error;
  }
}
