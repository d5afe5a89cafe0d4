import { ipv6 } from "../codec/address.js";
import type { AttributeOf, AttributeSet } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import type { Reader } from "../codec/reader.js";
import type { Nduseroptmsg } from "./header.js";

const declared = { srcaddr: attr(1, ipv6) };

/**
 * NDUSEROPT_* from linux/rtnetlink.h. They stand behind the options, of which the header says how many bytes there are.
 */
export const nduseroptAttributes = /* @__PURE__ */ behindOptions(attributes("NDUSEROPT", declared));

/* @__NO_SIDE_EFFECTS__ */
function behindOptions(set: AttributeSet<typeof declared>): AttributeSet<typeof declared> {
  const from = (reader: Reader, start: number): number => start + (reader.header as Nduseroptmsg).options.length;
  return {
    name: set.name,
    prefix: set.prefix,
    declared,
    nested: true,
    get lines() {
      return set.lines;
    },
    get constants() {
      return set.constants;
    },
    line: (key) => set.line(key),
    encode: (writer, value) => set.encode(writer, value),
    decode: (reader, start, end) => set.decode(reader, from(reader, start), end),
    decodeList: (reader, start, end) => set.decodeList(reader, from(reader, start), end),
    lineOf: (type) => set.lineOf?.(type),
    inside: (reader, start, end) => set.inside?.(reader, from(reader, start), end) ?? [],
  };
}

/** `{ name: "srcaddr", value: string } | UnknownAttribute`. */
export type NduseroptAttribute = AttributeOf<typeof nduseroptAttributes>;
