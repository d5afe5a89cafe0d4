import { type BigIntStats, Dirent, Stats } from "node:fs";
import { SyscallError } from "../errors.js";
import { isHandle } from "./intercept.js";

/**
 * What a call took or gave, as JSON can keep it. Numbers, text, arrays and plain objects are themselves; the rest is an
 * object with one key: `$bytes` and `$buffer` (hexadecimal), `$room` (the length of a buffer to write into), `$bigint`,
 * `$undefined`, `$function`, `$handle` (the names of its methods), `$stats`, `$bigintStats`, `$dirent`, `$object` (the
 * class of something else, which can be an argument only).
 */
export type RecordedValue =
  | string
  | number
  | boolean
  | null
  | readonly RecordedValue[]
  | { readonly [key: string]: RecordedValue };

/** What a call threw. */
export interface RecordedError {
  readonly name: string;
  readonly message: string;
  readonly [property: string]: RecordedValue;
}

export function recordValue(value: unknown): RecordedValue {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "bigint":
      return { $bigint: String(value) };
    case "undefined":
      return { $undefined: true };
    case "function":
      return { $function: true };
    default:
      return recordObject(value as object | null);
  }
}

function recordObject(value: object | null): RecordedValue {
  if (value === null) return null;
  if (value instanceof Uint8Array) {
    return { [Buffer.isBuffer(value) ? "$buffer" : "$bytes"]: Buffer.from(value).toString("hex") };
  }
  if (Array.isArray(value)) return value.map(recordValue);
  if (isHandle(value)) return { $handle: methodsOf(value) };
  if (isStats(value)) return recordStats(value);
  if (value instanceof Dirent) return { $dirent: { name: recordValue(value.name), kind: kindOf(value) } };
  if (![Object.prototype, null].includes(Object.getPrototypeOf(value))) return { $object: value.constructor.name };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, recordValue(member)]));
}

function methodsOf(value: object): string[] {
  const names = new Set<string>();
  for (let level = value; level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const [name, { value: member }] of Object.entries(Object.getOwnPropertyDescriptors(level))) {
      if (typeof member === "function" && name !== "constructor") names.add(name);
    }
    if (Object.hasOwn(level, Symbol.dispose)) names.add("dispose");
  }
  return [...names].sort();
}

/** @throws TypeError for what was recorded by the name of its class only. */
export function replayValue(recorded: RecordedValue): unknown {
  if (typeof recorded !== "object" || recorded === null) return recorded;
  if (Array.isArray(recorded)) return recorded.map(replayValue);
  const members = recorded as { readonly [key: string]: RecordedValue };
  const [tag, content] = Object.entries(members)[0] ?? [];
  switch (tag) {
    case "$bigint":
      return BigInt(content as string);
    case "$undefined":
      return undefined;
    case "$buffer":
      return Buffer.from(content as string, "hex");
    case "$bytes":
      return Uint8Array.from(Buffer.from(content as string, "hex"));
    case "$stats":
    case "$bigintStats":
      return replayStats(content as Readonly<Record<string, number | string>>, tag === "$bigintStats");
    case "$dirent":
      return replayDirent(content as { readonly name: RecordedValue; readonly kind: number });
    case "$handle":
      return replayHandle(content as readonly string[]);
    case "$function":
    case "$object":
    case "$room":
      throw new TypeError(`the record does not have the value: ${JSON.stringify(recorded)}`);
    default:
      return Object.fromEntries(Object.entries(members).map(([key, member]) => [key, replayValue(member)]));
  }
}

/** What its methods do is in the record as well, as calls. */
function replayHandle(methods: readonly string[]): object {
  const entries = methods.map((name) => [name, () => undefined] as const);
  return Object.fromEntries(methods.includes("dispose") ? [...entries, [Symbol.dispose, () => undefined]] : entries);
}

export function recordError(error: unknown): RecordedError {
  if (!(error instanceof Error)) throw new TypeError(`a system call threw what is no error: ${error}`);
  return { ...(recordValue({ ...error }) as object), name: error.name, message: error.message };
}

export function replayError({ name, message, ...properties }: RecordedError): Error {
  const { syscall, errno, path, dest } = properties;
  if (name === "SyscallError") {
    return new SyscallError(syscall as string, errno as number, { path: path as string, dest: dest as string });
  }
  const Class = { TypeError, RangeError }[name] ?? Error;
  return Object.assign(new Class(message), properties);
}

/** stat(2)'s S_IFMT and what it may say. */
const FORMAT = 0o170000;
const KINDS = {
  isFIFO: 0o010000,
  isCharacterDevice: 0o020000,
  isDirectory: 0o040000,
  isBlockDevice: 0o060000,
  isFile: 0o100000,
  isSymbolicLink: 0o120000,
  isSocket: 0o140000,
};

function kindOf(entry: Dirent): number {
  const [, kind = 0] = Object.entries(KINDS).find(([method]) => entry[method as keyof typeof KINDS]()) ?? [];
  return kind;
}

function questions(kind: number): Record<string, () => boolean> {
  return Object.fromEntries(Object.entries(KINDS).map(([method, answer]) => [method, () => kind === answer]));
}

function isStats(value: object): value is Stats | BigIntStats {
  // The class of the bigint variant is not exported.
  return value instanceof Stats || value.constructor.name === "BigIntStats";
}

/** The numbers; the dates are the same times once more. */
function recordStats(stats: Stats | BigIntStats): RecordedValue {
  const numbers = Object.entries(stats).filter(([, value]) => typeof value !== "object");
  if (stats instanceof Stats) return { $stats: Object.fromEntries(numbers) };
  return { $bigintStats: Object.fromEntries(numbers.map(([key, value]) => [key, String(value)])) };
}

function replayStats(numbers: Readonly<Record<string, number | string>>, isBigint: boolean): object {
  const values = Object.entries(numbers).map(([key, value]) => [key, isBigint ? BigInt(value) : value]);
  const dates = ["atime", "mtime", "ctime", "birthtime"].map((key) => [
    key,
    new Date(Math.round(Number(numbers[`${key}Ms`]))),
  ]);
  return {
    ...Object.fromEntries(values),
    ...Object.fromEntries(dates),
    ...questions(Number(numbers["mode"]) & FORMAT),
  };
}

function replayDirent({ name, kind }: { readonly name: RecordedValue; readonly kind: number }): object {
  return { name: replayValue(name), ...questions(kind) };
}
