import { createRequire } from "node:module";
import type { LibraryHandle } from "koffi";
import { type Bytes, cString } from "./c-string.js";
import { errno as numbers } from "./errno.js";
import { SyscallError, type SyscallFacts, UnsupportedPlatformError } from "./errors.js";

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
}

interface Prototype {
  readonly name: string;
  /** The prototype as koffi wants it: strings as plain pointers, because we pass NUL-terminated bytes. */
  readonly definition: string;
  /** Positions of `const char *` parameters; those named `path` and `dest` are facts for the error. */
  readonly strings: ReadonlyArray<{ readonly position: number; readonly fact: keyof SyscallFacts | undefined }>;
}

/**
 * A C function from its prototype. What it returns, or SyscallError when that is -1; errno is read before anything
 * else can run. A `const char *` parameter takes text, bytes or null, and one that is named `path` or `dest` shows up
 * in the error under that name. Bound at the first call, since declaring a function to koffi costs time too.
 */
export function bind<Arguments extends readonly unknown[]>(
  prototype: string,
  { restart = false }: BindOptions = {},
): (...args: Arguments) => number {
  let bound: ((...args: unknown[]) => number) | undefined;
  let lastErrno: () => number;
  const { name, definition, strings } = parse(prototype);
  return (...args) => {
    if (bound === undefined) {
      const { koffi, libc: library } = libc();
      lastErrno = () => koffi.errno();
      bound = library.func(definition);
    }
    const passed = strings.length === 0 ? args : withCStrings(args, strings);
    for (;;) {
      const result = bound(...passed);
      if (result !== -1) return result;
      const number = lastErrno();
      if (restart && number === numbers["EINTR"]) continue;
      throw new SyscallError(name, number, factsOf(args, strings));
    }
  };
}

function parse(prototype: string): Prototype {
  const match = /(\w+)\((.*)\)$/.exec(prototype);
  const [, name, parameters] = match ?? [];
  if (name === undefined || parameters === undefined) throw new TypeError(`not a C prototype: ${prototype}`);
  const strings = parameters.split(", ").flatMap((parameter, position) => {
    const [, parameterName] = /^const char \*(\w+)$/.exec(parameter) ?? [];
    if (parameterName === undefined) return [];
    const fact = parameterName === "path" || parameterName === "dest" ? parameterName : undefined;
    return [{ position, fact } as const];
  });
  return { name, strings, definition: prototype.replaceAll("const char *", "const void *") };
}

function withCStrings(args: readonly unknown[], strings: Prototype["strings"]): unknown[] {
  const passed = [...args];
  for (const { position } of strings) {
    const value = args[position] as Bytes | null;
    passed[position] = value === null ? null : cString(value);
  }
  return passed;
}

function factsOf(args: readonly unknown[], strings: Prototype["strings"]): SyscallFacts {
  const facts: { -readonly [K in keyof SyscallFacts]: SyscallFacts[K] } = {};
  for (const { position, fact } of strings) {
    const value = args[position] as Bytes | null;
    if (fact !== undefined && value !== null && value.length > 0) facts[fact] = value;
  }
  return facts;
}
