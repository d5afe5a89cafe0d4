import { bytes as rawBytes } from "../codec/bytes.js";
import type { OrderOptions } from "../codec/order.js";
import { Reader } from "../codec/reader.js";
import { Writer } from "../codec/writer.js";
import { CodecError } from "../errors.js";
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

/** Takes a datagram apart. Never throws: what comes behind a lying length is reported, what came before is kept. */
export function decodeFrames(datagram: Uint8Array, options?: OrderOptions): Datagram {
  const reader = new Reader(datagram, options);
  const frames: Frame[] = [];
  let at = 0;
  for (let frame = frameAt(reader, at); frame !== undefined; frame = frameAt(reader, at)) {
    frames.push(frame);
    at = behind(frame, at);
  }
  return { frames, trailing: trailing(datagram, at) };
}

/** The same, one message at a time; what it returns in the end are the trailing bytes. */
export function* iterateFrames(
  datagram: Uint8Array,
  options?: OrderOptions,
): Generator<Frame, Uint8Array | undefined, void> {
  const reader = new Reader(datagram, options);
  let at = 0;
  for (let frame = frameAt(reader, at); frame !== undefined; frame = frameAt(reader, at)) {
    yield frame;
    at = behind(frame, at);
  }
  return trailing(datagram, at);
}

function frameAt(reader: Reader, at: number): Frame | undefined {
  const { bytes } = reader;
  if (bytes.length - at < NLMSG_HDRLEN) return undefined;
  const length = reader.u32(at);
  if (length < NLMSG_HDRLEN || length > bytes.length - at) return undefined;
  return { header: readHeader(reader, at), payload: bytes.subarray(at + NLMSG_HDRLEN, at + length) };
}

function behind({ payload }: Frame, at: number): number {
  return at + NLMSG_HDRLEN + ((payload.length + 3) & ~3);
}

function trailing(datagram: Uint8Array, at: number): Uint8Array | undefined {
  return at < datagram.length ? datagram.subarray(at) : undefined;
}

/** A message, ready to be sent; it ends at a multiple of four. @throws CodecError */
export function encodeFrame(header: Header, payload: Uint8Array, options?: OrderOptions): Uint8Array {
  return encodeFrames([{ header, payload }], options);
}

/** Several messages, one behind the other, to be sent as one datagram. @throws CodecError */
export function encodeFrames(frames: Iterable<Frame>, options?: OrderOptions): Uint8Array {
  const writer = new Writer(options);
  for (const { header, payload } of frames) {
    for (const [name, limit] of limits) {
      const value = header[name];
      if (!Number.isInteger(value) || value < 0 || value > limit) {
        throw new CodecError("encode", `${value} does not fit (0 to ${limit})`, writer.length, `header.${name}`);
      }
    }
    writeHeader(writer, header, payload.length);
    rawBytes.encode(writer, payload);
    writer.align(0);
  }
  return writer.finish();
}

const limits: ReadonlyArray<readonly [keyof Header, number]> = [
  ["type", 0xffff],
  ["flags", 0xffff],
  ["sequence", 0xffffffff],
  ["portId", 0xffffffff],
];
