import type { Codec } from "./codec.js";

/** A set of attributes inside an attribute. A function, so that sets may contain each other. */
export function nested<T, L>(set: () => Codec<T, L>): Codec<T, L> {
  return {
    name: "nest",
    size: undefined,
    nested: true,
    decode: (reader, start, end) => set().decode(reader, start, end),
    decodeList: (reader, start, end) => set().decodeList(reader, start, end),
    encode: (writer, value) => set().encode(writer, value),
    pathAt: (reader, start, end, offset) => set().pathAt?.(reader, start, end, offset) ?? [],
  };
}
