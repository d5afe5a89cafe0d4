import { checkBytes, checkFd, checkInt32, invalidArgType } from "../arguments.js";
import { NETLINK_LISTEN_ALL_NSID, SCM_RIGHTS, SOL_NETLINK, SOL_SOCKET } from "../constants/socket.js";

/** Something that comes beside the data of a message (cmsg(3)). */
export interface ControlMessage {
  /** SOL_*: whose it is. */
  readonly level: number;
  /** What it is: often the number of the socket option that asked for it. */
  readonly type: number;
  readonly data: Uint8Array;
}

/**
 * ```
 * struct cmsghdr: 0 length (u64, this header included) | 8 level (i32) | 12 type (i32) | 16 data, padded to 8
 * ```
 * musl has the length as u32 and a u32 of padding: the same bytes.
 */
const HEADER = 16;

/** Control messages as sendmsg(2) wants them. */
export function encodeControl(messages: readonly ControlMessage[]): Buffer {
  if (!Array.isArray(messages)) throw invalidArgType("control", "an array", messages);
  const parts = messages.map((message: ControlMessage, index) => {
    const name = `control[${index}]`;
    const data = checkBytes(`${name}.data`, message?.data);
    const bytes = Buffer.alloc(HEADER + align(data.length));
    bytes.writeBigUInt64LE(BigInt(HEADER + data.length), 0);
    bytes.writeInt32LE(checkInt32(`${name}.level`, message.level), 8);
    bytes.writeInt32LE(checkInt32(`${name}.type`, message.type), 12);
    bytes.set(data, HEADER);
    return bytes;
  });
  return Buffer.concat(parts);
}

/** Control messages as recvmsg(2) left them. Never fails: one that is cut off has the data that is there. */
export function decodeControl(bytes: Buffer): ControlMessage[] {
  const messages: ControlMessage[] = [];
  for (let start = 0; start + HEADER <= bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(start));
    if (length < HEADER) break;
    const end = Math.min(start + length, bytes.length);
    messages.push({
      level: bytes.readInt32LE(start + 8),
      type: bytes.readInt32LE(start + 12),
      data: Uint8Array.from(bytes.subarray(start + HEADER, end)),
    });
    start = align(end);
  }
  return messages;
}

function align(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** A control message that gives descriptors to the other end of a unix(7) socket, which gets copies of them. */
export function rights(fds: readonly number[]): ControlMessage {
  if (!Array.isArray(fds)) throw invalidArgType("fds", "an array", fds);
  const numbers = Int32Array.from(fds, (fd: number, index) => checkFd(fd, `fds[${index}]`));
  return { level: SOL_SOCKET, type: SCM_RIGHTS, data: new Uint8Array(numbers.buffer) };
}

/** The descriptors in a control message, or undefined when it has none. */
export function fdsOf({ level, type, data }: ControlMessage): number[] | undefined {
  if (level !== SOL_SOCKET || type !== SCM_RIGHTS) return undefined;
  const bytes = Buffer.from(data);
  return Array.from({ length: data.length >> 2 }, (_, index) => bytes.readInt32LE(4 * index));
}

/**
 * The nsid of the namespace that a netlink event is about, on a socket with NETLINK_LISTEN_ALL_NSID. `undefined` is the
 * socket's own.
 */
export function nsidOf(control: readonly ControlMessage[]): number | undefined {
  const found = control.find(({ level, type }) => level === SOL_NETLINK && type === NETLINK_LISTEN_ALL_NSID);
  if (found === undefined || found.data.length < 4) return undefined;
  return Buffer.from(found.data).readInt32LE(0);
}
