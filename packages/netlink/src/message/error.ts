import type { OrderOptions } from "../codec/order.js";
import { Reader } from "../codec/reader.js";
import { CodecError } from "../errors.js";
import { type ExtackAttributes, extackAttributes } from "../extack/attributes.js";
import { NLM_F_ACK_TLVS, NLM_F_CAPPED } from "./flags.js";
import type { Frame } from "./frame.js";
import { type Header, NLMSG_HDRLEN, readHeader } from "./header.js";

/** What NLMSG_ERROR says: with `errno` 0 it is an acknowledgement. */
export interface ErrorMessage {
  /** Negative, or 0. */
  readonly errno: number;
  /** The header of the request that this answers. */
  readonly request: Header;
  /** Texts and places; on an acknowledgement they are a warning. */
  readonly extack: ExtackAttributes;
}

/** What NLMSG_DONE says at the end of a dump. */
export interface DoneMessage {
  /** Negative when the dump failed, else 0 (or what the family puts there). */
  readonly status: number;
  readonly extack: ExtackAttributes;
}

/**
 * ```
 * 0 errno (s32) | 4 the request's nlmsghdr | 20 its payload, unless capped | from the next multiple of four attributes
 * ```
 * @throws CodecError
 */
export function decodeError({ header, payload }: Frame, options?: OrderOptions): ErrorMessage {
  const reader = new Reader(payload, options);
  if (payload.length < 4 + NLMSG_HDRLEN) throw tooShort("NLMSG_ERROR", 4 + NLMSG_HDRLEN, payload);
  // Acknowledgements are capped even where nobody asked for that; refusals echo the whole request.
  const echoed = (header.flags & NLM_F_CAPPED) !== 0 ? NLMSG_HDRLEN : Math.ceil(reader.u32(4) / 4) * 4;
  return {
    errno: reader.s32(0),
    request: readHeader(reader, 4),
    extack: decodeExtack(reader, 4 + echoed, header.flags),
  };
}

/**
 * Unlike NLMSG_ERROR it has no request inside: attributes follow the status at once.
 *
 * @throws CodecError
 */
export function decodeDone({ header, payload }: Frame, options?: OrderOptions): DoneMessage {
  const reader = new Reader(payload, options);
  // RFC 3549 knows an empty one.
  if (payload.length === 0) return { status: 0, extack: {} };
  if (payload.length < 4) throw tooShort("NLMSG_DONE", 4, payload);
  return { status: reader.s32(0), extack: decodeExtack(reader, 4, header.flags) };
}

function decodeExtack(reader: Reader, start: number, flags: number): ExtackAttributes {
  if ((flags & NLM_F_ACK_TLVS) === 0 || start >= reader.bytes.length) return {};
  return extackAttributes.decode(reader, start, reader.bytes.length);
}

function tooShort(name: string, size: number, payload: Uint8Array): CodecError {
  return new CodecError("decode", `${name} takes ${size} bytes, here are ${payload.length}`, 0);
}
