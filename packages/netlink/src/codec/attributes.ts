import type { Attribute, AttributeSet, Declared, Entry } from "./attribute-types.js";
import type { AnyCodec, Codec } from "./codec.js";
import { attributePlaces } from "./inside.js";
import { decodeEntries, encodeEntries } from "./list.js";
import { TYPE_MASK } from "./places.js";
import { encodeObject } from "./plain.js";
import { objectDecoder } from "./shape.js";
import { compile, type Table } from "./table.js";

/**
 * Declares an attribute.
 *
 * @param kernelName Where it is not the set's prefix and our name in capitals.
 */
/* @__NO_SIDE_EFFECTS__ */
export function attr<C extends AnyCodec>(type: number, codec: C, kernelName?: string): Attribute<C> {
  return { type, codec, kernelName };
}

/**
 * Declares a set of attributes: name, number, codec, once. Types, both directions, the kernel's names and the paths in
 * errors follow. It is worked out at its first use, so that declaring hundreds costs next to nothing.
 *
 * @example
 * const nsidAttributes = attributes("NETNSA", { nsid: attr(1, s32), pid: attr(2, u32) });
 */
/* @__NO_SIDE_EFFECTS__ */
export function attributes<T extends Declared>(prefix: string, declared: T): AttributeSet<T> {
  let compiled: Table | undefined;
  const table = (): Table => {
    compiled ??= compile(prefix, declared);
    return compiled;
  };
  let decode: Codec<object>["decode"] | undefined;
  // What TypeScript cannot see, here and below: names and values are of the same line of T.
  const set: Codec<unknown> & Omit<AttributeSet<T>, keyof Codec<unknown>> = {
    name: prefix,
    prefix,
    declared,
    nested: true,
    get lines() {
      return table().all;
    },
    get constants() {
      return Object.fromEntries(table().all.map(({ kernelName, type }) => [kernelName, type]));
    },
    line: (key) => (typeof key === "number" ? table().byType(key & TYPE_MASK) : table().byName(key)),
    decode(reader, start, end) {
      decode ??= objectDecoder(table());
      return decode(reader, start, end);
    },
    decodeList: (reader, start, end) => decodeEntries(table(), reader, start, end),
    encode(writer, value) {
      if (Array.isArray(value)) encodeEntries(table(), writer, value as readonly Entry[]);
      else encodeObject(table(), writer, value as Readonly<Record<string, unknown>>);
    },
    lineOf: (type) => table().byType(type),
    inside: (reader, start, end) => attributePlaces(table(), reader, start, end),
  };
  return set as AttributeSet<T>;
}
