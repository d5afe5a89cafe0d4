import { expect, test } from "vitest";
import {
  byteLengthOf,
  checkBigInt,
  checkBytes,
  checkFd,
  checkInt,
  checkInt32,
  checkUint16,
  checkUint32,
} from "./arguments.js";

const wrongType = expect.objectContaining({ name: "TypeError", code: "ERR_INVALID_ARG_TYPE" });
const wrongValue = expect.objectContaining({ name: "TypeError", code: "ERR_INVALID_ARG_VALUE" });
const beyond = expect.objectContaining({ name: "RangeError", code: "ERR_OUT_OF_RANGE" });

test("whole numbers within their limits pass", () => {
  expect(checkInt("n", 3, 3, 3)).toBe(3);
  expect(checkFd(0)).toBe(0);
  expect(checkInt32("n", -0x8000_0000)).toBe(-0x8000_0000);
  expect(checkUint16("n", 0xffff)).toBe(0xffff);
  expect(checkUint32("n", 0xffff_ffff)).toBe(0xffff_ffff);
  expect(checkBigInt("n", 2n ** 64n - 1n, 0n, 2n ** 64n - 1n)).toBe(2n ** 64n - 1n);
});

test.each([Number.NaN, 1.5, Number.POSITIVE_INFINITY, -1, 0x8000_0000])("%s is no descriptor", (value) => {
  expect(() => checkFd(value)).toThrow(beyond);
});

test.each([undefined, null, "3", 3n, {}, [3], new Number(3), Symbol("3"), () => 3])("%o is no number", (value) => {
  expect(() => checkFd(value)).toThrow(wrongType);
});

test("limits are inclusive and no wider", () => {
  expect(() => checkInt32("n", 0x8000_0000)).toThrow(beyond);
  expect(() => checkUint32("n", -1)).toThrow(beyond);
  expect(() => checkUint32("n", 2 ** 32)).toThrow(beyond);
  expect(() => checkUint16("n", 0x1_0000)).toThrow(beyond);
  expect(() => checkBigInt("n", -1n, 0n, 1n)).toThrow(beyond);
  expect(() => checkBigInt("n", 1, 0n, 1n)).toThrow(wrongType);
});

test("the message names the argument and shows what came, cut short", () => {
  expect(() => checkInt("port", 70_000, 0, 65_535)).toThrow(
    'The argument "port" must be an integer from 0 to 65535, not 70000',
  );
  expect(() => checkFd("x".repeat(1000))).toThrow(/^.{1,160}$/);
});

test("bytes are a Uint8Array of any kind", () => {
  for (const bytes of [
    new Uint8Array(),
    new Uint8Array(3),
    Buffer.from("a"),
    new Uint8Array(new SharedArrayBuffer(2)),
  ]) {
    expect(checkBytes("data", bytes)).toBe(bytes);
  }
});

test.each([
  undefined,
  null,
  "text",
  5,
  5n,
  [1],
  new ArrayBuffer(1),
  new Int32Array(1),
  new DataView(new ArrayBuffer(1)),
])("%o is no bytes", (value) => {
  expect(() => checkBytes("data", value)).toThrow(wrongType);
});

test("what only has the prototype is no bytes", () => {
  expect(() => checkBytes("data", Object.create(Uint8Array.prototype))).toThrow(wrongType);
});

test("bytes whose memory is gone are refused", () => {
  const transferred = new Uint8Array(8);
  structuredClone(transferred, { transfer: [transferred.buffer] });
  expect(() => checkBytes("data", transferred)).toThrow(wrongValue);

  // Newer than the library that we compile against.
  const resizable: ArrayBuffer & { resize(length: number): void } = Reflect.construct(ArrayBuffer, [
    8,
    { maxByteLength: 16 },
  ]);
  const tail = new Uint8Array(resizable, 4, 4);
  const whole = new Uint8Array(resizable);
  resizable.resize(2);
  expect(() => checkBytes("data", tail)).toThrow(wrongValue);
  expect(checkBytes("data", whole)).toHaveLength(2);
});

test("what an array claims about its length is not believed", () => {
  class Liar extends Uint8Array {
    override get length(): number {
      return 1000;
    }
    override get byteLength(): number {
      return 1000;
    }
  }
  const liar = new Liar(2);
  expect(byteLengthOf(checkBytes("data", liar))).toBe(2);
  structuredClone(liar, { transfer: [liar.buffer] });
  expect(() => checkBytes("data", liar)).toThrow(wrongValue);
  expect(byteLengthOf(new BigUint64Array(2))).toBe(16);
});
