import { CodecError } from "../errors.js";
import type { Codec } from "./codec.js";
import { NLA_F_NESTED, NLA_HDRLEN } from "./places.js";
import type { Writer } from "./writer.js";

const MAX_LENGTH = 0xffff;

/** The flag bits that an attribute is written with. */
export function flagsOf({ nested }: Codec<unknown>): number {
  return nested ? NLA_F_NESTED : 0;
}

/** Appends an attribute. @param padding What follows it, where that is not as many zeros as are needed. */
export function encodeAttribute(
  writer: Writer,
  typeAndFlags: number,
  codec: Codec<unknown>,
  value: unknown,
  padding?: Uint8Array,
): void {
  const at = writer.reserve(NLA_HDRLEN);
  codec.encode(writer, value);
  const length = writer.length - at;
  if (length > MAX_LENGTH) {
    throw new CodecError("encode", `an attribute of ${length} bytes, at most ${MAX_LENGTH} fit`, at);
  }
  writer.u16(at, length);
  writer.u16(at + 2, typeAndFlags);
  if (padding === undefined) writer.align(at);
  else writer.append(padding);
}

/** For what JavaScript lets through where an array, or an object, is due. @throws CodecError */
export function checkArray(writer: Writer, value: unknown, of: string): void {
  if (!Array.isArray(value)) refuse(writer, value, `an array of ${of}`);
}
export function checkObject(writer: Writer, value: unknown, what: string): void {
  if (typeof value !== "object" || value === null) refuse(writer, value, what);
}

function refuse(writer: Writer, value: unknown, what: string): never {
  throw new CodecError("encode", `${String(value)} is not ${what}`, writer.length);
}
