import type { AnyCodec, Codec, Infer, InferInput, InferList } from "./codec.js";

/** What `nested` makes: the set's own codec, looked up when it is needed. */
export interface Nested<C extends AnyCodec> extends Codec<Infer<C>, InferList<C>, InferInput<C>> {
  readonly nested: true;
  readonly set: () => C;
}

/** A set of attributes inside an attribute. A function, so that sets may contain each other. */
/* @__NO_SIDE_EFFECTS__ */
export function nested<C extends AnyCodec>(set: () => C): Nested<C> {
  return {
    name: "nest",
    nested: true,
    set,
    decode: (reader, start, end) => set().decode(reader, start, end),
    decodeList: (reader, start, end) => set().decodeList(reader, start, end),
    encode: (writer, value) => set().encode(writer, value),
    inside: (reader, start, end) => set().inside?.(reader, start, end) ?? [],
    lineOf: (type) => set().lineOf?.(type),
  };
}
