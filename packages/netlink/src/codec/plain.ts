import { within } from "../errors.js";
import { codecFor, codecIn, type Siblings } from "./around.js";
import { checkArray, checkObject, encodeAttribute, flagsOf } from "./encode.js";
import { unknownName } from "./list.js";
import { aligned, lengthAt, NLA_HDRLEN, TYPE_MASK } from "./places.js";
import type { Reader } from "./reader.js";
import type { Line, Table } from "./table.js";
import type { Writer } from "./writer.js";

/** Reads the plain view, attribute by attribute. */
export function decodeObject(table: Table, reader: Reader, start: number, end: number): Record<string, unknown> {
  reader.enter(start);
  const object: Record<string, unknown> = {};
  const { view, little } = reader;
  // The attribute being decoded: one `try` for all of them is quicker than one for each.
  let line: Line | undefined;
  let siblings: Siblings | undefined;
  try {
    for (let at = start; end - at >= NLA_HDRLEN; ) {
      line = undefined;
      const length = lengthAt(reader, at, end);
      line = table.byType(view.getUint16(at + 2, little) & TYPE_MASK);
      if (line !== undefined && line.codec.plain !== "hidden") {
        if (line.codec.resolve !== undefined) siblings ??= new Map();
        const codec = siblings === undefined ? line.codec : codecIn(table, line, reader, start, end, siblings);
        const value = codec.decode(reader, at + NLA_HDRLEN, at + length);
        if (line.codec.plain === undefined) object[line.name] = value;
        else if (object[line.name] === undefined) object[line.name] = [value];
        else (object[line.name] as unknown[]).push(value);
      }
      at = aligned(at + length, start, end);
    }
  } catch (error) {
    throw line === undefined ? error : within(error, line.name);
  }
  reader.leave();
  return object;
}

/** Writes the plain view, in the order of the object's keys. */
export function encodeObject(table: Table, writer: Writer, object: Readonly<Record<string, unknown>>): void {
  checkObject(writer, object, `an object of ${table.prefix} attributes`);
  let siblings: Siblings | undefined;
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (value === undefined) continue;
    const line = table.byName(name);
    if (line === undefined) throw unknownName(table, name, writer);
    try {
      if (line.codec.resolve !== undefined) siblings ??= new Map();
      const codec = siblings === undefined ? line.codec : codecFor(line, writer, object, siblings);
      const typeAndFlags = line.type | flagsOf(codec);
      if (codec.plain !== "array") encodeAttribute(writer, typeAndFlags, codec, value);
      else {
        checkArray(writer, value, codec.name);
        for (const one of value as readonly unknown[]) encodeAttribute(writer, typeAndFlags, codec, one);
      }
    } catch (error) {
      throw within(error, name);
    }
  }
}
