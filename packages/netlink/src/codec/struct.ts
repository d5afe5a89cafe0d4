import { CodecError, within } from "../errors.js";
import type { Codec } from "./codec.js";
import type { Reader } from "./reader.js";
import type { Writer } from "./writer.js";

/** A field always has the same size; C's padding is spelled out. */
type Field = Codec<unknown> & { readonly size: number };
type Fields = Readonly<Record<string, Field>>;

/** The fields' values; `tail` holds what a newer kernel has added behind them. */
export type StructValue<F extends Fields> = {
  -readonly [K in keyof F]: F[K] extends Codec<infer T> ? T : never;
} & { tail?: Uint8Array };

/** For encoding: a field that is left out is zero. */
export type StructInput<F extends Fields> = { readonly [K in keyof F]?: StructValue<F>[K] | undefined } & {
  readonly tail?: Uint8Array | undefined;
};

/** A C struct: at least so many bytes. */
export interface Struct<F extends Fields> extends Codec<StructValue<F>> {
  readonly name: string;
  /** What we know of it, in bytes. */
  readonly length: number;
  /** Reads the fields only, as for a message's header, behind which the attributes follow. */
  decodeFields(reader: Reader, start: number, end: number): StructValue<F>;
  encode(writer: Writer, value: StructInput<F>): void;
}

/**
 * Declares a struct by its fields, in their order. Fields lie one behind the other: spell out C's padding.
 *
 * @example
 * const rtgenmsg = struct("rtgenmsg", { family: u8 });
 */
export function struct<F extends Fields>(name: string, fields: F): Struct<F> {
  const list = Object.entries(fields);
  const length = list.reduce((sum, [, field]) => sum + field.size, 0);

  function decodeFields(reader: Reader, start: number, end: number): StructValue<F> {
    if (end - start < length) {
      throw new CodecError("decode", `${name} takes ${length} bytes, here are ${end - start}`, start);
    }
    const value: Record<string, unknown> = {};
    let at = start;
    for (const [key, field] of list) {
      value[key] = field.decode(reader, at, at + field.size);
      at += field.size;
    }
    // What TypeScript cannot see: the loop has set every key of F.
    return value as StructValue<F>;
  }

  function decode(reader: Reader, start: number, end: number): StructValue<F> {
    const value = decodeFields(reader, start, end);
    if (end - start > length) value.tail = reader.copy(start + length, end);
    return value;
  }

  return {
    name,
    length,
    size: undefined,
    decode,
    decodeList: decode,
    decodeFields,
    encode(writer, value) {
      const values: Readonly<Record<string, unknown>> = value;
      for (const [key, field] of list) {
        try {
          if (values[key] === undefined) writer.reserve(field.size);
          else field.encode(writer, values[key]);
        } catch (error) {
          throw within(error, key);
        }
      }
      if (value.tail !== undefined) writer.append(value.tail);
    },
  };
}
