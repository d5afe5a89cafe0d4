import { CodecError, within } from "../errors.js";
import type { AnyCodec, Codec, Infer, InferInput, InferList } from "./codec.js";
import { checkObject, encodeAttribute, flagsOf } from "./encode.js";
import type { IndexedList } from "./indexed.js";
import { attributePlaces } from "./inside.js";
import { decodeEntries, encodeEntries } from "./list.js";
import { numberedLines } from "./numbered.js";
import { TYPE_MASK } from "./places.js";

/**
 * A nest whose attributes are all alike and have a key as number, as CTRL_ATTR_OP_POLICY has the command's: an object
 * by number in the plain view. Where the number is only a place in a row, `indexed` gives an array.
 */
/* @__NO_SIDE_EFFECTS__ */
export function keyed<C extends AnyCodec>(
  codec: C,
): Codec<
  Record<number, Infer<C>>,
  IndexedList<InferList<C>>,
  Readonly<Record<number, InferInput<C> | undefined>> | IndexedList<InferList<C>>
> {
  const lines = numberedLines(codec);
  return {
    name: `keyed ${codec.name}`,
    nested: true,
    decode(reader, start, end) {
      reader.enter(start);
      const values: Record<number, Infer<C>> = {};
      for (const place of attributePlaces(lines, reader, start, end)) {
        try {
          values[Number(place.name)] = codec.decode(reader, place.start, place.end) as Infer<C>;
        } catch (error) {
          throw within(error, place.name);
        }
      }
      reader.leave();
      return values;
    },
    // What TypeScript cannot see: all lines have this codec.
    decodeList: (reader, start, end) => decodeEntries(lines, reader, start, end) as IndexedList<InferList<C>>,
    encode(writer, values) {
      if (Array.isArray(values)) {
        encodeEntries(lines, writer, values);
        return;
      }
      checkObject(writer, values, `an object of ${codec.name} by number`);
      for (const [name, value] of Object.entries(values)) {
        if (value === undefined) continue;
        const line = lines.byName(name);
        if (line === undefined) {
          throw new CodecError("encode", `${name} is not an attribute's number (0 to ${TYPE_MASK})`, writer.length);
        }
        try {
          encodeAttribute(writer, line.type | flagsOf(codec), codec, value);
        } catch (error) {
          throw within(error, name);
        }
      }
    },
    lineOf: lines.byType,
    inside: (reader, start, end) => attributePlaces(lines, reader, start, end),
  };
}
