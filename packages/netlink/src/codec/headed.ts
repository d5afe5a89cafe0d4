import type { AnyCodec, Codec, Infer, InferInput, InferList } from "./codec.js";
import { checkObject } from "./encode.js";
import { aligned, oddPadding } from "./places.js";
import type { Struct } from "./struct.js";

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
type AnyStruct = Struct<any>;

/** A header with attributes behind it, in either view. */
export interface Headed<H, A> {
  readonly header: H;
  readonly attributes: A;
}
/** The lossless view of it. */
export interface HeadedList<H, A> extends Headed<H, A> {
  /** The bytes between the two, where they are not the zeros that we would write. */
  readonly padding?: Uint8Array;
}
/** For encoding: what is left out is zero, or empty. */
export interface HeadedInput<H, A> {
  readonly header?: H | undefined;
  readonly attributes?: A | undefined;
  readonly padding?: Uint8Array | undefined;
}

/**
 * A struct with attributes behind it, from the next multiple of four: a message's payload, and what an attribute holds
 * that has a message of its own inside, as VETH_INFO_PEER does.
 */
/* @__NO_SIDE_EFFECTS__ */
export function headed<H extends AnyStruct, S extends AnyCodec>(
  header: H,
  set: () => S,
): Codec<Headed<Infer<H>, Infer<S>>, HeadedList<Infer<H>, InferList<S>>, HeadedInput<InferInput<H>, InferInput<S>>> {
  const length = header.length;

  return {
    name: header.name,
    nested: false,
    decode(reader, start, end) {
      const around = reader.header;
      const fields = header.decodeFields(reader, start, end) as Infer<H>;
      reader.header = fields;
      const attributes = set().decode(reader, aligned(start + length, start, end), end);
      reader.header = around;
      return { header: fields, attributes };
    },
    decodeList(reader, start, end) {
      const around = reader.header;
      const fields = header.decodeFields(reader, start, end) as Infer<H>;
      reader.header = fields;
      const attributes = set().decodeList(reader, aligned(start + length, start, end), end);
      reader.header = around;
      const from = start + length;
      const padding = oddPadding(reader, from, aligned(from, start, end), start);
      return padding === undefined ? { header: fields, attributes } : { header: fields, attributes, padding };
    },
    encode(writer, value) {
      checkObject(writer, value, `a ${header.name} with attributes`);
      const around = writer.header;
      const start = writer.length;
      writer.header = value.header ?? {};
      header.encode(writer, value.header ?? {});
      if (value.padding === undefined) writer.align(start);
      else writer.append(value.padding);
      set().encode(writer, value.attributes ?? {});
      writer.header = around;
    },
    inside(reader, start, end) {
      if (end - start < length) return [];
      reader.header = header.decodeFields(reader, start, end);
      const from = aligned(start + length, start, end);
      const fields = header.inside?.(reader, start, start + length) ?? [];
      return [...fields, ...(set().inside?.(reader, from, end) ?? [])];
    },
    lineOf: (type) => set().lineOf?.(type),
  };
}
