import { types } from "node:util";
import { byteLengthOf, checkAttached, checkInt, checkInt32, invalidArgType } from "../arguments.js";
import { bind } from "../libc.js";

const getsockopt_ = bind<[fd: number, level: number, name: number, value: Uint8Array, length: Uint32Array]>(
  "int getsockopt(int fd, int level, int name, void *value, void *length)",
);
const setsockopt_ = bind<[fd: number, level: number, name: number, value: Uint8Array, length: number]>(
  "int setsockopt(int fd, int level, int name, const void *value, unsigned int length)",
);

/** The longest value that anybody asks for; a cap on what a wrong number may allocate. */
const LONGEST = 0x10_0000;

/**
 * getsockopt(2): the bytes of the option's value, `size` of them or as many as there are. ENOPROTOOPT: the kernel does
 * not know the option; EINVAL: less room than it needs. `getSocketOption` knows what is in them.
 */
export function getsockopt(fd: number, level: number, name: number, size: number): Uint8Array {
  const value = new Uint8Array(checkInt("size", size, 0, LONGEST));
  const length = Uint32Array.of(size);
  getsockopt_(fd, level, name, value, length);
  // Some options say how much room they would have needed.
  return value.subarray(0, length[0]);
}

/**
 * setsockopt(2) with an int, or with the bytes of any value. ENOPROTOOPT: the kernel does not know the option; EPERM: a
 * privilege is missing; EINVAL: not a value for it. `setSocketOption` makes the bytes of others.
 */
export function setsockopt(fd: number, level: number, name: number, value: number | Uint8Array): void {
  const bytes = typeof value === "number" ? intBytes(value) : value;
  if (!types.isUint8Array(bytes)) throw invalidArgType("value", "a number or a Uint8Array", value);
  checkAttached("value", bytes);
  setsockopt_(fd, level, name, bytes, byteLengthOf(bytes));
}

function intBytes(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(checkInt32("value", value)).buffer);
}
