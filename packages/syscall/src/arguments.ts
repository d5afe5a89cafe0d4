import { inspect, types } from "node:util";

/**
 * Wrong arguments are refused here, with the codes of Node's own errors, because nobody below does: koffi makes 0 of
 * NaN and 1 of 1.5, keeps the low 32 bits of what is too large, and passes a number as a pointer. close(NaN) would
 * close stdin.
 */

/** A whole number within limits. @throws TypeError ERR_INVALID_ARG_TYPE, RangeError ERR_OUT_OF_RANGE */
export function checkInt(name: string, value: unknown, min: number, max: number): number {
  if (typeof value !== "number") throw invalidArgType(name, "a number", value);
  // Written so that NaN is refused as well.
  if (!(Number.isInteger(value) && value >= min && value <= max)) {
    throw outOfRange(name, `an integer from ${min} to ${max}`, value);
  }
  return value;
}

/** A descriptor: 0 and up. Whether it is open only the kernel knows. */
export function checkFd(value: unknown, name = "fd"): number {
  return checkInt(name, value, 0, 0x7fff_ffff);
}

/** A C `int`. */
export function checkInt32(name: string, value: unknown): number {
  return checkInt(name, value, -0x8000_0000, 0x7fff_ffff);
}

/** An unsigned 32-bit number. Flags with the top bit set are negative after `|`: `>>> 0` puts that right. */
export function checkUint32(name: string, value: unknown): number {
  return checkInt(name, value, 0, 0xffff_ffff);
}

/** An unsigned 16-bit number. */
export function checkUint16(name: string, value: unknown): number {
  return checkInt(name, value, 0, 0xffff);
}

/** A bigint within limits. @throws TypeError ERR_INVALID_ARG_TYPE, RangeError ERR_OUT_OF_RANGE */
export function checkBigInt(name: string, value: unknown, min: bigint, max: bigint): bigint {
  if (typeof value !== "bigint") throw invalidArgType(name, "a bigint", value);
  if (value < min || value > max) throw outOfRange(name, `a bigint from ${min} to ${max}`, value);
  return value;
}

/**
 * A Uint8Array, Buffers included, whose memory is still there: neither transferred away, nor cut off by a resizable
 * buffer that shrank. The kernel would be given an address that belongs to somebody else by now.
 *
 * @throws TypeError ERR_INVALID_ARG_TYPE, or ERR_INVALID_ARG_VALUE for memory that is gone
 */
export function checkBytes<Value>(name: string, value: Value): Value & Uint8Array {
  if (!types.isUint8Array(value)) throw invalidArgType(name, "a Uint8Array", value);
  checkAttached(name, value);
  return value;
}

/** The same for any typed array. */
export function checkAttached(name: string, view: NodeJS.TypedArray): void {
  // Only what is empty can be gone. Every method of a typed array but its getters refuses one whose memory is.
  if (byteLengthOf(view) !== 0) return;
  try {
    Reflect.apply(includes, view, [0]);
  } catch {
    throw invalidArgValue(name, "is detached or out of the bounds of its buffer");
  }
}

const TypedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const { includes } = TypedArrayPrototype;
const { get: byteLength } = Object.getOwnPropertyDescriptor(TypedArrayPrototype, "byteLength") as { get(): number };

/** How much memory a typed array has. Its own `length` may be anybody's: a subclass, or a property, can claim any. */
export function byteLengthOf(view: NodeJS.TypedArray): number {
  return Reflect.apply(byteLength, view, []);
}

/** Wrong type. `expected` goes on after "must be". */
export function invalidArgType(name: string, expected: string, value: unknown): TypeError {
  return withCode(
    new TypeError(`The argument "${name}" must be ${expected}, not ${shown(value)}`),
    "ERR_INVALID_ARG_TYPE",
  );
}

/** Right type, but a value that makes no sense. `reason` goes on after the argument's name. */
export function invalidArgValue(name: string, reason: string): TypeError {
  return withCode(new TypeError(`The argument "${name}" ${reason}`), "ERR_INVALID_ARG_VALUE");
}

/** A number beyond its limits. `expected` goes on after "must be". */
export function outOfRange(name: string, expected: string, value: unknown): RangeError {
  return withCode(
    new RangeError(`The argument "${name}" must be ${expected}, not ${shown(value)}`),
    "ERR_OUT_OF_RANGE",
  );
}

function withCode<E extends Error>(error: E, code: string): E {
  return Object.assign(error, { code });
}

function shown(value: unknown): string {
  const text = inspect(value, { depth: 0, maxStringLength: 40, compact: true, customInspect: false });
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
