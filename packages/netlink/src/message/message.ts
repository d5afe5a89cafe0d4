import type { AttributeInput, AttributeList, AttributeObject, AttributeSet } from "../codec/attributes.js";
import type { OrderOptions } from "../codec/order.js";
import { Reader } from "../codec/reader.js";
import type { Struct, StructInput, StructValue } from "../codec/struct.js";
import { Writer } from "../codec/writer.js";
import { within } from "../errors.js";

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
type AnySet = AttributeSet<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above.
type AnyStruct = Struct<any>;
type FieldsOf<S> = S extends Struct<infer F> ? F : never;
type TableOf<S> = S extends AttributeSet<infer T> ? T : never;

/** A message in the plain view. */
export interface Message<H extends AnyStruct, S extends AnySet> {
  readonly header: StructValue<FieldsOf<H>>;
  readonly attributes: AttributeObject<TableOf<S>>;
}

/** A message in the lossless view. */
export interface MessageList<H extends AnyStruct, S extends AnySet> {
  readonly header: StructValue<FieldsOf<H>>;
  readonly attributes: AttributeList<TableOf<S>>;
}

/** For encoding: header fields that are left out are zero, and the attributes may come in either view. */
export interface MessageInput<H extends AnyStruct, S extends AnySet> {
  readonly header?: StructInput<FieldsOf<H>> | undefined;
  readonly attributes?: AttributeInput<TableOf<S>> | AttributeList<TableOf<S>> | undefined;
}

/** One family's messages: what stands behind the nlmsghdr. */
export interface MessageCodec<H extends AnyStruct, S extends AnySet> {
  /** The family's name, first in every path: "nsid". */
  readonly name: string;
  /** Message types by the kernel's names: `{ RTM_NEWNSID: 88, … }`. */
  readonly types: Readonly<Record<string, number>>;
  readonly attributes: S;
  /** @throws CodecError */
  decode(payload: Uint8Array, options?: OrderOptions): Message<H, S>;
  /** @throws CodecError */
  decodeList(payload: Uint8Array, options?: OrderOptions): MessageList<H, S>;
  /** The payload: what stands behind the nlmsghdr. @throws CodecError */
  encode(message: MessageInput<H, S>, options?: OrderOptions): Uint8Array;
  /** The path of the byte at `offset` of a payload: `nsid.targetNsid`; the family's name alone for its header. */
  pathAt(payload: Uint8Array, offset: number, options?: OrderOptions): string;
}

/** Declares a family's messages: a fixed header, and attributes behind it from the next multiple of four. */
export function message<H extends AnyStruct, S extends AnySet>(
  name: string,
  types: Readonly<Record<string, number>>,
  header: H,
  attributes: S,
): MessageCodec<H, S> {
  const start = (header.length + 3) & ~3;

  function decode<How extends "decode" | "decodeList">(payload: Uint8Array, options: OrderOptions, how: How) {
    const reader = new Reader(payload, options);
    try {
      const fields = header.decodeFields(reader, 0, payload.length);
      reader.header = fields;
      const set = attributes[how](reader, Math.min(start, payload.length), payload.length) as ReturnType<S[How]>;
      return { header: fields as StructValue<FieldsOf<H>>, attributes: set };
    } catch (error) {
      throw within(error, name);
    }
  }

  return {
    name,
    types,
    attributes,
    decode: (payload, options = {}) => decode(payload, options, "decode") as Message<H, S>,
    decodeList: (payload, options = {}) => decode(payload, options, "decodeList") as MessageList<H, S>,
    encode(given, options) {
      const writer = new Writer(options);
      try {
        writer.header = given.header ?? {};
        header.encode(writer, given.header ?? {});
        writer.align(0);
        attributes.encode(writer, given.attributes ?? {});
      } catch (error) {
        throw within(error, name);
      }
      return writer.finish();
    },
    pathAt(payload, offset, options = {}) {
      const inner =
        offset < start ? [] : attributes.pathAt(new Reader(payload, options), start, payload.length, offset);
      return [name, ...inner].join(".");
    },
  };
}
