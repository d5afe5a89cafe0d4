import type { AttributeList } from "../codec/attribute-types.js";
import type { OrderOptions } from "../codec/order.js";
import { Reader } from "../codec/reader.js";
import { Writer } from "../codec/writer.js";
import { CodecError, within } from "../errors.js";
import { type ExtackAttributes, extackAttributes } from "../extack/attributes.js";
import { NLM_F_ACK_TLVS, NLM_F_CAPPED } from "./flags.js";
import type { Frame } from "./frame.js";
import { type Header, NLMSG_HDRLEN, readHeader, writeHeader } from "./header.js";

/** What NLMSG_ERROR says: with `errno` 0 it is an acknowledgement. */
export interface ErrorMessage {
  /** Negative, or 0. */
  readonly errno: number;
  /** The header of the request that this answers. */
  readonly request: Header;
  /** Texts and places; on an acknowledgement they are a warning. */
  readonly extack: ExtackAttributes;
}

/** All of an NLMSG_ERROR. */
export interface ErrorMessageList {
  readonly errno: number;
  /** With the length that it had, which is not that of `echo` when that is capped. */
  readonly request: Header & { readonly length: number };
  /** The request's payload, where it is sent back. */
  readonly echo: Uint8Array;
  readonly extack: AttributeList<(typeof extackAttributes)["declared"]>;
}

/** What NLMSG_DONE says at the end of a dump. */
export interface DoneMessage {
  /** Negative when the dump failed, else 0 (or what the family puts there). */
  readonly status: number;
  readonly extack: ExtackAttributes;
}

/** All of an NLMSG_DONE. */
export interface DoneMessageList {
  /** Undefined where it is empty, as RFC 3549 has it. */
  readonly status: number | undefined;
  readonly extack: AttributeList<(typeof extackAttributes)["declared"]>;
  /** What follows the status where no attributes are announced. */
  readonly trailing: Uint8Array;
}

/** An error number and a header. */
const SMALLEST_ERROR = 20;

/**
 * ```
 * 0 errno (s32) | 4 the request's nlmsghdr | 20 its payload, unless capped | from the next multiple of four attributes
 * ```
 * @throws CodecError
 */
export function decodeError(frame: Frame, options?: OrderOptions): ErrorMessage {
  const reader = readerOf(frame, SMALLEST_ERROR, "error", options);
  return {
    errno: reader.s32(0),
    request: readHeader(reader, 4),
    extack: inExtack("error", () => {
      const start = echoEnd(reader, frame.header.flags);
      return hasExtack(frame, start) ? extackAttributes.decode(reader, start, frame.payload.length) : {};
    }),
  };
}

/** The lossless view of it. @throws CodecError */
export function decodeErrorList(frame: Frame, options?: OrderOptions): ErrorMessageList {
  const reader = readerOf(frame, SMALLEST_ERROR, "error", options);
  const { length } = frame.payload;
  const start = echoEnd(reader, frame.header.flags);
  const announced = hasExtack(frame, start);
  return {
    errno: reader.s32(0),
    request: { ...readHeader(reader, 4), length: reader.u32(4) },
    echo: reader.copy(SMALLEST_ERROR, announced ? start : length),
    extack: inExtack("error", () => (announced ? extackAttributes.decodeList(reader, start, length) : [])),
  };
}

/** The payload of an NLMSG_ERROR, of either view. @throws CodecError */
export function encodeError(given: ErrorMessage | ErrorMessageList, options?: OrderOptions): Uint8Array {
  const writer = new Writer(options);
  writer.u32(writer.reserve(4), given.errno);
  const at = writeHeader(writer, given.request, 0);
  if ("echo" in given) {
    writer.u32(at, given.request.length);
    writer.append(given.echo);
  }
  inExtack("error", () => extackAttributes.encode(writer, given.extack));
  return writer.finish();
}

/**
 * Unlike NLMSG_ERROR it has no request inside: attributes follow the status at once.
 *
 * @throws CodecError
 */
export function decodeDone(frame: Frame, options?: OrderOptions): DoneMessage {
  if (frame.payload.length === 0) return { status: 0, extack: {} };
  const reader = readerOf(frame, 4, "done", options);
  return {
    status: reader.s32(0),
    extack: inExtack("done", () =>
      hasExtack(frame, 4) ? extackAttributes.decode(reader, 4, frame.payload.length) : {},
    ),
  };
}

/** The lossless view of it. @throws CodecError */
export function decodeDoneList(frame: Frame, options?: OrderOptions): DoneMessageList {
  const { length } = frame.payload;
  if (length === 0) return { status: undefined, extack: [], trailing: new Uint8Array() };
  const reader = readerOf(frame, 4, "done", options);
  const announced = hasExtack(frame, 4);
  return {
    status: reader.s32(0),
    extack: inExtack("done", () => (announced ? extackAttributes.decodeList(reader, 4, length) : [])),
    trailing: announced ? new Uint8Array() : reader.copy(4, length),
  };
}

/** The payload of an NLMSG_DONE, of either view. @throws CodecError */
export function encodeDone(given: DoneMessage | DoneMessageList, options?: OrderOptions): Uint8Array {
  const writer = new Writer(options);
  if (given.status !== undefined) writer.u32(writer.reserve(4), given.status);
  inExtack("done", () => extackAttributes.encode(writer, given.extack));
  if ("trailing" in given) writer.append(given.trailing);
  return writer.finish();
}

/** Where the echoed request ends. Acknowledgements are capped even where nobody asked; refusals echo all of it. */
function echoEnd(reader: Reader, flags: number): number {
  return 4 + ((flags & NLM_F_CAPPED) !== 0 ? NLMSG_HDRLEN : Math.ceil(reader.u32(4) / 4) * 4);
}

function hasExtack({ header, payload }: Frame, start: number): boolean {
  return (header.flags & NLM_F_ACK_TLVS) !== 0 && start >= 4 && start < payload.length;
}

function readerOf({ payload }: Frame, least: number, name: string, options: OrderOptions | undefined): Reader {
  if (payload.length < least) {
    const reason = `NLMSG_${name.toUpperCase()} takes ${least} bytes, here are ${payload.length}`;
    throw new CodecError("decode", reason, 0, name);
  }
  return new Reader(payload, options);
}

function inExtack<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw within(within(error, "extack"), name);
  }
}
