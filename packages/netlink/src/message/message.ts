import type { AttributeSet } from "../codec/attribute-types.js";
import type { Codec, Infer, InferInput, InferList } from "../codec/codec.js";
import { type Headed, type HeadedInput, type HeadedList, headed } from "../codec/headed.js";
import type { OrderOptions } from "../codec/order.js";
import { Reader } from "../codec/reader.js";
import { forgetOffsets, markOffsets } from "../codec/shape.js";
import type { Struct } from "../codec/struct.js";
import { Writer } from "../codec/writer.js";
import { within } from "../errors.js";
import { type Frame, FrameInDatagram } from "./frame.js";
import { type Header, writeHeader } from "./header.js";

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
type AnySet = AttributeSet<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above.
type AnyStruct = Struct<any>;

/** A message in the plain view: `{ header, attributes }`. */
export type Message<H extends AnyStruct, S extends AnySet> = Headed<Infer<H>, Infer<S>>;
/** A message in the lossless view. */
export type MessageList<H extends AnyStruct, S extends AnySet> = HeadedList<Infer<H>, InferList<S>>;
/** For encoding: header fields that are left out are zero, and the attributes may come in either view. */
export type MessageInput<H extends AnyStruct, S extends AnySet> = HeadedInput<InferInput<H>, InferInput<S>>;

/** How to decode. */
export interface DecodeOptions extends OrderOptions {
  /**
   * Whether decoders may be generated for what comes often, which is up to twice as quick. Default true: where the
   * runtime forbids that, as a page's Content-Security-Policy can, it is not done anyway.
   */
  readonly generate?: boolean | undefined;
}

/** One family's messages: what stands behind the nlmsghdr. */
export interface MessageCodec<H extends AnyStruct, S extends AnySet> {
  /** The family's name, first in every path: "nsid". */
  readonly name: string;
  /** Message types by the kernel's names: `{ RTM_NEWNSID: 88, … }`. */
  readonly types: Readonly<Record<string, number>>;
  readonly header: H;
  readonly attributes: S;
  /**
   * The plain view of a payload, or of a frame of `decodeFrames`, which is quicker and knows its own byte order.
   *
   * @throws CodecError
   */
  decode(source: Uint8Array | Frame, options?: DecodeOptions): Message<H, S>;
  /** The lossless view. @throws CodecError */
  decodeList(source: Uint8Array | Frame, options?: DecodeOptions): MessageList<H, S>;
  /** The payload: what stands behind the nlmsghdr. @throws CodecError */
  encode(message: MessageInput<H, S>, options?: OrderOptions): Uint8Array;
  /** Appends the payload. @throws CodecError */
  write(writer: Writer, message: MessageInput<H, S>): void;
  /** The payload's parts, each with its codec: for those who show or check messages. */
  readonly codec: Codec<unknown>;
  /** The types mean this only in requests: answers of the same types are another family's. */
  readonly only?: "requests" | undefined;
}

/** Declares a family's messages: a fixed header, and attributes behind it from the next multiple of four. */
/* @__NO_SIDE_EFFECTS__ */
export function message<H extends AnyStruct, S extends AnySet>(
  name: string,
  types: Readonly<Record<string, number>>,
  header: H,
  attributes: S,
  { only }: { readonly only?: "requests" | undefined } = {},
): MessageCodec<H, S> {
  const codec = headed(header, () => attributes);

  function decode<How extends "decode" | "decodeList">(
    source: Uint8Array | Frame,
    options: DecodeOptions | undefined,
    how: How,
  ) {
    const inDatagram = source instanceof FrameInDatagram;
    const reader = inDatagram ? source.reader : new Reader("payload" in source ? source.payload : source, options);
    reader.generate = options?.generate !== false;
    const mark = markOffsets();
    try {
      return inDatagram ? codec[how](reader, source.start, source.end) : codec[how](reader, 0, reader.bytes.length);
    } catch {
      // Generated code does not know where it is, and a frame's offsets are those of its datagram. Below comes the same
      // error, with its path and the payload's offsets.
      forgetOffsets(mark);
      reader.restart();
    }
    const payload = inDatagram ? source.payload : reader.bytes;
    try {
      return codec[how](new Reader(payload, { order: reader.little ? "little" : "big" }), 0, payload.length);
    } catch (error) {
      throw within(error, name);
    }
  }

  return {
    name,
    types,
    header,
    attributes,
    decode: (source, options) => decode(source, options, "decode") as Message<H, S>,
    decodeList: (source, options) => decode(source, options, "decodeList") as MessageList<H, S>,
    encode(given, options) {
      const writer = new Writer(options);
      this.write(writer, given);
      return writer.finish();
    },
    write(writer, given) {
      try {
        codec.encode(writer, given as never);
      } catch (error) {
        throw within(error, name);
      }
    },
    codec: codec as Codec<unknown>,
    only,
  };
}

/** A whole message, ready to be sent: nlmsghdr and payload in one. @throws CodecError */
export function encodeMessage<H extends AnyStruct, S extends AnySet>(
  codec: MessageCodec<H, S>,
  header: Header,
  given: MessageInput<H, S>,
  options?: OrderOptions,
): Uint8Array {
  const writer = new Writer(options);
  const at = writeHeader(writer, header, 0);
  codec.write(writer, given);
  writer.u32(at, writer.length - at);
  writer.align(0);
  return writer.finish();
}
