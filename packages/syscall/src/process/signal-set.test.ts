import { expect, test } from "vitest";
import { decodeSignalSet, encodeSignalSet, SIGNAL_SET_SIZE, signalBit } from "./signal-set.js";

test("the lowest bit is signal 1, the highest signal 64", () => {
  const set = encodeSignalSet(signalBit(1) | signalBit(64));
  expect(set).toHaveLength(SIGNAL_SET_SIZE);
  expect([...set.subarray(0, 9)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0x80, 0]);
  expect(decodeSignalSet(set)).toBe(signalBit(1) | signalBit(64));
});

test("what is no set of 64 signals is refused", () => {
  expect(() => encodeSignalSet(-1n)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  expect(() => encodeSignalSet(2n ** 64n)).toThrow(expect.objectContaining({ code: "ERR_OUT_OF_RANGE" }));
  expect(() => encodeSignalSet(3 as never)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_TYPE" }));
});
