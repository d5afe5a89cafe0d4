import type { Codec } from "./codec.js";

/** A set of attributes inside an attribute. A function, so that sets may contain each other. */
/* @__NO_SIDE_EFFECTS__ */
export function nested<T, L, I>(set: () => Codec<T, L, I>): Codec<T, L, I> {
  return {
    name: "nest",
    nested: true,
    decode: (reader, start, end) => set().decode(reader, start, end),
    decodeList: (reader, start, end) => set().decodeList(reader, start, end),
    encode: (writer, value) => set().encode(writer, value),
    inside: (reader, start, end) => set().inside?.(reader, start, end) ?? [],
    lineOf: (type) => set().lineOf?.(type),
  };
}
