import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { CodecError } from "../errors.js";

/** struct nlmsghdr, without its length: that follows from the payload. */
export interface Header {
  /** NLMSG_* below 16, a family's own from there. */
  readonly type: number;
  /** NLM_F_* bits. */
  readonly flags: number;
  readonly sequence: number;
  /** Unsigned; 0 is the kernel. */
  readonly portId: number;
}

export const NLMSG_HDRLEN = 16;

/**
 * ```
 * 0 length with this header (u32) | 4 type (u16) | 6 flags (u16) | 8 sequence (u32) | 12 port id (u32)
 * ```
 */
export function readHeader(reader: Reader, at: number): Header {
  return {
    type: reader.u16(at + 4),
    flags: reader.u16(at + 6),
    sequence: reader.u32(at + 8),
    portId: reader.u32(at + 12),
  };
}

/** Appends a header for a payload of so many bytes; returns where it begins. @throws CodecError */
export function writeHeader(writer: Writer, header: Header, payloadLength: number): number {
  const { type, flags, sequence, portId } = header;
  const at = writer.reserve(NLMSG_HDRLEN);
  writer.u32(at, NLMSG_HDRLEN + payloadLength);
  writer.u16(at + 4, checked(type, 0xffff, "type"));
  writer.u16(at + 6, checked(flags, 0xffff, "flags"));
  writer.u32(at + 8, checked(sequence, 0xffffffff, "sequence"));
  writer.u32(at + 12, checked(portId, 0xffffffff, "portId"));
  return at;
}

function checked(value: number, limit: number, name: string): number {
  if (Number.isInteger(value) && value >= 0 && value <= limit) return value;
  throw new CodecError("encode", `${value} does not fit (0 to ${limit})`, 0, `header.${name}`);
}
