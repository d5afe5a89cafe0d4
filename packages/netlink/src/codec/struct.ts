import { CodecError, within } from "../errors.js";
import { type AnyCodec, type Codec, type Infer, type InferInput, type Place, scalar } from "./codec.js";
import { checkObject } from "./encode.js";
import { type Decode, generateStruct, mayGenerate, WORTH_GENERATING } from "./generate.js";
import type { Sized } from "./integers.js";
import type { Reader } from "./reader.js";
import type { Writer } from "./writer.js";

/** A field always has the same size; C's padding is spelled out as a gap. */
type Field = AnyCodec & { readonly size: number };
type Fields = Readonly<Record<string, Field>>;

declare const mayLack: unique symbol;
/** A field that older kernels do not have: a value may end before it. */
export type Grown<C> = C & { readonly [mayLack]: true };

type OptionalKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends Grown<unknown> ? K : F[K] extends Gap ? K : never;
}[keyof F];

/** The fields' values; `tail` holds what a newer kernel has added behind them. */
export type StructValue<F extends Fields> = Flat<
  { -readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Infer<F[K]> } & {
    -readonly [K in OptionalKeys<F>]?: Infer<F[K]>;
  } & { tail?: Uint8Array }
>;

/** For encoding: a field that is left out is zero. */
export type StructInput<F extends Fields> = Flat<
  { readonly [K in keyof F]?: InferInput<F[K]> | undefined } & { readonly tail?: Uint8Array | undefined }
>;

type Flat<T> = { [K in keyof T]: T[K] };

/** A C struct: at least so many bytes. */
export interface Struct<F extends Fields> extends Codec<StructValue<F>, StructValue<F>, StructInput<F>> {
  readonly fields: F;
  /** What we know of it, in bytes. */
  readonly length: number;
  /** Reads the fields only, as for a message's header, behind which the attributes follow. */
  decodeFields(reader: Reader, start: number, end: number): StructValue<F>;
}

/** Bytes of C's padding: left out of values unless they are not zero, and zero when left out. */
export type Gap = Sized<Uint8Array | undefined> & { readonly gap: true };

/** Declares `size` bytes between fields that mean nothing. */
/* @__NO_SIDE_EFFECTS__ */
export function gap(size: number): Gap {
  return {
    ...scalar<Uint8Array | undefined>({
      name: `gap[${size}]`,
      decode(reader, start, end) {
        for (let at = start; at < end; at++) if (reader.bytes[at] !== 0) return reader.copy(start, end);
        return undefined;
      },
      encode(writer, value) {
        if (value === undefined) writer.reserve(size);
        else if (value.length === size) writer.append(value);
        else throw new CodecError("encode", `${value.length} bytes in a gap of ${size}`, writer.length);
      },
    }),
    size,
    gap: true,
  };
}

/** Declares a field that older kernels do not have, and all fields behind it with it. */
/* @__NO_SIDE_EFFECTS__ */
export function grown<C extends Field>(codec: C): Grown<C> {
  return { ...codec, grown: true } as unknown as Grown<C>;
}

/** A field as the core handles it. */
export interface Laid {
  readonly name: string;
  readonly codec: Field & { readonly gap?: true; readonly grown?: true };
  readonly offset: number;
}

function endOf({ codec, offset }: Laid): number {
  return offset + codec.size;
}

/** A decoder of so many fields: a loop, until it has been used often enough to be worth generated code. */
function fieldsDecoder<T>(laid: readonly Laid[]): Decode<T> {
  let uses = 0;
  let generated: Decode<T> | undefined;
  // Copying an object that has all keys is quicker than adding one after the other.
  const names = laid.filter(({ codec }) => !codec.gap).map((field) => [field.name, null]);
  const template: Record<string, unknown> = JSON.parse(JSON.stringify(Object.fromEntries(names)));
  return (reader, start, end) => {
    if (reader.generate) {
      if (generated !== undefined) return generated(reader, start, end);
      if (++uses === WORTH_GENERATING && mayGenerate()) generated = generateStruct<T>(laid);
    }
    const value = { ...template };
    let i = 0;
    try {
      for (; i < laid.length; i++) {
        const { name, codec, offset } = laid[i] as Laid;
        const at = start + offset;
        const field = codec.decode(reader, at, at + codec.size);
        if (field !== undefined) value[name] = field;
      }
    } catch (error) {
      throw within(error, (laid[i] as Laid).name);
    }
    // What TypeScript cannot see: the loop has set every key.
    return value as T;
  };
}

/**
 * Declares a struct by its fields, in their order. Fields lie one behind the other: spell out C's padding as gaps.
 *
 * @example
 * const rtgenmsg = struct("rtgenmsg", { family: u8 });
 */
/* @__NO_SIDE_EFFECTS__ */
export function struct<const F extends Fields>(name: string, fields: F): Struct<F> & { readonly size: number } {
  const laid: Laid[] = [];
  let length = 0;
  // The least that a value must have; fields that have grown stand behind it.
  let least: number | undefined;
  for (const [key, codec] of Object.entries(fields)) {
    laid.push({ name: key, codec, offset: length });
    if ((codec as Laid["codec"]).grown) least ??= length;
    length += codec.size;
  }
  const enough = least ?? length;
  // One for each number of fields that values have come with.
  const decoders: (Decode<StructValue<F>> | undefined)[] = [];

  /** How many fields there are of a value that ends before the last. */
  function countIn(size: number): number {
    let count = laid.length;
    while (count > 0 && endOf(laid[count - 1] as Laid) > size) count--;
    return count;
  }

  function decodeFields(reader: Reader, start: number, end: number): StructValue<F> {
    const size = end - start;
    if (size < enough) throw new CodecError("decode", `${name} takes ${enough} bytes, here are ${size}`, start);
    const count = size >= length ? laid.length : countIn(size);
    let decoder = decoders[count];
    if (decoder === undefined) {
      decoder = fieldsDecoder(laid.slice(0, count));
      decoders[count] = decoder;
    }
    return decoder(reader, start, end);
  }

  function decode(reader: Reader, start: number, end: number): StructValue<F> {
    const value = decodeFields(reader, start, end);
    if (end - start > length) (value as { tail?: Uint8Array }).tail = reader.copy(start + length, end);
    // Half a field: only where the struct has grown.
    else if (end - start < length) {
      const count = countIn(end - start);
      const used = count === 0 ? 0 : endOf(laid[count - 1] as Laid);
      if (used < end - start) (value as { tail?: Uint8Array }).tail = reader.copy(start + used, end);
    }
    return value;
  }

  function encode(writer: Writer, given: StructInput<F>): void {
    const values = given as Readonly<Record<string, unknown>> & { tail?: Uint8Array };
    checkObject(writer, given, `a ${name}`);
    // What has grown may be left out, from some field on.
    let last = laid.length;
    while (last > 0 && laid[last - 1]?.codec.grown && values[laid[last - 1]?.name ?? ""] === undefined) last--;
    for (let i = 0; i < last; i++) {
      const { name: key, codec } = laid[i] as Laid;
      const value = values[key];
      if (value === undefined) writer.reserve(codec.size);
      else {
        try {
          codec.encode(writer, value);
        } catch (error) {
          throw within(error, key);
        }
      }
    }
    if (values.tail !== undefined) writer.append(values.tail);
  }

  return {
    name,
    fields,
    length,
    // A value may be longer; where it stands among others, as an array's element or as a field, it is not.
    size: length,
    decode,
    decodeList: decode,
    decodeFields,
    encode,
    inside: (_reader, start, end) =>
      laid
        .filter(({ codec, offset }) => !codec.gap && start + offset + codec.size <= end)
        .map(({ name: key, codec, offset }): Place => {
          const at = start + offset;
          return { name: key, at, start: at, end: at + codec.size, codec };
        }),
    ...(laid.some(({ codec }) => codec.keeps !== undefined) && {
      keeps: (reader: Reader, start: number, end: number) =>
        laid.every(({ codec, offset }) => {
          const at = start + offset;
          return at + codec.size > end || (codec.keeps?.(reader, at, at + codec.size) ?? true);
        }),
    }),
  };
}
