import { checkBytes, checkUint16, outOfRange } from "../arguments.js";

/**
 * The families of linux/socket.h without a type of their own here. Listed, because a mere `number` would keep `switch` and
 * `===` from telling the others apart.
 */
// biome-ignore format: a list of numbers
export type OtherFamily =
  | 0 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 11 | 12 | 13 | 14 | 15 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29
  | 30 | 31 | 32 | 33 | 34 | 35 | 36 | 37 | 38 | 39 | 40 | 41 | 42 | 43 | 44 | 45;

/** An address of a family that this package knows nothing of. */
export interface OtherAddress {
  readonly family: OtherFamily;
  /** All that follows the family. */
  readonly data: Uint8Array;
}

const LONGEST = 126;

export function encodeOther(address: OtherAddress): Buffer {
  const family = checkUint16("address.family", address.family);
  const data = checkBytes("address.data", address.data);
  if (data.length > LONGEST) throw outOfRange("address.data", `at most ${LONGEST} bytes long`, `${data.length} bytes`);
  const bytes = Buffer.alloc(2 + data.length);
  bytes.writeUInt16LE(family, 0);
  bytes.set(data, 2);
  return bytes;
}

export function decodeOther(bytes: Buffer): OtherAddress {
  return { family: bytes.readUInt16LE(0) as OtherFamily, data: Uint8Array.from(bytes.subarray(2)) };
}
