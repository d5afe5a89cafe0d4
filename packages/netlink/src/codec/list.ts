import { CodecError, within } from "../errors.js";
import { codecFor, codecIn, type Siblings } from "./around.js";
import type { Entry } from "./attribute-types.js";
import { bytes as rawBytes } from "./bytes.js";
import type { Codec } from "./codec.js";
import { encodeAttribute, flagsOf } from "./encode.js";
import { aligned, lengthAt, NLA_HDRLEN, oddPadding, TYPE_MASK } from "./places.js";
import type { Reader } from "./reader.js";
import type { Line, Lines } from "./table.js";
import type { Writer } from "./writer.js";

/** Reads the lossless view. */
export function decodeEntries(lines: Lines, reader: Reader, start: number, end: number): Entry[] {
  reader.enter(start);
  const list: Entry[] = [];
  let siblings: Siblings | undefined;
  let at = start;
  while (end - at >= NLA_HDRLEN) {
    const length = lengthAt(reader, at, end);
    const to = at + length;
    const next = aligned(to, start, end);
    const typeAndFlags = reader.view.getUint16(at + 2, reader.little);
    const type = typeAndFlags & TYPE_MASK;
    const line = lines.byType(type);
    let entry: Entry;
    if (line === undefined) {
      entry = { name: undefined, type, data: reader.copy(at + NLA_HDRLEN, to) };
      if (typeAndFlags !== type) (entry as { flags?: number }).flags = typeAndFlags - type;
    } else {
      if (line.codec.resolve !== undefined) siblings ??= new Map();
      entry = known(lines, line, reader, at + NLA_HDRLEN, to, typeAndFlags - type, start, end, siblings);
    }
    const padding = to === next && ((to - start) & 3) === 0 ? undefined : oddPadding(reader, to, next, start);
    if (padding !== undefined) (entry as { padding?: Uint8Array }).padding = padding;
    list.push(entry);
    at = next;
  }
  if (at < end) list.push({ name: undefined, type: undefined, data: reader.copy(at, end) });
  reader.leave();
  return list;
}

function known(
  lines: Lines,
  line: Line,
  reader: Reader,
  from: number,
  to: number,
  flags: number,
  start: number,
  end: number,
  siblings: Siblings | undefined,
): Entry {
  try {
    const codec = siblings === undefined ? line.codec : codecIn(lines, line, reader, start, end, siblings);
    const entry: Entry = { name: line.name, value: codec.decodeList(reader, from, to) };
    if (flags !== flagsOf(codec)) (entry as { flags?: number }).flags = flags;
    if (codec.keeps !== undefined && !codec.keeps(reader, from, to)) {
      (entry as { data?: Uint8Array }).data = reader.copy(from, to);
    }
    return entry;
  } catch (error) {
    throw within(error, line.name);
  }
}

/** Writes the lossless view. */
export function encodeEntries(lines: Lines, writer: Writer, entries: readonly Entry[]): void {
  const siblings: Siblings = new Map();
  for (const entry of entries) encodeEntry(lines, writer, entry, entries, siblings);
}

function encodeEntry(lines: Lines, writer: Writer, entry: Entry, entries: readonly Entry[], siblings: Siblings): void {
  if (entry.name === undefined) {
    if (entry.type === undefined) rawBytes.encode(writer, entry.data);
    else {
      const typeAndFlags = checkType(entry.type, writer) | (entry.flags ?? 0);
      encodeAttribute(writer, typeAndFlags, rawBytes, entry.data, entry.padding);
    }
    return;
  }
  const line = lines.byName(entry.name);
  if (line === undefined) throw unknownName(lines, entry.name, writer);
  try {
    const codec: Codec<unknown> = codecFor(line, writer, entries, siblings);
    const typeAndFlags = line.type | (entry.flags ?? flagsOf(codec));
    if (entry.data !== undefined) encodeAttribute(writer, typeAndFlags, rawBytes, entry.data, entry.padding);
    else encodeAttribute(writer, typeAndFlags, codec, entry.value, entry.padding);
  } catch (error) {
    throw within(error, line.name);
  }
}

export function unknownName({ prefix }: Lines, name: string, writer: Writer): CodecError {
  return new CodecError("encode", `${prefix} has no attribute "${name}"`, writer.length);
}

function checkType(type: number, writer: Writer): number {
  if (!Number.isInteger(type) || type < 0 || type > TYPE_MASK) {
    throw new CodecError("encode", `${type} is not an attribute's number (0 to ${TYPE_MASK})`, writer.length);
  }
  return type;
}
