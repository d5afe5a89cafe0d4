import type { OrderOptions } from "./codec/order.js";
import { CodecError } from "./errors.js";
import { families } from "./families.js";
import { decodeDone, decodeError } from "./message/error.js";
import { controlTypes, flagNames, NLMSG_DONE, NLMSG_ERROR } from "./message/flags.js";
import type { Frame } from "./message/frame.js";
import type { MessageList } from "./message/message.js";

/** How messages are to be shown. */
export interface FormatOptions extends OrderOptions {
  /** Names an error number: the codec knows numbers only. */
  readonly errnoName?: ((errno: number) => string) | undefined;
}

/**
 * A message on one line, in the kernel's names, for people: `RTM_NEWNSID seq 5 port 812 [NLM_F_MULTI] family=0 nsid=3`.
 * What is unknown or malformed is shown in hexadecimal.
 */
export function format(frame: Frame, options: FormatOptions = {}): string {
  const { type, flags, sequence, portId } = frame.header;
  const family = families.find(({ types }) => Object.values(types).includes(type));
  const name = nameIn({ ...controlTypes, ...family?.types }, type);
  const head = [name ?? `type ${type}`, `seq ${sequence}`, `port ${portId}`];
  const set = flagNames(flags, type, name);
  if (set.length > 0) head.push(`[${set.join(" ")}]`);
  try {
    return [...head, ...body(frame, options, family)].join(" ");
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    return [...head, hex(frame.payload), `(${error.message})`].join(" ");
  }
}

function body(frame: Frame, options: FormatOptions, family: (typeof families)[number] | undefined): string[] {
  const { type } = frame.header;
  if (type === NLMSG_ERROR) {
    const { errno, request, extack } = decodeError(frame, options);
    return [showErrno(errno, options), `of seq ${request.sequence}`, ...fields(extack)];
  }
  if (type === NLMSG_DONE) {
    const { status, extack } = decodeDone(frame, options);
    return [showErrno(status, options), ...fields(extack)];
  }
  if (family === undefined) return [hex(frame.payload)];
  const { header, attributes }: MessageList<never, never> = family.decodeList(frame.payload, options);
  return [...fields(header), ...attributes.map(entry)];
}

function showErrno(errno: number, { errnoName }: FormatOptions): string {
  return errno === 0 ? "ok" : (errnoName?.(errno) ?? `error ${errno}`);
}

function entry(attribute: {
  name: string | undefined;
  type?: number | undefined;
  value?: unknown;
  data?: Uint8Array;
}): string {
  if (attribute.name !== undefined) return `${attribute.name}=${show(attribute.value)}`;
  return `${attribute.type ?? "trailing"}=${hex(attribute.data ?? new Uint8Array())}`;
}

function fields(object: object): string[] {
  return Object.entries(object).map(([key, value]) => `${key}=${show(value)}`);
}

function show(value: unknown): string {
  if (Object.prototype.toString.call(value) === "[object Uint8Array]") return hex(value as Uint8Array);
  if (Array.isArray(value)) return `{${value.map(entry).join(" ")}}`;
  if (typeof value === "object" && value !== null) return `{${fields(value).join(" ")}}`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function hex(bytes: Uint8Array): string {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function nameIn(names: Readonly<Record<string, number>>, value: number): string | undefined {
  return Object.keys(names).find((name) => names[name] === value);
}
