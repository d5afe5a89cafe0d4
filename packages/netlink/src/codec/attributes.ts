import { CodecError, within } from "../errors.js";
import { bytes as rawBytes } from "./bytes.js";
import type { Codec, Location } from "./codec.js";
import { attributeName, type KernelName } from "./kernel-name.js";
import type { Reader } from "./reader.js";
import type { Writer } from "./writer.js";

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
  /** What follows up to the next multiple of four, where it is not zeros: other bytes, or too few at a set's end. */
  readonly padding?: Uint8Array;
}

/** An attribute of the table. */
export type KnownAttribute<T extends Table> = {
  [K in keyof T & string]: Kept & {
    readonly name: K;
    readonly value: ListValueOf<T[K]>;
    /**
     * The payload, where it holds more than the value says: text that is not UTF-8, bytes behind its NUL. Encoding
     * writes it instead of the value: leave it out to change one.
     */
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
export interface AttributeSet<T extends Table, P extends string = string>
  extends Codec<AttributeObject<T>, AttributeList<T>> {
  /** The kernel's prefix: "NETNSA". */
  readonly prefix: P;
  /** Numbers by the kernel's names: `{ NETNSA_NSID: 1, … }`. */
  readonly constants: Readonly<Record<KernelName<P, keyof T & string>, number>>;
  /** Our name of a number. */
  nameOf(type: number): string | undefined;
  /** The kernel's: NETNSA_NSID. */
  kernelNameOf(type: number): string | undefined;
  encode(writer: Writer, value: AttributeInput<T> | AttributeList<T>): void;
  locate(reader: Reader, start: number, end: number, offset: number): Location;
}

/** One entry of either view of a set. */
export type AttributeOf<S> =
  S extends AttributeSet<infer T, infer _> ? KnownAttribute<T> | UnknownAttribute | TrailingBytes : never;

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
export function attributes<T extends Table, const P extends string>(prefix: P, table: T): AttributeSet<T, P> {
  const lines: Line[] = Object.entries(table).map(([name, { type, codec }]) => ({ name, type, codec }));
  const byType: (Line | undefined)[] = [];
  const byName = new Map<string, Line>();
  for (const line of lines) {
    if (byType[line.type] !== undefined) throw new TypeError(`${prefix}: number ${line.type} is declared twice`);
    byType[line.type] = line;
    byName.set(line.name, line);
  }

  function lineOf(name: string, writer: Writer): Line {
    const line = byName.get(name);
    if (line === undefined) throw new CodecError("encode", `${prefix} has no attribute "${name}"`, writer.length);
    return line;
  }

  function encodeEntry(writer: Writer, entry: Entry, isLast: boolean): void {
    if (entry.name === undefined) {
      if (entry.type === undefined) appendTrailing(writer, entry.data, isLast);
      else encodeAttribute(writer, checkType(entry.type, writer), rawBytes, entry.data, entry, isLast);
      return;
    }
    const line = lineOf(entry.name, writer);
    try {
      if (entry.data === undefined) encodeAttribute(writer, line.type, line.codec, entry.value, entry, isLast);
      else {
        const flags = entry.flags ?? defaultFlags(line.codec);
        encodeAttribute(writer, line.type, rawBytes, entry.data, { ...entry, flags }, isLast);
      }
    } catch (error) {
      throw within(error, entry.name);
    }
  }

  function kernelNameOf(type: number): string | undefined {
    const name = byType[type & TYPE_MASK]?.name;
    return name === undefined ? undefined : attributeName(prefix, name);
  }

  let constants: Record<string, number> | undefined;

  return {
    name: prefix,
    prefix,
    size: undefined,
    nested: true,
    get constants() {
      // Made when asked for: few who decode do. The keys are those that KernelName computes.
      constants ??= Object.fromEntries(lines.map(({ name, type }) => [attributeName(prefix, name), type]));
      return constants as Record<KernelName<P, keyof T & string>, number>;
    },
    nameOf: (type) => byType[type & TYPE_MASK]?.name,
    kernelNameOf,

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
        used = aligned(place.end, start, end);
        list.push(toEntry(byType[place.type], place, reader, used));
      }
      if (used < end) list.push({ name: undefined, type: undefined, data: reader.copy(used, end) });
      // What TypeScript cannot see: names and values are from the same line of T.
      return list as unknown as AttributeList<T>;
    },

    encode(writer, value) {
      if (Array.isArray(value)) {
        const last = value.length - 1;
        (value as readonly Entry[]).forEach((entry, i) => {
          encodeEntry(writer, entry, i === last);
        });
        return;
      }
      if (typeof value !== "object" || value === null) {
        throw new CodecError("encode", `${String(value)} is not a set of attributes`, writer.length);
      }
      for (const [name, given] of Object.entries(value)) {
        if (given === undefined) continue;
        const { type, codec } = lineOf(name, writer);
        try {
          encodeAttribute(writer, type, codec, given, nothingKept, false);
        } catch (error) {
          throw within(error, name);
        }
      }
    },

    locate(reader, start, end, offset) {
      for (const { type, start: from, end: to } of places(reader, start, end)) {
        if (offset < from - NLA_HDRLEN || offset >= aligned(to, start, end)) continue;
        const line = byType[type];
        const codec = line?.codec;
        // Also for the nest's own header: that is how the kernel names the set in which something is missing.
        const inner = codec?.locate && reader.deeper(from, () => codec.locate?.(reader, from, to, offset));
        return {
          path: [line?.name ?? `${prefix}(${type})`, ...(inner?.path ?? [])],
          kernelNameOf: inner?.kernelNameOf,
        };
      }
      return { path: [], kernelNameOf };
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

function toEntry(line: Line | undefined, { type, flags, start, end }: Place, reader: Reader, next: number): Entry {
  const padding = isZeros(reader.bytes, end, next, -(end - start) & 3) ? undefined : reader.copy(end, next);
  if (line === undefined) {
    return {
      name: undefined,
      type,
      data: reader.copy(start, end),
      ...(flags !== 0 && { flags }),
      ...(padding && { padding }),
    };
  }
  const value = decodeOne(line, reader, start, end, "decodeList");
  return {
    name: line.name,
    value,
    ...(flags !== defaultFlags(line.codec) && { flags }),
    ...(line.codec.isFaithful?.(reader, start, end) === false && { data: reader.copy(start, end) }),
    ...(padding && { padding }),
  };
}

/** Whether there are exactly so many bytes, all zero. */
export function isZeros(bytes: Uint8Array, start: number, end: number, count: number): boolean {
  if (end - start !== count) return false;
  for (let at = start; at < end; at++) if (bytes[at] !== 0) return false;
  return true;
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

/** One object for all, so that nothing is made per attribute. */
const nothingKept: Kept = {};

function encodeAttribute(
  writer: Writer,
  type: number,
  codec: Codec<unknown>,
  value: unknown,
  { flags = defaultFlags(codec), padding }: Kept,
  isLast: boolean,
): void {
  if ((flags & (NLA_F_NESTED | NLA_F_NET_BYTEORDER)) !== flags) {
    throw new CodecError("encode", `${String(flags)} is not NLA_F_NESTED or NLA_F_NET_BYTEORDER`, writer.length);
  }
  const at = writer.reserve(NLA_HDRLEN);
  if (codec.nested) writer.deeper(at, () => codec.encode(writer, value));
  else codec.encode(writer, value);
  const length = writer.length - at;
  if (length > MAX_LENGTH) {
    throw new CodecError("encode", `an attribute of ${length} bytes, at most ${MAX_LENGTH} fit`, at);
  }
  writer.u16(at, length);
  writer.u16(at + 2, type | flags);
  if (padding === undefined) {
    writer.align(at);
    return;
  }
  const gap = -length & 3;
  rawBytes.encode(writer, padding);
  if (padding.length > gap || (padding.length < gap && !isLast)) {
    throw new CodecError("encode", `${padding.length} bytes of padding, where ${gap} are needed`, at + length);
  }
}

function appendTrailing(writer: Writer, data: Uint8Array, isLast: boolean): void {
  // Elsewhere, or more of them, they would read as an attribute.
  if (!isLast || data.length < 1 || data.length >= NLA_HDRLEN) {
    throw new CodecError("encode", "trailing bytes are one to three, behind all attributes", writer.length);
  }
  rawBytes.encode(writer, data);
}
