import { isBytes } from "./codec/bytes.js";
import type { Codec, Place } from "./codec/codec.js";
import { isNamed, nameOf, namesOf } from "./codec/numbers.js";
import type { OrderOptions } from "./codec/order.js";
import { aligned } from "./codec/places.js";
import { Reader } from "./codec/reader.js";
import { CodecError } from "./errors.js";
import { type ExtackAttributes, extackAttributes } from "./extack/attributes.js";
import { decodeDone, decodeError } from "./message/error.js";
import { controlTypes, flagNames, NLMSG_DONE, NLMSG_ERROR } from "./message/flags.js";
import type { Frame } from "./message/frame.js";
import type { MessageCodec } from "./message/message.js";

// biome-ignore lint/suspicious/noExplicitAny: whose header and attributes they are does not matter here.
type AnyMessageCodec = MessageCodec<any, any>;

/** How a message of a known family is to be shown. */
export interface FormatAsOptions extends OrderOptions {
  /** Names an error number: the codec knows numbers only. */
  readonly errnoName?: ((errno: number) => string) | undefined;
  /** A line for each attribute, indented by its depth, instead of one line for all. */
  readonly block?: boolean | undefined;
}

/**
 * As `format`, for a message whose family the caller knows, or knows to be none: a bundler then need not take in the
 * definitions of all families.
 */
export function formatAs(family: AnyMessageCodec | undefined, frame: Frame, options: FormatAsOptions = {}): string {
  const { type, flags, sequence, portId } = frame.header;
  const name = nameOf({ names: controlTypes }, type) ?? (family && nameOf({ names: family.types }, type));
  const head = [name ?? `type ${type}`, `seq ${sequence}`, `port ${portId}`];
  const set = flagNames(flags, type, name);
  if (set.length > 0) head.push(`[${set.join(" ")}]`);
  const separator = options.block ? "\n  " : " ";
  return [head.join(" "), ...body(frame, options, family)].join(separator);
}

function body(frame: Frame, options: FormatAsOptions, family: AnyMessageCodec | undefined): string[] {
  const { type } = frame.header;
  const { payload } = frame;
  try {
    if (type === NLMSG_ERROR) {
      const { errno, request, extack } = decodeError(frame, options);
      return [`${showErrno(errno, options)} of seq ${request.sequence}`, ...again(extack)];
    }
    if (type === NLMSG_DONE) {
      const { status, extack } = decodeDone(frame, options);
      return [showErrno(status, options), ...again(extack)];
    }
    if (family === undefined) return payload.length === 0 ? [] : [hex(payload)];
    return parts(family.codec, new Reader(payload, options), 0, payload.length, options, 1);
  } catch (error) {
    return [hex(payload), reasonOf(error)];
  }
}

/** An acknowledgement's attributes, which are decoded already. */
function again(extack: ExtackAttributes): string[] {
  return Object.entries(extack).map(([name, value]) => `${extackAttributes.line(name)?.kernelName}=${plain(value)}`);
}

function showErrno(errno: number, { errnoName }: FormatAsOptions): string {
  return errno === 0 ? "ok" : (errnoName?.(errno) ?? `error ${errno}`);
}

/** The parts of a value, each as `name=value`; with `block`, nests take lines of their own. */
function parts(
  codec: Codec<unknown>,
  reader: Reader,
  start: number,
  end: number,
  options: FormatAsOptions,
  depth: number,
): string[] {
  const places = codec.inside?.(reader, start, end) ?? [];
  const shown = places.map((place) => {
    const name = place.kernelName ?? place.name;
    const value = show(place, reader, options, depth);
    return value === undefined ? name : `${name}=${value}`;
  });
  const last = places.at(-1);
  const to = last === undefined ? start : aligned(last.end, start, end);
  if (last !== undefined && to < end) shown.push(`trailing=${hex(reader.bytes.subarray(to, end))}`);
  return shown;
}

/** Undefined: being there says it all. */
function show(
  { codec, start, end }: Place,
  reader: Reader,
  options: FormatAsOptions,
  depth: number,
): string | undefined {
  if (codec === undefined) return hex(reader.bytes.subarray(start, end));
  try {
    if (codec.inside !== undefined) {
      const { header } = reader;
      reader.enter(start);
      const inner = parts(codec, reader, start, end, options, depth + 1);
      reader.leave();
      reader.header = header;
      if (!options.block || inner.length === 0) return `{${inner.join(" ")}}`;
      const indent = "\n".padEnd(1 + 2 * (depth + 1));
      return `{${indent}${inner.join(indent)}\n${"".padEnd(2 * depth)}}`;
    }
    const value = codec.decode(reader, start, end);
    if (value === true) return undefined;
    return isNamed(codec) ? named(codec, value as number) : plain(value);
  } catch (error) {
    return `${hex(reader.bytes.subarray(start, end))} ${reasonOf(error)}`;
  }
}

function named(codec: { readonly names: Readonly<Record<string, number>>; readonly meaning: string }, value: number) {
  if (codec.meaning === "bits")
    return typeof value === "bigint" || value === 0 ? String(value) : namesOf(codec, value).join("|");
  return nameOf(codec, value) ?? String(value);
}

function plain(value: unknown): string {
  if (isBytes(value)) return hex(value);
  if (Array.isArray(value)) return `[${value.map(plain).join(" ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}=${plain(inner)}`)
      .join(" ")}}`;
  }
  return typeof value === "string" && !/^[\w.:/-]+$/.test(value) ? JSON.stringify(value) : String(value);
}

function hex(bytes: Uint8Array): string {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function reasonOf(error: unknown): string {
  if (error instanceof CodecError) return `(${error.message})`;
  throw error;
}
