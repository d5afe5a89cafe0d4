import { checkBytes } from "../arguments.js";
import { close } from "../close.js";
import { AF_PACKET, MSG_CMSG_CLOEXEC, MSG_CTRUNC, SO_DOMAIN, SOL_SOCKET } from "../constants/socket.js";
import { errno } from "../errno.js";
import { quietly, SyscallError } from "../errors.js";
import { bindQuiet } from "../libc.js";
import { ADDRESS_SIZE, decodeAddress, type SocketAddress } from "./address.js";
import { type ControlMessage, decodeControl, fdsOf } from "./control.js";
import { withFlag } from "./flags.js";
import { makeIovec, makeMessageHeader, writeIovec } from "./message-header.js";
import { getsockopt } from "./options.js";

const recvmsg_ = bindQuiet<[fd: number, message: BigUint64Array, flags: number]>(
  "intptr_t recvmsg(int fd, void *message, int flags)",
  { restart: true },
);

/** What recvmsg(2) received: a datagram, or what there was of a stream. */
export interface Received {
  /** Bytes in the buffer, 0 at a stream's end; with MSG_TRUNC the datagram's own length, which may be more. */
  readonly length: number;
  /** MSG_TRUNC, MSG_CTRUNC, MSG_EOR as they were set on return. */
  readonly flags: number;
  /** Who sent it; `undefined` where a connection says so already. */
  readonly from: SocketAddress | undefined;
  /** What came beside the data; `nsidOf` reads it. Descriptors are not among it but in `fds`. */
  readonly control: readonly ControlMessage[];
  /** Descriptors that the sender gave away, close-on-exec, and from now on the caller's to close. */
  readonly fds: readonly number[];
}

/** How to receive. */
export interface ReceiveOptions {
  /**
   * The caller takes descriptors that come with the message. Anybody who may write to a unix(7) socket can send some, so
   * those that nobody asked for are closed at once.
   */
  readonly acceptFds?: boolean | undefined;
}

/** Room for all that a message can have beside it: the kernel sends 253 descriptors at most (SCM_MAX_FD). */
const CONTROL_SIZE = 2048;

/**
 * The structs of all receives, made once. Each thread has its own, and within a thread only one receive is ever under
 * way: the call is synchronous, and no code of the caller's runs between the writing and the reading of them.
 */
let receiver: ReturnType<typeof makeReceiver> | undefined;

function makeReceiver() {
  const name = Buffer.alloc(ADDRESS_SIZE);
  const iovec = makeIovec(1);
  const control = Buffer.alloc(CONTROL_SIZE);
  const message = makeMessageHeader(iovec, name, control);
  return { message, words: new Uint32Array(message.buffer), name, iovec, control, held: undefined as unknown };
}

/** Places of fields in the words of 32 bits. */
const NAMELEN = 2;
const CONTROLLEN = 10;
const FLAGS = 12;

/**
 * recvmsg(2). Waits unless MSG_DONTWAIT is given. EAGAIN: nothing there, or SO_RCVTIMEO is over, which a signal with a
 * handler starts anew (unless `interruptible`); ENOBUFS (netlink): events were lost, the socket goes on; ECONNREFUSED:
 * what was sent before has reached nobody; ENOTCONN.
 *
 * Descriptors come all or not at all: when some were lost (this process has too many) the others are closed, and `flags`
 * has MSG_CTRUNC. With MSG_PEEK they come too, as copies of their own each time.
 */
export function recvmsg(fd: number, buffer: Uint8Array, flags: number, options?: ReceiveOptions): Received {
  checkBytes("buffer", buffer);
  const acceptFds = options?.acceptFds === true;
  receiver ??= makeReceiver();
  const { message, words, name, iovec, control } = receiver;
  writeIovec(iovec, 0, buffer);
  words[NAMELEN] = ADDRESS_SIZE;
  words[CONTROLLEN] = CONTROL_SIZE;
  words[FLAGS] = 0;
  // The iovec has a mere number, which keeps nothing from the garbage collector.
  receiver.held = buffer;
  let length = recvmsg_(fd, message, withFlag(flags, MSG_CMSG_CLOEXEC));
  // Packet sockets do not take this flag (af_packet.c); descriptors do not come through them.
  if (-length === errno["EINVAL"] && isPacketSocket(fd)) length = recvmsg_(fd, message, flags);
  receiver.held = undefined;
  if (length < 0) throw new SyscallError("recvmsg", length);
  const flagsOut = (words[FLAGS] as number) & ~MSG_CMSG_CLOEXEC;
  const { beside, fds } = takeControl(control, words[CONTROLLEN] as number);
  const areWelcome = acceptFds && (flagsOut & MSG_CTRUNC) === 0;
  // The message matters more than what close(2) says of a descriptor that nobody wanted.
  if (!areWelcome) for (const unwanted of fds) quietly(() => close(unwanted));
  return {
    length,
    flags: flagsOut,
    from: decodeAddress(name, words[NAMELEN]),
    control: beside,
    fds: areWelcome ? fds : [],
  };
}

function isPacketSocket(fd: number): boolean {
  return Buffer.from(getsockopt(fd, SOL_SOCKET, SO_DOMAIN, 4)).readInt32LE(0) === AF_PACKET;
}

function takeControl(control: Buffer, length: number): { beside: ControlMessage[]; fds: number[] } {
  const beside: ControlMessage[] = [];
  const fds: number[] = [];
  // Mostly there is nothing.
  if (length === 0) return { beside, fds };
  for (const message of decodeControl(control.subarray(0, length))) {
    const given = fdsOf(message);
    if (given === undefined) beside.push(message);
    else fds.push(...given);
  }
  return { beside, fds };
}
