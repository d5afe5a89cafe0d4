import { CodecError, within } from "../errors.js";
import type { AnyCodec, Codec, Infer, InferInput, Place } from "./codec.js";
import { checkArray } from "./encode.js";
import { type Decode, generateArray, mayGenerate, WORTH_GENERATING } from "./generate.js";
import type { Reader } from "./reader.js";

/** Values of the same size, one behind the other. */
/* @__NO_SIDE_EFFECTS__ */
export function array<C extends AnyCodec & { readonly size: number }>(
  codec: C,
): Codec<Infer<C>[], Infer<C>[], readonly InferInput<C>[]> {
  const { size } = codec;
  let uses = 0;
  let generated: Decode<Infer<C>[]> | undefined;

  function decode(reader: Reader, start: number, end: number): Infer<C>[] {
    if ((end - start) % size !== 0) {
      throw new CodecError("decode", `${end - start} bytes are no multiple of the ${size} of a ${codec.name}`, start);
    }
    if (codec.expression !== undefined && reader.generate) {
      if (generated !== undefined) return generated(reader, start, end);
      if (++uses === WORTH_GENERATING && mayGenerate()) generated = generateArray(codec.expression, size);
    }
    const values: Infer<C>[] = [];
    for (let at = start; at < end; at += size) {
      try {
        values.push(codec.decode(reader, at, at + size));
      } catch (error) {
        throw within(error, String(values.length));
      }
    }
    return values;
  }

  return {
    name: `${codec.name}[]`,
    decode,
    decodeList: decode,
    encode(writer, values) {
      checkArray(writer, values, codec.name);
      for (const [i, value] of values.entries()) {
        try {
          codec.encode(writer, value);
        } catch (error) {
          throw within(error, String(i));
        }
      }
    },
    inside(_reader, start, end) {
      const places: Place[] = [];
      for (let at = start; at + size <= end; at += size) {
        places.push({ name: String(places.length), at, start: at, end: at + size, codec });
      }
      return places;
    },
    ...(codec.keeps !== undefined && {
      keeps(reader: Reader, start: number, end: number) {
        for (let at = start; at < end; at += size) if (!codec.keeps?.(reader, at, at + size)) return false;
        return true;
      },
    }),
  };
}
