import { expect, test } from "vitest";
import { parseInteger } from "./numbers.js";

test.each([
  ["0", 0],
  ["7", 7],
  ["0x10", 16],
  ["010", 8],
  [" \t7", 7],
  ["+7", 7],
  ["-7", -7],
  ["2147483647", 2147483647],
  ["-2147483648", -2147483648],
])("%j is %i", (word, value) => {
  expect(parseInteger(word)).toBe(value);
});

test.each([
  "",
  " ",
  "7 ",
  "7x",
  "x",
  "0x",
  "08",
  "1e3",
  "1.0",
  "--7",
  "2147483648",
  "-2147483649",
  "99999999999999999999",
])("%j is no number", (word) => {
  expect(parseInteger(word)).toBeUndefined();
});
