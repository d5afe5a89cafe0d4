import { SOCK_CLOEXEC } from "../constants/socket.js";
import { bind as bindFunction } from "../libc.js";
import { ADDRESS_SIZE, decodeAddress, encodeAddress, type SocketAddress } from "./address.js";
import { withFlag } from "./flags.js";
import { decodeOther } from "./other.js";

const socket_ = bindFunction<[domain: number, type: number, protocol: number]>(
  "int socket(int domain, int type, int protocol)",
);
const socketpair_ = bindFunction<[domain: number, type: number, protocol: number, fds: Int32Array]>(
  "int socketpair(int domain, int type, int protocol, void *fds)",
);
const bind_ = bindFunction<[fd: number, address: Uint8Array, length: number]>(
  "int bind(int fd, const void *address, unsigned int length)",
);
const connect_ = bindFunction<[fd: number, address: Uint8Array, length: number]>(
  "int connect(int fd, const void *address, unsigned int length)",
);
const accept4_ = bindFunction<[fd: number, address: Uint8Array, length: Uint32Array, flags: number]>(
  "int accept4(int fd, void *address, void *length, int flags)",
  { restart: true },
);
const getsockname_ = bindFunction<[fd: number, address: Uint8Array, length: Uint32Array]>(
  "int getsockname(int fd, void *address, void *length)",
);
const getpeername_ = bindFunction<[fd: number, address: Uint8Array, length: Uint32Array]>(
  "int getpeername(int fd, void *address, void *length)",
);

/**
 * socket(2): a new descriptor, close-on-exec whether `type` says so or not. The socket belongs for good to the network
 * namespace of the calling thread. EAFNOSUPPORT, EPROTONOSUPPORT: the kernel does not have it; EMFILE; EPERM: a raw one
 * without CAP_NET_RAW.
 */
export function socket(domain: number, type: number, protocol: number): number {
  return socket_(domain, withFlag(type, SOCK_CLOEXEC), protocol);
}

/** socketpair(2): two sockets connected to each other, close-on-exec. EOPNOTSUPP: not of this family. */
export function socketpair(domain: number, type: number, protocol: number): [number, number] {
  const fds = new Int32Array(2);
  socketpair_(domain, withFlag(type, SOCK_CLOEXEC), protocol, fds);
  return [fds[0] as number, fds[1] as number];
}

/** bind(2). EADDRINUSE; EADDRNOTAVAIL: not an address of this namespace; EINVAL: bound already, or another family. */
export function bind(fd: number, address: SocketAddress): void {
  const bytes = encodeAddress(address);
  bind_(fd, bytes, bytes.length);
}

/**
 * connect(2). EINPROGRESS (non-blocking) and EINTR mean that it goes on by itself: poll for POLLOUT, then SO_ERROR says
 * how it went. ECONNREFUSED: nobody listens; ENETUNREACH: no route, or loopback is down.
 */
export function connect(fd: number, address: SocketAddress): void {
  const bytes = encodeAddress(address);
  connect_(fd, bytes, bytes.length);
}

/** listen(2). EOPNOTSUPP: not a kind of socket that accepts. */
export const listen = bindFunction<[fd: number, backlog: number]>("int listen(int fd, int backlog)");

/** shutdown(2) with SHUT_*. ENOTCONN: not connected. */
export const shutdown = bindFunction<[fd: number, how: number]>("int shutdown(int fd, int how)");

/** A connection that accept4(2) took. */
export interface Accepted {
  readonly fd: number;
  readonly address: SocketAddress;
}

/**
 * accept4(2): waits for a connection. Its descriptor is close-on-exec; SOCK_NONBLOCK is a flag for it. EAGAIN: there is
 * none (non-blocking); EINVAL: not listening; ECONNABORTED: it has gone again.
 */
export function accept4(fd: number, flags: number): Accepted {
  let accepted = -1;
  const address = addressFrom((bytes, length) => {
    accepted = accept4_(fd, bytes, length, withFlag(flags, SOCK_CLOEXEC));
  });
  return { fd: accepted, address };
}

/** getsockname(2): the socket's own address; of a netlink socket the port id that the kernel chose. */
export function getsockname(fd: number): SocketAddress {
  return addressFrom((bytes, length) => getsockname_(fd, bytes, length));
}

/** getpeername(2): the address of the other end. ENOTCONN: there is none. */
export function getpeername(fd: number): SocketAddress {
  return addressFrom((bytes, length) => getpeername_(fd, bytes, length));
}

function addressFrom(call: (bytes: Buffer, length: Uint32Array) => void): SocketAddress {
  const bytes = Buffer.alloc(ADDRESS_SIZE);
  const length = Uint32Array.of(ADDRESS_SIZE);
  call(bytes, length);
  // All zeros, that is AF_UNSPEC, where there was none.
  return decodeAddress(bytes, length[0]) ?? decodeOther(bytes);
}
