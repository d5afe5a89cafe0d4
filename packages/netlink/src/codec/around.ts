import type { Entry } from "./attribute-types.js";
import type { Codec } from "./codec.js";
import { aligned, lengthAt, NLA_HDRLEN, TYPE_MASK } from "./places.js";
import type { Reader } from "./reader.js";
import type { Line, Lines } from "./table.js";
import type { Writer } from "./writer.js";

/**
 * Values of siblings that have been looked for in one set, so that a set with thousands of attributes that ask is read
 * in a time that is still linear.
 */
export type Siblings = Map<string, unknown>;

/** The codec that an attribute has in a message being read. */
export function codecIn(
  lines: Lines,
  { codec }: Line,
  reader: Reader,
  start: number,
  end: number,
  known: Siblings,
): Codec<unknown> {
  if (codec.resolve === undefined) return codec;
  const { by } = codec;
  if (by !== undefined && !known.has(by)) known.set(by, siblingIn(lines.byName(by), reader, start, end));
  return codec.resolve(reader.header, by && known.get(by));
}

/** The value of an attribute, wherever it stands: the kernel's RTA_ENCAP comes before the RTA_ENCAP_TYPE it needs. */
function siblingIn(line: Line | undefined, reader: Reader, start: number, end: number): unknown {
  let found: unknown;
  for (let at = start; end - at >= NLA_HDRLEN; ) {
    const length = lengthAt(reader, at, end);
    if ((reader.u16(at + 2) & TYPE_MASK) === line?.type) {
      found = line.codec.decode(reader, at + NLA_HDRLEN, at + length);
    }
    at = aligned(at + length, start, end);
  }
  return found;
}

/** The codec that an attribute has in a value being written, of either view. */
export function codecFor({ codec }: Line, writer: Writer, value: object, known: Siblings): Codec<unknown> {
  if (codec.resolve === undefined) return codec;
  const { by } = codec;
  if (by !== undefined && !known.has(by)) known.set(by, siblingOf(by, value));
  return codec.resolve(writer.header, by && known.get(by));
}

function siblingOf(name: string, value: object): unknown {
  if (!Array.isArray(value)) return (value as Record<string, unknown>)[name];
  const entry = (value as Entry[]).findLast((one) => one.name === name);
  return entry?.name === undefined ? undefined : entry.value;
}
