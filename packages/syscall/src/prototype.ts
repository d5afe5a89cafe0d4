import { types } from "node:util";
import { checkAttached, checkInt, invalidArgType, outOfRange } from "./arguments.js";

/** Throws what the caller gets when a value does not fit a parameter. */
type Guard = (value: unknown) => void;

export interface Parameter {
  readonly name: string;
  readonly position: number;
  readonly guard: Guard;
  /** Whole numbers from `min` to `max` fit, and need no guard; NaN where none do. */
  readonly min: number;
  readonly max: number;
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
 * Reads a prototype such as `int setns(int fd, int nstype)`, once, when a function is declared: without regular
 * expressions, whose first use each takes longer than all of this. What a parameter takes
 * follows from its C type, and an `int` that is called `fd` takes no negative number:
 *
 * - integers: a number in range; 64-bit ones a bigint as well
 * - `const char *`: a string or Uint8Array, or null
 * - `void *`, `const void *`: a typed array whose memory is there, or null. A `const void *` also an address as a bigint,
 *   which must come from koffi: nothing that a caller hands in may end up there unchecked
 * - `const void **`: an array of these
 */
export function parsePrototype(prototype: string): Prototype {
  const space = prototype.indexOf(" ");
  const open = prototype.indexOf("(");
  if (space < 1 || open < space || !prototype.endsWith(")")) throw new TypeError(`not a C prototype: ${prototype}`);
  const name = prototype.slice(space + 1, open);
  const list = prototype.slice(open + 1, -1);
  const parameters = list === "" ? [] : list.split(", ").map(parseParameter);
  const bytes = list.replaceAll("const char *", "const void *");
  return {
    name,
    parameters,
    definition: `${prototype.slice(0, open)}(${bytes})`,
    syscallDefinition: `long syscall(long number${list === "" ? "" : ", "}${bytes})`,
  };
}

function parseParameter(text: string, position: number): Parameter {
  const end = Math.max(text.lastIndexOf(" "), text.lastIndexOf("*")) + 1;
  const type = text.slice(0, end).trimEnd();
  const name = text.slice(end);
  const limits = type === "int" && name === "fd" ? DESCRIPTOR : LIMITS[type];
  const { min, max } = limits ?? NONE;
  const guard = limits === undefined ? guardOf(type, name) : integerGuard(name, limits);
  return { name, position, guard, min, max, isString: type === "const char *" };
}

/** Which whole numbers an integer type takes; one of 64 bits takes bigints as well, up to its own limits. */
interface Limits {
  readonly min: number;
  readonly max: number;
  readonly wide?: readonly [min: bigint, max: bigint];
}

const NONE: Limits = { min: Number.NaN, max: Number.NaN };
const DESCRIPTOR: Limits = { min: 0, max: 0x7fff_ffff };
const INT: Limits = { min: -0x8000_0000, max: 0x7fff_ffff };
const UINT: Limits = { min: 0, max: 0xffff_ffff };
const LONG: Limits = {
  min: Number.MIN_SAFE_INTEGER,
  max: Number.MAX_SAFE_INTEGER,
  wide: [-(2n ** 63n), 2n ** 63n - 1n],
};
const ULONG: Limits = { min: 0, max: Number.MAX_SAFE_INTEGER, wide: [0n, 2n ** 64n - 1n] };

const LIMITS: Readonly<Record<string, Limits>> = {
  int: INT,
  int32_t: INT,
  "unsigned int": UINT,
  uint32_t: UINT,
  long: LONG,
  int64_t: LONG,
  intptr_t: LONG,
  "unsigned long": ULONG,
  uint64_t: ULONG,
  uintptr_t: ULONG,
  size_t: ULONG,
};

function integerGuard(name: string, { min, max, wide }: Limits): Guard {
  return (value) => {
    if (wide === undefined || typeof value !== "bigint") checkInt(name, value, min, max);
    else if (value < wide[0] || value > wide[1])
      throw outOfRange(name, `an integer from ${wide[0]} to ${wide[1]}`, value);
  };
}

function guardOf(type: string, name: string): Guard {
  switch (type) {
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
