import { isUtf8 } from "node:buffer";
import { types } from "node:util";
import { checkBytes, invalidArgType, invalidArgValue, outOfRange } from "../arguments.js";
import type { Bytes } from "../c-string.js";
import { AF_UNIX } from "../constants/socket.js";

/** A name in the file system, or in the abstract namespace of Linux (unix(7)). */
export interface UnixAddress {
  readonly family: typeof AF_UNIX;
  /**
   * A path; or an abstract name, which begins with a NUL; or "", which binds to an abstract name of the kernel's choice
   * and is how a socket without a name reads. Bytes when it is not UTF-8.
   */
  readonly path: Bytes;
}

/**
 * ```
 * struct sockaddr_un: 0 family (u16) | 2 path (108)
 * ```
 * A path ends in a NUL, which has no room, and need not be, behind 108 bytes; an abstract name is as long as the length
 * of the address says.
 */
const PATH = 2;
const PATH_SIZE = 108;

export function encodeUnix({ path }: UnixAddress): Buffer {
  if (typeof path !== "string" && !types.isUint8Array(path)) {
    throw invalidArgType("address.path", "a string or a Uint8Array", path);
  }
  const name = typeof path === "string" ? Buffer.from(path) : checkBytes("address.path", path);
  if (name.length > PATH_SIZE) {
    throw outOfRange("address.path", `at most ${PATH_SIZE} bytes long`, `${name.length} bytes`);
  }
  const isPath = name.length > 0 && name[0] !== 0;
  if (isPath && name.includes(0)) {
    throw invalidArgValue("address.path", "must not contain NUL behind the first byte, unless it begins with one");
  }
  const bytes = Buffer.alloc(PATH + name.length + (isPath && name.length < PATH_SIZE ? 1 : 0));
  bytes.writeUInt16LE(AF_UNIX, 0);
  bytes.set(name, PATH);
  return bytes;
}

export function decodeUnix(bytes: Buffer): UnixAddress {
  const end = bytes[PATH] === 0 ? -1 : bytes.indexOf(0, PATH);
  const name = bytes.subarray(PATH, end === -1 ? bytes.length : end);
  return { family: AF_UNIX, path: isUtf8(name) ? name.toString() : Uint8Array.from(name) };
}
