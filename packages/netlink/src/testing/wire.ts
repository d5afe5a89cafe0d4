import { expect } from "vitest";
import type { OrderOptions } from "../codec/order.js";

/** Bytes from hexadecimal digits; blanks are for the reader. */
export function hex(digits: string): Uint8Array {
  return Uint8Array.from(digits.replaceAll(/\s/g, "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** And back, in groups of four bytes. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte, i) => (i > 0 && i % 4 === 0 ? " " : "") + byte.toString(16).padStart(2, "0")).join(
    "",
  );
}

interface Wire<T> {
  decodeList(payload: Uint8Array, options?: OrderOptions): T;
  encode(value: T, options?: OrderOptions): Uint8Array;
}

/** Decodes little-endian bytes, compares, encodes back to the same bytes; then makes the trip in big-endian order. */
export function expectWire<T>(codec: Wire<T>, digits: string, value: T): void {
  expect(codec.decodeList(hex(digits), { order: "little" })).toEqual(value);
  expect(toHex(codec.encode(value, { order: "little" }))).toBe(toHex(hex(digits)));
  const big = codec.encode(value, { order: "big" });
  expect(big).toHaveLength(hex(digits).length);
  expect(codec.decodeList(big, { order: "big" })).toEqual(value);
}
