import { within } from "../errors.js";
import { codecFor, codecIn } from "./around.js";
import { checkArray, checkObject, encodeAttribute, flagsOf } from "./encode.js";
import { unknownName } from "./list.js";
import { aligned, lengthAt, NLA_HDRLEN, TYPE_MASK } from "./places.js";
import type { Reader } from "./reader.js";
import type { Line, Table } from "./table.js";
import type { Writer } from "./writer.js";

/** Reads the plain view, attribute by attribute. @param wanted Only these, when given. */
export function decodeObject(table: Table, reader: Reader, start: number, end: number, wanted?: readonly string[]) {
  reader.enter(start);
  const object: Record<string, unknown> = {};
  for (let at = start; end - at >= NLA_HDRLEN; ) {
    const length = lengthAt(reader, at, end);
    const line = table.byType(reader.view.getUint16(at + 2, reader.little) & TYPE_MASK);
    if (line !== undefined && line.codec.plain !== "hidden" && (wanted === undefined || wanted.includes(line.name))) {
      const value = decodeOne(table, line, reader, at + NLA_HDRLEN, at + length, start, end);
      if (line.codec.plain !== "array") object[line.name] = value;
      else if (object[line.name] === undefined) object[line.name] = [value];
      else (object[line.name] as unknown[]).push(value);
    }
    at = aligned(at + length, start, end);
  }
  reader.leave();
  return object;
}

function decodeOne(
  table: Table,
  line: Line,
  reader: Reader,
  from: number,
  to: number,
  start: number,
  end: number,
): unknown {
  try {
    return codecIn(table, line, reader, start, end).decode(reader, from, to);
  } catch (error) {
    throw within(error, line.name);
  }
}

/** Writes the plain view, in the order of the object's keys. */
export function encodeObject(table: Table, writer: Writer, object: Readonly<Record<string, unknown>>): void {
  checkObject(writer, object, `an object of ${table.prefix} attributes`);
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (value === undefined) continue;
    const line = table.byName(name);
    if (line === undefined) throw unknownName(table, name, writer);
    try {
      const codec = codecFor(line, writer, object);
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
