import type { OrderOptions } from "../codec/order.js";
import { Reader } from "../codec/reader.js";
import { Writer } from "../codec/writer.js";
import { type Header, NLMSG_HDRLEN, readHeader, writeHeader } from "./header.js";

/** One message of a datagram. */
export interface Frame {
  readonly header: Header;
  /** A view of the datagram, not a copy: decode it before the buffer is used again. */
  readonly payload: Uint8Array;
}

/** What a datagram holds. */
export interface Datagram {
  readonly frames: readonly Frame[];
  /** What is left where the next message would have to begin, but is too short or claims a length that is not there. */
  readonly trailing: Uint8Array | undefined;
}

/**
 * A frame where it lies in its datagram: taking a view of its bytes costs more than decoding a small message, so that
 * is done when somebody asks for it.
 */
export class FrameInDatagram implements Frame {
  #header: Header | undefined = undefined;
  #payload: Uint8Array | undefined = undefined;

  /** @param reader Of the whole datagram. */
  constructor(
    readonly reader: Reader,
    readonly start: number,
    readonly end: number,
  ) {}

  get header(): Header {
    this.#header ??= readHeader(this.reader, this.start - NLMSG_HDRLEN);
    return this.#header;
  }

  get payload(): Uint8Array {
    this.#payload ??= this.reader.bytes.subarray(this.start, this.end);
    return this.#payload;
  }
}

/** Takes a datagram apart. Never throws: what comes behind a lying length is reported, what came before is kept. */
export function decodeFrames(datagram: Uint8Array, options?: OrderOptions): Datagram {
  const reader = new Reader(datagram, options);
  const frames: Frame[] = [];
  let at = 0;
  while (datagram.length - at >= NLMSG_HDRLEN) {
    const length = reader.u32(at);
    if (length < NLMSG_HDRLEN || length > datagram.length - at) break;
    frames.push(new FrameInDatagram(reader, at + NLMSG_HDRLEN, at + length));
    // Not by bits: a length near 2 ** 32 would turn negative.
    at += Math.ceil(length / 4) * 4;
  }
  return { frames, trailing: at < datagram.length ? datagram.subarray(at) : undefined };
}

/** A message, ready to be sent. Several may be put one behind the other: each ends at a multiple of four. */
export function encodeFrame(header: Header, payload: Uint8Array, options?: OrderOptions): Uint8Array {
  const writer = new Writer(options);
  writeHeader(writer, header, payload.length);
  writer.append(payload);
  writer.align(0);
  return writer.finish();
}
