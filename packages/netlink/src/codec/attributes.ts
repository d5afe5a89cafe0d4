import { CodecError, within } from "../errors.js";
import { bytes as rawBytes } from "./bytes.js";
import type { Codec } from "./codec.js";
import { attributeName } from "./kernel-name.js";
import type { Reader } from "./reader.js";
import { Writer } from "./writer.js";

/** Flag bits of an attribute's type, from linux/netlink.h. */
export const NLA_F_NESTED = 0x8000;
export const NLA_F_NET_BYTEORDER = 0x4000;
const TYPE_MASK = 0x3fff;

/** Length and type, 16 bits each. */
const NLA_HDRLEN = 4;
const MAX_LENGTH = 0xffff;

/** One line of a table: the attribute's number and what it carries. */
export interface Attribute<T, L = T> {
  readonly type: number;
  readonly codec: Codec<T, L>;
}

/** Declares an attribute. */
export function attr<T, L>(type: number, codec: Codec<T, L>): Attribute<T, L> {
  return { type, codec };
}

// biome-ignore lint/suspicious/noExplicitAny: a table holds attributes of all types; each keeps its own by inference.
type Table = Readonly<Record<string, Attribute<any, any>>>;
type ValueOf<A> = A extends Attribute<infer T, infer _> ? T : never;
type ListValueOf<A> = A extends Attribute<infer _, infer L> ? L : never;

/** The plain view: what was there and is known, the last of several. */
export type AttributeObject<T extends Table> = { -readonly [K in keyof T]?: ValueOf<T[K]> };
/** For encoding: undefined is the same as left out. */
export type AttributeInput<T extends Table> = { readonly [K in keyof T]?: ValueOf<T[K]> | undefined };

/** What the lossless view keeps of an attribute beside its value, where it is not what we would write. */
interface Kept {
  /** NLA_F_NESTED and NLA_F_NET_BYTEORDER as they were. */
  readonly flags?: number;
}

/** An attribute of the table. */
export type KnownAttribute<T extends Table> = {
  [K in keyof T & string]: Kept & {
    readonly name: K;
    readonly value: ListValueOf<T[K]>;
    /** The payload, where it holds more than the value says: text that is not UTF-8, bytes behind its NUL. */
    readonly data?: Uint8Array;
  };
}[keyof T & string];

/** An attribute that the table does not know: newer kernels send more. */
export interface UnknownAttribute extends Kept {
  readonly name: undefined;
  readonly type: number;
  readonly data: Uint8Array;
}

/** One to three bytes at the end that are no attribute. */
export interface TrailingBytes {
  readonly name: undefined;
  readonly type: undefined;
  readonly data: Uint8Array;
}

/** The lossless view: everything, in order. */
export type AttributeList<T extends Table> = ReadonlyArray<KnownAttribute<T> | UnknownAttribute | TrailingBytes>;

/** A set of attributes, as it stands behind a message's header or inside another attribute. */
export interface AttributeSet<T extends Table> extends Codec<AttributeObject<T>, AttributeList<T>> {
  /** The kernel's prefix: "NETNSA". */
  readonly prefix: string;
  /** Numbers by the kernel's names: `{ NETNSA_NSID: 1, … }`. */
  readonly constants: Readonly<Record<string, number>>;
  /** Our name of a number. */
  nameOf(type: number): string | undefined;
  encode(writer: Writer, value: AttributeInput<T> | AttributeList<T>): void;
  pathAt(reader: Reader, start: number, end: number, offset: number): string[];
}

/** One entry of either view of a set. */
export type AttributeOf<S> =
  S extends AttributeSet<infer T> ? KnownAttribute<T> | UnknownAttribute | TrailingBytes : never;

interface Line {
  readonly name: string;
  readonly type: number;
  readonly codec: Codec<unknown>;
}

/** An entry of a list as the core handles it: which table it is from no longer matters. */
type Entry =
  | (Kept & { readonly name: string; readonly value: unknown; readonly data?: Uint8Array })
  | UnknownAttribute
  | TrailingBytes;

/** Where an attribute lies; `type` without its flag bits. */
interface Place {
  readonly type: number;
  readonly flags: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Declares a set of attributes: name, number, codec, once. Types, both directions, the kernel's names and the paths in
 * errors follow.
 *
 * @example
 * const nsidAttributes = attributes("NETNSA", { nsid: attr(1, s32), pid: attr(2, u32) });
 */
export function attributes<T extends Table>(prefix: string, table: T): AttributeSet<T> {
  const lines: Line[] = Object.entries(table).map(([name, { type, codec }]) => ({ name, type, codec }));
  const byType: (Line | undefined)[] = [];
  const byName = new Map<string, Line>();
  for (const line of lines) {
    if (byType[line.type] !== undefined) throw new TypeError(`${prefix}: number ${line.type} is declared twice`);
    byType[line.type] = line;
    byName.set(line.name, line);
  }

  function encodeOne(writer: Writer, { name, type, codec }: Line, value: unknown, flags = defaultFlags(codec)): void {
    try {
      encodeAttribute(writer, type | flags, codec, value);
    } catch (error) {
      throw within(error, name);
    }
  }

  function encodeEntry(writer: Writer, entry: Entry): void {
    if (entry.name === undefined) {
      if (entry.type === undefined) writer.append(entry.data);
      else encodeAttribute(writer, checkType(entry.type, writer) | (entry.flags ?? 0), rawBytes, entry.data);
      return;
    }
    const line = byName.get(entry.name);
    if (line === undefined) throw new CodecError("encode", `${prefix} has no attribute "${entry.name}"`, writer.length);
    const flags = entry.flags ?? defaultFlags(line.codec);
    if (entry.data === undefined) encodeOne(writer, line, entry.value, flags);
    else encodeAttribute(writer, line.type | flags, rawBytes, entry.data);
  }

  return {
    name: prefix,
    prefix,
    size: undefined,
    nested: true,
    get constants() {
      return Object.fromEntries(lines.map(({ name, type }) => [attributeName(prefix, name), type]));
    },
    nameOf: (type) => byType[type & TYPE_MASK]?.name,

    decode(reader, start, end) {
      const object: Record<string, unknown> = {};
      for (const { type, start: from, end: to } of places(reader, start, end)) {
        const line = byType[type];
        if (line !== undefined) object[line.name] = decodeOne(line, reader, from, to, "decode");
      }
      // What TypeScript cannot see: only keys of T, each from its own codec.
      return object as AttributeObject<T>;
    },

    decodeList(reader, start, end) {
      const list: Entry[] = [];
      let used = start;
      for (const place of places(reader, start, end)) {
        list.push(toEntry(byType[place.type], place, reader));
        used = aligned(place.end, start, end);
      }
      if (used < end) list.push({ name: undefined, type: undefined, data: reader.copy(used, end) });
      // What TypeScript cannot see: names and values are from the same line of T.
      return list as unknown as AttributeList<T>;
    },

    encode(writer, value) {
      if (Array.isArray(value)) {
        for (const entry of value as readonly Entry[]) encodeEntry(writer, entry);
        return;
      }
      for (const [name, given] of Object.entries(value)) {
        if (given === undefined) continue;
        const line = byName.get(name);
        if (line === undefined) throw new CodecError("encode", `${prefix} has no attribute "${name}"`, writer.length);
        encodeOne(writer, line, given);
      }
    },

    pathAt(reader, start, end, offset) {
      for (const { type, start: from, end: to } of places(reader, start, end)) {
        if (offset < from - NLA_HDRLEN || offset >= aligned(to, start, end)) continue;
        const line = byType[type];
        const name = line?.name ?? `${prefix}(${type})`;
        const inner = offset >= from ? (line?.codec.pathAt?.(reader, from, to, offset) ?? []) : [];
        return [name, ...inner];
      }
      return [];
    },
  };
}

/**
 * The attributes between two offsets, before anything of them is decoded: a later step may choose one attribute's
 * codec by another, which can stand behind it.
 * ```
 * 0 length with this header (u16) | 2 type and flags (u16) | 4 payload, padded to 4
 * ```
 */
function places(reader: Reader, start: number, end: number): Place[] {
  const found: Place[] = [];
  for (let at = start; end - at >= NLA_HDRLEN; ) {
    const length = reader.u16(at);
    if (length < NLA_HDRLEN || length > end - at) {
      throw new CodecError("decode", `an attribute of ${length} bytes, where ${end - at} are left`, at);
    }
    const type = reader.u16(at + 2);
    found.push({ type: type & TYPE_MASK, flags: type & ~TYPE_MASK, start: at + NLA_HDRLEN, end: at + length });
    at = aligned(at + length, start, end);
  }
  return found;
}

/** The next multiple of four from `start`; the last attribute's padding may be missing. */
function aligned(at: number, start: number, end: number): number {
  return Math.min(start + ((at - start + 3) & ~3), end);
}

function decodeOne(line: Line, reader: Reader, start: number, end: number, how: "decode" | "decodeList"): unknown {
  try {
    const { codec } = line;
    return codec.nested ? reader.deeper(start, () => codec[how](reader, start, end)) : codec[how](reader, start, end);
  } catch (error) {
    throw within(error, line.name);
  }
}

function toEntry(line: Line | undefined, { type, flags, start, end }: Place, reader: Reader): Entry {
  if (line === undefined) {
    return { name: undefined, type, data: reader.copy(start, end), ...(flags !== 0 && { flags }) };
  }
  const value = decodeOne(line, reader, start, end, "decodeList");
  return {
    name: line.name,
    value,
    ...(flags !== defaultFlags(line.codec) && { flags }),
    ...(line.codec.lossy && !isFaithful(line.codec, value, reader, start, end) && { data: reader.copy(start, end) }),
  };
}

/** Whether the value, written again, gives the bytes that it was read from. */
function isFaithful(codec: Codec<unknown>, value: unknown, reader: Reader, start: number, end: number): boolean {
  const writer = new Writer({ order: reader.little ? "little" : "big" });
  codec.encode(writer, value);
  const again = writer.finish();
  return again.length === end - start && again.every((byte, i) => byte === reader.bytes[start + i]);
}

function defaultFlags({ nested }: Codec<unknown>): number {
  return nested ? NLA_F_NESTED : 0;
}

function checkType(type: number, writer: Writer): number {
  if (!Number.isInteger(type) || type < 0 || type > TYPE_MASK) {
    throw new CodecError("encode", `${type} is not an attribute's number (0 to ${TYPE_MASK})`, writer.length);
  }
  return type;
}

function encodeAttribute(writer: Writer, typeAndFlags: number, codec: Codec<unknown>, value: unknown): void {
  const at = writer.reserve(NLA_HDRLEN);
  codec.encode(writer, value);
  const length = writer.length - at;
  if (length > MAX_LENGTH) {
    throw new CodecError("encode", `an attribute of ${length} bytes, at most ${MAX_LENGTH} fit`, at);
  }
  writer.u16(at, length);
  writer.u16(at + 2, typeAndFlags);
  writer.align(at);
}
