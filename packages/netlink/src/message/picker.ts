import { codecIn, type Siblings } from "../codec/around.js";
import type { AttributeSet } from "../codec/attribute-types.js";
import type { Infer } from "../codec/codec.js";
import type { Headed } from "../codec/headed.js";
import { aligned, lengthAt, NLA_HDRLEN, TYPE_MASK } from "../codec/places.js";
import { Reader } from "../codec/reader.js";
import type { Struct } from "../codec/struct.js";
import type { Line, Lines } from "../codec/table.js";
import { within } from "../errors.js";
import { type Frame, FrameInDatagram } from "./frame.js";
import type { DecodeOptions, MessageCodec } from "./message.js";

// biome-ignore lint/suspicious/noExplicitAny: the constraint of a type parameter, which keeps the real type.
type AnySet = AttributeSet<any>;
// biome-ignore lint/suspicious/noExplicitAny: as above.
type AnyStruct = Struct<any>;

/**
 * Makes a decoder of the header and a few attributes, which is many times quicker than decoding all of a link. Only what
 * it looks at is checked.
 *
 * @example
 * const nameAndMtu = picker(linkMessage, "ifname", "mtu");
 * const { header, attributes } = nameAndMtu(frame); // attributes: { ifname?: string, mtu?: number }
 */
export function picker<H extends AnyStruct, S extends AnySet, K extends keyof Infer<S> & string>(
  message: MessageCodec<H, S>,
  ...names: readonly K[]
): (source: Uint8Array | Frame, options?: DecodeOptions) => Headed<Infer<H>, Pick<Infer<S>, K>> {
  const { prefix, line } = message.attributes;
  const lines: Lines = { prefix, byType: line, byName: line };
  const wanted: (Line | undefined)[] = [];
  for (const name of names) {
    const found = line(name);
    if (found !== undefined) wanted[found.type] = found;
  }

  function decode(reader: Reader, start: number, end: number) {
    const header = message.header.decodeFields(reader, start, end);
    reader.header = header;
    const attributes: Record<string, unknown> = {};
    const siblings: Siblings = new Map();
    const from = aligned(start + message.header.length, start, end);
    for (let at = from; end - at >= NLA_HDRLEN; ) {
      const length = lengthAt(reader, at, end);
      const line = wanted[reader.view.getUint16(at + 2, reader.little) & TYPE_MASK];
      if (line !== undefined) take(line, attributes, reader, at, at + length, from, end, siblings);
      at = aligned(at + length, from, end);
    }
    return { header, attributes } as never;
  }

  function take(
    line: Line,
    attributes: Record<string, unknown>,
    reader: Reader,
    at: number,
    to: number,
    start: number,
    end: number,
    siblings: Siblings,
  ): void {
    try {
      const codec = codecIn(lines, line, reader, start, end, siblings);
      const value = codec.decode(reader, at + NLA_HDRLEN, to);
      if (codec.plain !== "array") attributes[line.name] = value;
      else attributes[line.name] = [...((attributes[line.name] as unknown[] | undefined) ?? []), value];
    } catch (error) {
      throw within(error, line.name);
    }
  }

  return (source, options) => {
    const generate = options?.generate !== false;
    try {
      if (source instanceof FrameInDatagram) {
        source.reader.generate = generate;
        return decode(source.reader, source.start, source.end);
      }
      const payload = "payload" in source ? source.payload : source;
      return decode(new Reader(payload, options, generate), 0, payload.length);
    } catch (error) {
      if (source instanceof FrameInDatagram) source.reader.restart();
      throw within(error, message.name);
    }
  };
}
