import type { LibraryHandle } from "koffi";
import { type Bytes, cString } from "./c-string.js";
import { errno as numbers } from "./errno.js";
import { SyscallError, type SyscallFacts, UnsupportedPlatformError } from "./errors.js";
import { type Koffi, loadKoffi } from "./koffi.js";
import { type Parameter, parsePrototype } from "./prototype.js";

let loaded: { koffi: Koffi; libc: LibraryHandle } | undefined;

/** koffi and libc, loaded at the first system call: loading takes longer than all else a small command does. */
export function libc(): { koffi: Koffi; libc: LibraryHandle } {
  if (loaded) return loaded;
  if (process.platform !== "linux") throw new UnsupportedPlatformError(process.platform);
  const koffi = loadKoffi();
  loaded = { koffi, libc: koffi.load(null) };
  return loaded;
}

interface BindOptions {
  /** Call again after EINTR: for calls that wait, and that POSIX lets a signal interrupt. */
  readonly restart?: boolean;
  /** For a system call that libc has no function for: its number on the machines that we know. */
  readonly number?: number | { readonly x64: number; readonly arm64: number };
}

/**
 * A C function from its prototype. What it returns, or SyscallError when that is -1; errno is read before anything
 * else can run. Arguments are checked by their C types, as prototype.ts says, before anything native sees them: a wrong
 * one is a TypeError or RangeError that names the parameter. A `const char *` parameter takes text, bytes or null, and
 * one that is named `path` or `dest` shows up in the error under that name. Read and bound at the first call: an import
 * must cost nothing, and declaring a function to koffi does.
 */
export function bind<Arguments extends readonly unknown[]>(
  prototype: string,
  { restart = false, number }: BindOptions = {},
): (...args: Arguments) => number {
  let call: Call | undefined;
  return byPosition((a, b, c, d, e, f) => {
    call ??= declare(prototype, number);
    const result = attempt(call, restart, a, b, c, d, e, f);
    if (result === -1) throw new SyscallError(call.name, failure, factsOf([a, b, c, d, e, f], call.parameters));
    return result;
  });
}

/**
 * The same, but a failure is a result: the negative error number, as the kernel itself has it. For functions that
 * return nothing negative otherwise, and callers for whom some errors are none: to catch one and throw it again costs ten
 * times what the call does.
 */
export function bindQuiet<Arguments extends readonly unknown[]>(
  prototype: string,
  { restart = false, number }: BindOptions = {},
): (...args: Arguments) => number {
  let call: Call | undefined;
  return byPosition((a, b, c, d, e, f) => {
    call ??= declare(prototype, number);
    const result = attempt(call, restart, a, b, c, d, e, f);
    return result === -1 ? -failure : result;
  });
}

/** System calls have six arguments at most. One by one and not as an array: that would take as long as the call. */
type ByPosition = (a: unknown, b: unknown, c: unknown, d: unknown, e: unknown, f: unknown) => number;

function byPosition<Arguments extends readonly unknown[]>(call: ByPosition): (...args: Arguments) => number {
  return call as unknown as (...args: Arguments) => number;
}

/** Why the last attempt returned -1. */
let failure = 0;

function attempt(
  { parameters, bound, lastErrno }: Call,
  restart: boolean,
  a: unknown,
  b: unknown,
  c: unknown,
  d: unknown,
  e: unknown,
  f: unknown,
): number {
  const first = toC(parameters[0], a);
  const second = toC(parameters[1], b);
  const third = toC(parameters[2], c);
  const fourth = toC(parameters[3], d);
  const fifth = toC(parameters[4], e);
  const sixth = toC(parameters[5], f);
  for (;;) {
    const result = bound(first, second, third, fourth, fifth, sixth);
    if (result !== -1) return result;
    failure = lastErrno();
    if (failure !== numbers["EINTR"] || !restart || isInterruptible()) return -1;
  }
}

/** An argument as koffi takes it, when it fits the parameter: text as it is, because koffi makes C's of it. */
function toC(parameter: Parameter | undefined, value: unknown): unknown {
  if (parameter === undefined) return undefined;
  // Nearly all, and so without the guard, which is another function for each parameter.
  if (typeof value === "number" && value >= parameter.min && value <= parameter.max && Number.isInteger(value))
    return value;
  parameter.guard(value);
  if (!parameter.isString || value === null) return value;
  return typeof value === "string" && !value.includes("\0") ? value : cString(value as Bytes);
}

interface Call {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly bound: ByPosition;
  readonly lastErrno: () => number;
}

function declare(prototype: string, number: BindOptions["number"]): Call {
  const { koffi, libc: library } = libc();
  const { name, parameters, definition, syscallDefinition } = parsePrototype(prototype);
  const lastErrno = () => koffi.errno();
  const { length } = parameters;
  if (number === undefined) return { name, parameters, bound: withArity(length, library.func(definition)), lastErrno };
  const syscall = library.func(syscallDefinition).bind(undefined, numberHere(number));
  return { name, parameters, bound: withArity(length, syscall), lastErrno };
}

/** koffi refuses arguments that a function does not have. */
function withArity(arity: number, call: (...args: unknown[]) => number): ByPosition {
  switch (arity) {
    case 0:
      return () => call();
    case 1:
      return (a) => call(a);
    case 2:
      return (a, b) => call(a, b);
    case 3:
      return (a, b, c) => call(a, b, c);
    case 4:
      return (a, b, c, d) => call(a, b, c, d);
    case 5:
      return (a, b, c, d, e) => call(a, b, c, d, e);
    default:
      return (a, b, c, d, e, f) => call(a, b, c, d, e, f);
  }
}

let interruptibleNow = false;

/**
 * Runs a synchronous callback in which a call that waits, and that a signal interrupts, throws EINTR instead of being
 * made again. Only the calling thread's calls. Node's own handlers ask the kernel to restart calls, which it does for
 * most that have no time limit; a call with one (poll, or a socket with SO_RCVTIMEO) ends at any signal with a handler.
 */
export function interruptible<T>(callback: () => T): T {
  const before = interruptibleNow;
  interruptibleNow = true;
  try {
    return callback();
  } finally {
    interruptibleNow = before;
  }
}

/** For calls that are made again by other rules than bind's. */
export function isInterruptible(): boolean {
  return interruptibleNow;
}

function numberHere(number: NonNullable<BindOptions["number"]>): number {
  if (typeof number === "number") return number;
  const { arch } = process;
  if (arch === "x64" || arch === "arm64") return number[arch];
  throw new UnsupportedPlatformError(`linux on ${arch}`);
}

function factsOf(args: readonly unknown[], parameters: readonly Parameter[]): SyscallFacts {
  const facts: { -readonly [K in keyof SyscallFacts]: SyscallFacts[K] } = {};
  for (const { position, name, isString } of parameters) {
    if (!isString) continue;
    const value = args[position] as Bytes | null;
    if ((name === "path" || name === "dest") && value !== null && value.length > 0) facts[name] = value;
  }
  return facts;
}
