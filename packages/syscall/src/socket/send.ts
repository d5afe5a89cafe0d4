import { types } from "node:util";
import { byteLengthOf, checkBytes, invalidArgType } from "../arguments.js";
import { MSG_NOSIGNAL } from "../constants/socket.js";
import { bind } from "../libc.js";
import { encodeAddress, type SocketAddress } from "./address.js";
import { type ControlMessage, encodeControl } from "./control.js";
import { withFlag } from "./flags.js";
import { makeIovec, makeMessageHeader, writeIovec } from "./message-header.js";

const sendto_ = bind<
  [fd: number, data: Uint8Array, length: number, flags: number, to: Uint8Array | null, toLength: number]
>("intptr_t sendto(int fd, const void *data, size_t length, int flags, const void *to, unsigned int toLength)", {
  restart: true,
});
const sendmsg_ = bind<[fd: number, message: BigUint64Array, flags: number]>(
  "intptr_t sendmsg(int fd, const void *message, int flags)",
  { restart: true },
);

/**
 * sendto(2): how many bytes were taken. Without an address: to whom the socket is connected. A connection that is gone
 * is EPIPE, never the signal SIGPIPE. EAGAIN: no room now (non-blocking); EMSGSIZE: larger than one datagram may be,
 * for netlink than SO_SNDBUF; ECONNREFUSED: nobody there; ENOTCONN, EDESTADDRREQ: no address.
 */
export function sendto(fd: number, data: Uint8Array, flags: number, to?: SocketAddress): number {
  checkBytes("data", data);
  const address = to === undefined ? null : encodeAddress(to);
  return sendto_(fd, data, byteLengthOf(data), withFlag(flags, MSG_NOSIGNAL), address, address?.length ?? 0);
}

/** What sendmsg(2) sends. */
export interface OutgoingMessage {
  /** One piece, or several that go out as one; the kernel takes 1024 at most. */
  readonly data: Uint8Array | readonly Uint8Array[];
  /** Without it: to whom the socket is connected. */
  readonly to?: SocketAddress | undefined;
  /** What goes beside the data: `rights(fds)` gives descriptors away. */
  readonly control?: readonly ControlMessage[] | undefined;
}

/** What the struct of the call under way points to; addresses in it keep nothing from the garbage collector. */
const held: { memory: unknown } = { memory: undefined };

/**
 * sendmsg(2): how many bytes were taken. Errors as of sendto; and EBADF: a descriptor in `rights` is not open; EINVAL:
 * more than 253 of them, or a control message that the socket does not know; ETOOMANYREFS: too many are on their way.
 */
export function sendmsg(fd: number, { data, to, control }: OutgoingMessage, flags: number): number {
  const pieces = (types.isUint8Array(data) ? [data] : data) as readonly Uint8Array[];
  if (!Array.isArray(pieces)) throw invalidArgType("data", "a Uint8Array or an array of them", data);
  const name = to === undefined ? undefined : encodeAddress(to);
  const beside = control === undefined ? undefined : encodeControl(control);
  const memory = [...pieces];
  // Last: from here on no code of the caller's runs, which could take the memory away.
  const iovec = makeIovec(memory.length);
  memory.forEach((piece, index) => {
    writeIovec(iovec, index, checkBytes(`data[${index}]`, piece));
  });
  const message = makeMessageHeader(iovec, name, beside);
  held.memory = [memory, iovec, name, beside];
  try {
    return sendmsg_(fd, message, withFlag(flags, MSG_NOSIGNAL));
  } finally {
    held.memory = undefined;
  }
}
