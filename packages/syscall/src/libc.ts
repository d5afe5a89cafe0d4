import { createRequire } from "node:module";
import type { LibraryHandle } from "koffi";
import { type Bytes, cString } from "./c-string.js";
import { errno as numbers } from "./errno.js";
import { SyscallError, type SyscallFacts, UnsupportedPlatformError } from "./errors.js";
import { type Guard, type Parameter, parsePrototype } from "./prototype.js";

type Koffi = typeof import("koffi");

let loaded: { koffi: Koffi; libc: LibraryHandle } | undefined;

/** koffi and libc, loaded at the first system call: loading takes longer than all else a small command does. */
export function libc(): { koffi: Koffi; libc: LibraryHandle } {
  if (loaded) return loaded;
  if (process.platform !== "linux") throw new UnsupportedPlatformError(process.platform);
  const koffi: Koffi = createRequire(import.meta.url)("koffi");
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
  return (...args) => {
    call ??= declare(prototype, number);
    const result = attempt(call, args, restart);
    if (result === -1) throw new SyscallError(call.name, failure, factsOf(args, call.strings));
    return result;
  };
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
  return (...args) => {
    call ??= declare(prototype, number);
    const result = attempt(call, args, restart);
    return result === -1 ? -failure : result;
  };
}

/** Why the last attempt returned -1. */
let failure = 0;

function attempt({ guards, strings, bound, lastErrno }: Call, args: readonly unknown[], restart: boolean): number {
  for (let i = 0; i < guards.length; i++) (guards[i] as Guard)(args[i]);
  const passed = strings.length === 0 ? args : withCStrings(args, strings);
  for (;;) {
    const result = bound(...passed);
    if (result !== -1) return result;
    failure = lastErrno();
    if (failure !== numbers["EINTR"] || !restart || isInterruptible()) return -1;
  }
}

interface Call {
  readonly name: string;
  readonly guards: readonly Guard[];
  readonly strings: readonly Parameter[];
  readonly bound: (...args: unknown[]) => number;
  readonly lastErrno: () => number;
}

function declare(prototype: string, number: BindOptions["number"]): Call {
  const { koffi, libc: library } = libc();
  const { name, parameters, definition, syscallDefinition } = parsePrototype(prototype);
  const lastErrno = () => koffi.errno();
  const guards = parameters.map((parameter) => parameter.guard);
  const strings = parameters.filter((parameter) => parameter.isString);
  if (number === undefined) return { name, guards, strings, bound: library.func(definition), lastErrno };
  const syscall = library.func(syscallDefinition);
  const ours = numberHere(number);
  return { name, guards, strings, bound: (...args) => syscall(ours, ...args), lastErrno };
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

function withCStrings(args: readonly unknown[], strings: readonly Parameter[]): unknown[] {
  const passed = [...args];
  for (const { position } of strings) {
    const value = args[position] as Bytes | null;
    passed[position] = value === null ? null : cString(value);
  }
  return passed;
}

function factsOf(args: readonly unknown[], strings: readonly Parameter[]): SyscallFacts {
  const facts: { -readonly [K in keyof SyscallFacts]: SyscallFacts[K] } = {};
  for (const { position, name } of strings) {
    const value = args[position] as Bytes | null;
    if ((name === "path" || name === "dest") && value !== null && value.length > 0) facts[name] = value;
  }
  return facts;
}
