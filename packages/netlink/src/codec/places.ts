import { CodecError } from "../errors.js";
import type { Reader } from "./reader.js";

/** Flag bits of an attribute's type, from linux/netlink.h. */
export const NLA_F_NESTED = 0x8000;
export const NLA_F_NET_BYTEORDER = 0x4000;
export const TYPE_MASK = 0x3fff;

/** Length and type, 16 bits each. */
export const NLA_HDRLEN = 4;

/** The next multiple of four from `start`; the last attribute's padding may be missing. */
export function aligned(at: number, start: number, end: number): number {
  const next = start + ((at - start + 3) & ~3);
  return next < end ? next : end;
}

/**
 * The length of the attribute at `at`, with its header, checked against what is left.
 * ```
 * 0 length with this header (u16) | 2 type and flags (u16) | 4 payload, padded to 4
 * ```
 */
export function lengthAt(reader: Reader, at: number, end: number): number {
  const length = reader.view.getUint16(at, reader.little);
  if (length < NLA_HDRLEN || length > end - at) {
    throw new CodecError("decode", `an attribute of ${length} bytes, where ${end - at} are left`, at);
  }
  return length;
}

/** What stands between `from` and the next multiple of four, where it is not as many zeros as we would write. */
export function oddPadding(reader: Reader, from: number, to: number, start: number): Uint8Array | undefined {
  let asWritten = to - from === (-(from - start) & 3);
  for (let at = from; at < to; at++) asWritten &&= reader.bytes[at] === 0;
  return asWritten ? undefined : reader.copy(from, to);
}
