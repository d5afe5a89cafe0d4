import { expect, test } from "vitest";
import { bitsOf, nameOrNumber, namer, namesOfBits, numberOf } from "./names.js";

const colours = { red: 1, green: 2, top: 0x80000000 } as const;

test("a value is its name, or its number where it has none", () => {
  expect([numberOf("colour", colours, "red"), numberOf("colour", colours, 250)]).toEqual([1, 250]);
  expect([nameOrNumber(colours, 2), nameOrNumber(colours, 250)]).toEqual(["green", 250]);
  // What TypeScript would not let through.
  expect(() => numberOf("colour", colours, "blue" as "red")).toThrow(
    new RangeError('"blue" is no colour: red, green, top, or a number'),
  );
  expect(() => numberOf("colour", colours, "toString" as "red")).toThrow(RangeError);
});

test("bits are names, and what has none is one number", () => {
  expect(bitsOf("colour", colours, ["red", "top", 0x100])).toBe(0x80000101);
  expect(bitsOf("colour", colours)).toBe(0);
  expect(namesOfBits(colours, 0x80000003)).toEqual(["red", "green", "top"]);
  expect(namesOfBits(colours, 0x302)).toEqual(["green", 0x300]);
});

test("of two names of one number, the first counts", () => {
  const name = namer({ scarlet: 1, red: 1, green: 2 } as const);
  expect([name(1), name(2), name(3)]).toEqual(["scarlet", "green", 3]);
});
