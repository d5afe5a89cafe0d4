import { byteLengthOf, checkBytes, checkInt } from "../arguments.js";
import { bind } from "../libc.js";
import { addressOf, IOVEC_WORDS, makeIovec } from "./message-header.js";

const recvmmsg_ = bind<[fd: number, messages: BigUint64Array, count: number, flags: number, timeout: null]>(
  "int recvmmsg(int fd, void *messages, unsigned int count, int flags, void *timeout)",
  { restart: true },
);

/**
 * recvmmsg(2): as many datagrams as there are and the buffer has rooms for, each of so many bytes. Their lengths; with
 * MSG_TRUNC a datagram's own, which may be more than its room. For who needs neither the senders nor what comes beside
 * the data. EAGAIN: there is none; the others as of recvmsg.
 */
export function recvmmsg(fd: number, buffer: Uint8Array, room: number, flags: number): number[] {
  checkBytes("buffer", buffer);
  const size = byteLengthOf(buffer);
  checkInt("room", room, 1, size);
  // A resizable one may have become smaller: what lies behind it is not the caller's any more.
  if (rooms?.buffer !== buffer || rooms.size !== size || rooms.room !== room) rooms = makeRooms(buffer, size, room);
  const { messages, count, words } = rooms;
  const received = recvmmsg_(fd, messages, count, flags, null);
  const lengths: number[] = [];
  for (let i = 0; i < received; i++) lengths.push(words[WORDS * i + LENGTH] as number);
  return lengths;
}

/**
 * ```
 * struct mmsghdr: 0 msghdr (16 iov* | 24 iovlen (u64)) | 56 length (u32), padding
 * iovec:          0 base* | 8 len (u64)
 * ```
 */
const LONGS = 8;
const IOV = 2;
const IOVLEN = 3;
const WORDS = 2 * LONGS;
const LENGTH = 14;

/** Those of the last call: who receives much comes back with the same buffer. They keep it from the garbage collector. */
let rooms: ReturnType<typeof makeRooms> | undefined;

/** All rooms have their iovecs in one array: to ask where memory is takes longer than to count on. */
function makeRooms(buffer: Uint8Array, bytes: number, room: number) {
  const count = Math.floor(bytes / room);
  const messages = new BigUint64Array(LONGS * count);
  const iovecs = makeIovec(count);
  const size = BigInt(room);
  let base = addressOf(buffer);
  let iovec = addressOf(iovecs);
  for (let i = 0; i < count; i++) {
    iovecs[IOVEC_WORDS * i] = base;
    iovecs[IOVEC_WORDS * i + 1] = size;
    messages[LONGS * i + IOV] = iovec;
    messages[LONGS * i + IOVLEN] = 1n;
    base += size;
    iovec += IOVEC_SIZE;
  }
  return { buffer, size: bytes, room, count, messages, words: new Uint32Array(messages.buffer), iovecs };
}

const IOVEC_SIZE = BigInt(8 * IOVEC_WORDS);
