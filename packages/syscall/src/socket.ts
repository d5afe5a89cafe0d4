import { AF_NETLINK } from "./constants/socket.js";
import { bind as bindFunction, libc } from "./libc.js";

/** socket(2). */
export const socket = bindFunction<[domain: number, type: number, protocol: number]>(
  "int socket(int domain, int type, int protocol)",
);

/** Who a netlink datagram is from or for: struct sockaddr_nl. The kernel's port id is 0. */
export interface NetlinkAddress {
  /** Unsigned: the kernel gives out numbers with the top bit set. */
  readonly portId: number;
  /** A bit per multicast group 1 to 32. */
  readonly groups: number;
}

/**
 * ```
 * struct sockaddr_nl: 0 family (u16) | 2 pad (u16) | 4 port id (u32) | 8 groups (u32)
 * ```
 */
const SOCKADDR_NL = 12;

const bind_ = bindFunction<[fd: number, address: Uint8Array, length: number]>(
  "int bind(int fd, const void *address, unsigned int length)",
);
const getsockname_ = bindFunction<[fd: number, address: Uint8Array, length: Uint32Array]>(
  "int getsockname(int fd, void *address, void *length)",
);
const setsockopt_ = bindFunction<[fd: number, level: number, name: number, value: Int32Array, length: number]>(
  "int setsockopt(int fd, int level, int name, const void *value, unsigned int length)",
);
const sendto_ = bindFunction<
  [fd: number, data: Uint8Array, length: number, flags: number, address: Uint8Array, addressLength: number]
>(
  "intptr_t sendto(int fd, const void *data, size_t length, int flags, const void *address, unsigned int addressLength)",
  {
    restart: true,
  },
);
const recvmsg_ = bindFunction<[fd: number, message: Uint8Array, flags: number]>(
  "intptr_t recvmsg(int fd, void *message, int flags)",
  { restart: true },
);

/** bind(2) of a netlink socket. Port id 0 lets the kernel choose. */
export function bind(fd: number, address: NetlinkAddress): void {
  bind_(fd, writeAddress(address), SOCKADDR_NL);
}

/** getsockname(2) of a netlink socket: the port id that the kernel chose. */
export function getsockname(fd: number): NetlinkAddress {
  const address = Buffer.alloc(SOCKADDR_NL);
  getsockname_(fd, address, Uint32Array.of(SOCKADDR_NL));
  return readAddress(address);
}

/** setsockopt(2) with an int. ENOPROTOOPT: the kernel is too old for this option. */
export function setsockopt(fd: number, level: number, name: number, value: number): void {
  setsockopt_(fd, level, name, Int32Array.of(value), 4);
}

/** sendto(2) to a netlink address: how many bytes were taken. */
export function sendto(fd: number, data: Uint8Array, flags: number, to: NetlinkAddress): number {
  return sendto_(fd, data, data.length, flags, writeAddress(to), SOCKADDR_NL);
}

/** One datagram, as recvmsg(2) describes it. */
export interface Received {
  /** Bytes in the buffer; with MSG_TRUNC the datagram's own length, which may be larger than the buffer. */
  readonly length: number;
  /** MSG_TRUNC, MSG_CTRUNC as they were set on return. */
  readonly flags: number;
  readonly from: NetlinkAddress;
  /** Control messages, as they came: struct cmsghdr and data, aligned to 8. */
  readonly control: Uint8Array;
}

const CONTROL_SIZE = 256;

/**
 * The struct msghdr of all receives, made once: calls are synchronous, so only one is ever under way in a thread.
 * ```
 * msghdr: 0 name* | 8 namelen (u32) | 16 iov* | 24 iovlen | 32 control* | 40 controllen | 48 flags (i32)
 * iovec:  0 base* | 8 len
 * ```
 */
let receiver: { message: Buffer; name: Buffer; iovec: Buffer; control: Buffer } | undefined;

function makeReceiver() {
  const { koffi } = libc();
  const message = Buffer.alloc(56);
  const name = Buffer.alloc(SOCKADDR_NL);
  const iovec = Buffer.alloc(16);
  const control = Buffer.alloc(CONTROL_SIZE);
  message.writeBigUInt64LE(koffi.address(name), 0);
  message.writeBigUInt64LE(koffi.address(iovec), 16);
  message.writeBigUInt64LE(1n, 24);
  message.writeBigUInt64LE(koffi.address(control), 32);
  return { message, name, iovec, control };
}

/** recvmsg(2) of one netlink datagram. EAGAIN: nothing there (with MSG_DONTWAIT); ENOBUFS: events were lost. */
export function recvmsg(fd: number, buffer: Uint8Array, flags: number): Received {
  receiver ??= makeReceiver();
  const { message, name, iovec, control } = receiver;
  const { koffi } = libc();
  iovec.writeBigUInt64LE(buffer.length === 0 ? 0n : koffi.address(buffer), 0);
  iovec.writeBigUInt64LE(BigInt(buffer.length), 8);
  message.writeUInt32LE(SOCKADDR_NL, 8);
  message.writeBigUInt64LE(BigInt(CONTROL_SIZE), 40);
  message.writeInt32LE(0, 48);
  const length = recvmsg_(fd, message, flags);
  return {
    length,
    flags: message.readInt32LE(48),
    from: readAddress(name),
    control: Uint8Array.from(control.subarray(0, Number(message.readBigUInt64LE(40)))),
  };
}

function writeAddress({ portId, groups }: NetlinkAddress): Buffer {
  const address = Buffer.alloc(SOCKADDR_NL);
  address.writeUInt16LE(AF_NETLINK, 0);
  address.writeUInt32LE(portId, 4);
  address.writeUInt32LE(groups, 8);
  return address;
}

function readAddress(address: Buffer): NetlinkAddress {
  return { portId: address.readUInt32LE(4), groups: address.readUInt32LE(8) };
}
