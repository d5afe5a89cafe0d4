import type { AttributeSet } from "../codec/attribute-types.js";
import type { Codec } from "../codec/codec.js";
import type { ByteOrder } from "../codec/order.js";
import { TYPE_MASK } from "../codec/places.js";
import type { Line } from "../codec/table.js";
import { Writer } from "../codec/writer.js";
import type { AnyMessageCodec } from "../families.js";
import type { Random } from "./random.js";

const DEEPEST = 5;

/**
 * The bytes of a message that its table would call well-formed, for the most part: known and unknown attributes, nests
 * with their own, siblings that choose, in any order and number; now and then a length that is not the codec's.
 */
export function randomMessage(random: Random, family: AnyMessageCodec, order: ByteOrder): Uint8Array {
  const writer = new Writer({ order });
  const header = random.bytes(family.header.length);
  // Most tables look at the family: the first byte.
  if (header.length > 0) header[0] = random.pick([0, 2, 2, 7, 10, 10, 28, 128, 129]);
  writer.append(header);
  writer.align(0);
  writeAttributes(random, writer, family.attributes, 0, [...header]);
  return writer.finish();
}

// biome-ignore lint/suspicious/noExplicitAny: of any table.
type AnySet = AttributeSet<any>;

function writeAttributes(random: Random, writer: Writer, set: AnySet, depth: number, header: readonly number[]): void {
  const count = random.below(depth === 0 ? 12 : 5);
  for (let i = 0; i < count; i++) {
    if (set.lines.length === 0 || random.chance(12))
      writeAttribute(random, writer, random.below(TYPE_MASK + 1), undefined, depth, header);
    else {
      const line = random.pick(set.lines);
      const chooser = line.codec.by === undefined ? undefined : set.line(line.codec.by);
      const cases = Object.keys((line.codec as { readonly cases?: object }).cases ?? {});
      if (chooser === undefined || cases.length === 0) writeAttribute(random, writer, line.type, line, depth, header);
      else {
        const value = chooser.codec.size === undefined ? random.pick(cases) : Number(random.pick(cases));
        const chosen = line.codec.resolve?.({ family: header[0] }, value);
        const writeChooser = () => writeWhole(writer, chooser.type, () => chooser.codec.encode(writer, value as never));
        const before = random.chance(2);
        if (before) writeChooser();
        writeAttribute(
          random,
          writer,
          line.type,
          chosen === undefined ? line : { ...line, codec: chosen },
          depth,
          header,
        );
        if (!before) writeChooser();
      }
    }
  }
}

function writeAttribute(
  random: Random,
  writer: Writer,
  type: number,
  line: Line | undefined,
  depth: number,
  header: readonly number[],
): void {
  const flags = random.chance(20) ? random.below(4) << 14 : line?.codec.nested ? 0x8000 : 0;
  writeWhole(writer, type | flags, () => {
    const codec = line?.codec.resolve?.({ family: header[0] }, undefined) ?? line?.codec;
    if (codec === undefined || random.chance(40)) writer.append(random.bytes(random.below(24)));
    else writePayload(random, writer, codec, depth, header);
  });
}

function writePayload(
  random: Random,
  writer: Writer,
  codec: Codec<unknown>,
  depth: number,
  header: readonly number[],
): void {
  const set = setOf(codec);
  if (set !== undefined) {
    if (depth < DEEPEST) writeAttributes(random, writer, set, depth + 1, header);
  } else if (codec.lineOf !== undefined) {
    // A nest that numbers its values, or a header with attributes: some of either.
    if (random.chance(2)) writer.append(random.bytes(random.pick([4, 8, 12, 16])));
    for (let i = random.below(3); i > 0; i--) writeAttribute(random, writer, i, codec.lineOf(i), depth + 1, header);
  } else if (codec.name === "text") {
    writer.append(Uint8Array.from({ length: random.below(12) }, () => 0x61 + random.below(26)));
    if (!random.chance(8)) writer.reserve(1);
  } else if (codec.size !== undefined) writer.append(random.bytes(codec.size));
  else writer.append(random.bytes(random.pick([0, 1, 2, 4, 4, 6, 8, 12, 16, 16, 20, 32])));
}

/** The set of a nest: `nested` passes on what its set has. */
function setOf(codec: Codec<unknown>): AnySet | undefined {
  const inner = codec.nested === true ? ((codec as { readonly set?: () => unknown }).set?.() ?? codec) : codec;
  return "lines" in (inner as object) ? (inner as AnySet) : undefined;
}

function writeWhole(writer: Writer, typeAndFlags: number, payload: () => void): void {
  const at = writer.reserve(4);
  payload();
  writer.u16(at, writer.length - at);
  writer.u16(at + 2, typeAndFlags);
  writer.align(at);
}

/** Changes a few bytes, cuts some off, or puts a piece of it somewhere else. */
export function mutate(random: Random, message: Uint8Array): Uint8Array {
  const changed = message.slice();
  for (let i = random.below(4); i > 0 && changed.length > 0; i--) {
    const at = random.below(changed.length);
    changed[at] = random.chance(2) ? random.below(256) : random.pick([0, 1, 4, 8, 255]);
  }
  if (random.chance(4)) return changed.slice(0, random.below(changed.length + 1));
  if (random.chance(8) && changed.length > 8)
    changed.copyWithin(random.below(changed.length), random.below(changed.length));
  return changed;
}
