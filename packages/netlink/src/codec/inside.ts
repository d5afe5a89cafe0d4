import { codecIn, type Siblings } from "./around.js";
import type { Codec, Place } from "./codec.js";
import { aligned, lengthAt, NLA_HDRLEN, TYPE_MASK } from "./places.js";
import type { Reader } from "./reader.js";
import type { Lines } from "./table.js";

/** The attributes between two offsets, with what is known of each. */
export function attributePlaces(lines: Lines, reader: Reader, start: number, end: number): Place[] {
  const places: Place[] = [];
  const siblings: Siblings = new Map();
  for (let at = start; end - at >= NLA_HDRLEN; ) {
    const length = lengthAt(reader, at, end);
    const type = reader.u16(at + 2) & TYPE_MASK;
    const line = lines.byType(type);
    const name = line?.name ?? `${lines.prefix}(${type})`;
    const codec = line && codecIn(lines, line, reader, start, end, siblings);
    places.push({ name, at, start: at + NLA_HDRLEN, end: at + length, codec, kernelName: line?.kernelName });
    at = aligned(at + length, start, end);
  }
  return places;
}

/** What is found at an offset: the names that lead to it from outside inwards, and the innermost codec there. */
export interface Located {
  readonly path: readonly string[];
  readonly codec: Codec<unknown> | undefined;
}

export function locateIn(
  codec: Codec<unknown> | undefined,
  reader: Reader,
  start: number,
  end: number,
  offset: number,
): Located {
  for (const place of codec?.inside?.(reader, start, end) ?? []) {
    // Padding belongs to the attribute before it; a struct's fields have none.
    const to = place.at === place.start ? place.end : aligned(place.end, place.at, end);
    if (offset < place.at || offset >= to) continue;
    if (offset < place.start) return { path: [place.name], codec: place.codec };
    const inner = locateIn(place.codec, reader, place.start, place.end, offset);
    return { path: [place.name, ...inner.path], codec: inner.codec };
  }
  return { path: [], codec };
}
