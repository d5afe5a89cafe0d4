import type { Codec } from "../codec/codec.js";
import { Reader } from "../codec/reader.js";
import type { AnyMessageCodec } from "../families.js";
import type { Shape, ShapeName } from "./vectors.js";

/** An attribute as the tables see it: without a name where they do not know it, without `inside` where it is a value. */
export interface NamedAttribute {
  readonly name: string | undefined;
  readonly inside: readonly NamedAttribute[] | undefined;
}

/** The kernel's names of a payload's attributes, at all depths, by the tables. */
export function kernelNames(codec: AnyMessageCodec, payload: Uint8Array): readonly NamedAttribute[] {
  return namesIn(codec.codec, new Reader(payload, { order: "little" }), 0, payload.length);
}

function namesIn(codec: Codec<unknown>, reader: Reader, start: number, end: number): readonly NamedAttribute[] {
  // An attribute has a header of its own; the fields of a struct have none.
  const places = (codec.inside?.(reader, start, end) ?? []).filter((place) => place.at < place.start);
  return places.map((place) => ({
    name: place.kernelName,
    inside: place.codec?.inside && namesIn(place.codec, reader, place.start, place.end),
  }));
}

/**
 * What two views of the same attributes disagree about, one line each. The other program has no names for some, and
 * looks into everything that says it is a nest; so a name has to agree where it has one, and what is inside where it
 * has a name for any of that.
 */
export function compareNames(ours: readonly NamedAttribute[], theirs: Shape, path = ""): string[] {
  if (ours.length !== theirs.length) return [`${path || "message"}: ${ours.length} attributes, not ${theirs.length}`];
  return theirs.flatMap((their, i) => {
    const our = ours[i];
    const [name, inside] = isNest(their) ? their : [their, undefined];
    const where = `${path}/${name}`;
    if (typeof name === "string" && our?.name !== name) return [`${where}: ${our?.name ?? "not in the table"}`];
    if (inside === undefined || !hasNames(inside)) return [];
    return our?.inside === undefined ? [`${where}: not a nest`] : compareNames(our.inside, inside, where);
  });
}

type Nest = Extract<Shape[number], readonly unknown[]>;

function isNest(one: ShapeName | Nest): one is Nest {
  return typeof one === "object";
}

function hasNames(shape: Shape): boolean {
  return shape.some((one) => (isNest(one) ? typeof one[0] === "string" || hasNames(one[1]) : typeof one === "string"));
}
