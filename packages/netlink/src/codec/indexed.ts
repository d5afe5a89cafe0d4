import { within } from "../errors.js";
import type { Kept, TrailingBytes } from "./attribute-types.js";
import type { AnyCodec, Codec, Infer, InferInput, InferList } from "./codec.js";
import { checkArray, encodeAttribute, flagsOf } from "./encode.js";
import { attributePlaces } from "./inside.js";
import { decodeEntries, encodeEntries } from "./list.js";
import { numberedLines } from "./numbered.js";

/** An entry of the list view of a nest that numbers its values. */
export interface IndexedEntry<L> extends Kept {
  /** The number, in decimal: `"0"`. */
  readonly name: string;
  readonly value: L;
  readonly data?: Uint8Array;
}

/** The lossless view of a nest that numbers its values. */
export type IndexedList<L> = ReadonlyArray<IndexedEntry<L> | TrailingBytes>;

/**
 * A nest whose attributes are all alike and have their place as number, as IFLA_BOND_ARP_IP_TARGET's: an array in the
 * plain view.
 *
 * @param first The number that the kernel gives the first one.
 */
/* @__NO_SIDE_EFFECTS__ */
export function indexed<C extends AnyCodec>(
  codec: C,
  first = 1,
): Codec<Infer<C>[], IndexedList<InferList<C>>, readonly InferInput<C>[] | IndexedList<InferList<C>>> {
  const lines = numberedLines(codec);
  const isEntry = (value: unknown): boolean => typeof value === "object" && value !== null && "name" in value;
  return {
    name: `indexed ${codec.name}`,
    nested: true,
    decode(reader, start, end) {
      reader.enter(start);
      const values = attributePlaces(lines, reader, start, end).map((place) => {
        try {
          return place.codec?.decode(reader, place.start, place.end) as Infer<C>;
        } catch (error) {
          throw within(error, place.name);
        }
      });
      reader.leave();
      return values;
    },
    decodeList: (reader, start, end) => decodeEntries(lines, reader, start, end) as never,
    encode(writer, values) {
      checkArray(writer, values, codec.name);
      // An empty one is the same in both views; no value of ours that can be indexed has both `name` and `value`.
      if (
        values.length > 0 &&
        values.every((value) => isEntry(value) && ("value" in (value as object) || "data" in (value as object)))
      ) {
        encodeEntries(lines, writer, values as never);
        return;
      }
      for (const [i, value] of values.entries()) {
        try {
          encodeAttribute(writer, (first + i) | flagsOf(codec), codec, value);
        } catch (error) {
          throw within(error, String(first + i));
        }
      }
    },
    lineOf: lines.byType,
    inside: (reader, start, end) => attributePlaces(lines, reader, start, end),
  };
}
