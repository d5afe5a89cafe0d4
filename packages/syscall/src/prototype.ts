import { types } from "node:util";
import { checkAttached, checkFd, checkInt, invalidArgType, outOfRange } from "./arguments.js";

/** Throws what the caller gets when a value does not fit a parameter. */
export type Guard = (value: unknown) => void;

export interface Parameter {
  readonly name: string;
  readonly position: number;
  readonly guard: Guard;
  /** A `const char *`: passed as NUL-terminated bytes. */
  readonly isString: boolean;
}

export interface Prototype {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** As koffi wants it: strings as plain pointers, because we pass bytes. */
  readonly definition: string;
  /** The same parameters, behind a number, for syscall(2). */
  readonly syscallDefinition: string;
}

/**
 * Reads a prototype such as `int setns(int fd, int nstype)`, once, when a function is declared. What a parameter takes
 * follows from its C type, and an `int` that is called `fd` takes no negative number:
 *
 * - integers: a number in range; 64-bit ones a bigint as well
 * - `const char *`: a string or Uint8Array, or null
 * - `void *`, `const void *`: a typed array whose memory is there, or null. A `const void *` also an address as a bigint,
 *   which must come from koffi: nothing that a caller hands in may end up there unchecked
 * - `const void **`: an array of these
 */
export function parsePrototype(prototype: string): Prototype {
  const [, returns, name, list] = /^(\w+) (\w+)\((.*)\)$/.exec(prototype) ?? [];
  if (returns === undefined || name === undefined || list === undefined) {
    throw new TypeError(`not a C prototype: ${prototype}`);
  }
  const parameters = (list === "" ? [] : list.split(", ")).map(parseParameter);
  const definition = prototype.replaceAll("const char *", "const void *");
  const syscallDefinition = definition.replace(
    /^.*?\(/,
    list === "" ? "long syscall(long number" : "long syscall(long number, ",
  );
  return { name, parameters, definition, syscallDefinition };
}

function parseParameter(text: string, position: number): Parameter {
  const [, type = "", name = ""] = /^(.*?) ?(\w+)$/.exec(text) ?? [];
  return { name, position, guard: guardOf(type, name), isString: type === "const char *" };
}

function guardOf(type: string, name: string): Guard {
  if (type === "int" && name === "fd") return (value) => checkFd(value, name);
  switch (type) {
    case "int":
    case "int32_t":
      return integer(name, -0x8000_0000, 0x7fff_ffff);
    case "unsigned int":
    case "uint32_t":
      return integer(name, 0, 0xffff_ffff);
    case "long":
    case "int64_t":
    case "intptr_t":
      return wideInteger(name, -(2n ** 63n), 2n ** 63n - 1n);
    case "unsigned long":
    case "uint64_t":
    case "uintptr_t":
    case "size_t":
      return wideInteger(name, 0n, 2n ** 64n - 1n);
    case "const char *":
      return (value) => checkString(name, value);
    case "void *":
      return (value) => checkMemory(name, value, false);
    case "const void *":
      return (value) => checkMemory(name, value, true);
    case "const void **":
      return (value) => checkArray(name, value);
    default:
      throw new TypeError(`no rule for the C type of "${name}": ${type}`);
  }
}

function integer(name: string, min: number, max: number): Guard {
  return (value) => {
    checkInt(name, value, min, max);
  };
}

function wideInteger(name: string, min: bigint, max: bigint): Guard {
  const smallest = min < 0n ? Number.MIN_SAFE_INTEGER : 0;
  return (value) => {
    if (typeof value !== "bigint") checkInt(name, value, smallest, Number.MAX_SAFE_INTEGER);
    else if (value < min || value > max) throw outOfRange(name, `an integer from ${min} to ${max}`, value);
  };
}

function checkString(name: string, value: unknown): void {
  if (typeof value === "string" || value === null) return;
  if (!types.isUint8Array(value)) throw invalidArgType(name, "a string or a Uint8Array", value);
  checkAttached(name, value);
}

function checkMemory(name: string, value: unknown, isRead: boolean): void {
  if (value === null || (isRead && typeof value === "bigint")) return;
  if (!types.isTypedArray(value)) throw invalidArgType(name, "a typed array", value);
  checkAttached(name, value);
}

function checkArray(name: string, value: unknown): void {
  if (!Array.isArray(value)) throw invalidArgType(name, "an array", value);
  for (const [index, element] of value.entries()) checkMemory(`${name}[${index}]`, element, true);
}
