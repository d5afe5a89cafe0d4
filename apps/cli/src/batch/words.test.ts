import { expect, test } from "vitest";
import { splitWords } from "./words.js";

test.each([
  ["", []],
  [" \t\r\n", []],
  ["add x\n", ["add", "x"]],
  ["\tadd\r\nx \t y", ["add", "x", "y"]],
  // Only those four are blanks.
  ["add\vx\fy\u00a0z", ["add\vx\fy\u00a0z"]],
  ["add \"a b\" 'c\td'", ["add", "a b", "c\td"]],
  // The other quote, a backslash and a newline are plain in it.
  [`add "a'b" 'c"d' "e\\" 'f\ng'`, ["add", "a'b", 'c"d', "e\\", "f\ng"]],
  // A quote counts at the beginning only, and a word ends behind the closing one.
  [`a"b c'd' "e"f "g""h"'i'j`, ['a"b', "c'd'", "e", "f", "g", "h", "i", "j"]],
  ["add \"\" ''", ["add", "", ""]],
  ["add a\udcffb", ["add", "a\udcffb"]],
])("%j", (line, words) => {
  expect(splitWords(line)).toEqual(words);
});

test.each(['add "b', "add 'b\"", 'add "', `add "a" 'b c`])("%j has no closing quote", (line) => {
  expect(() => splitWords(line)).toThrow(expect.objectContaining({ status: 1, message: "Unterminated quoted string" }));
});

test("511 words, and no more", () => {
  const words = Array.from({ length: 511 }, (_, index) => String(index));
  expect(splitWords(words.join(" "))).toEqual(words);
  expect(splitWords(`'${words.join("' '")}'`)).toEqual(words);
  for (const last of ["x", '"x"', '"x']) {
    expect(() => splitWords(`${words.join(" ")} ${last}`)).toThrow(
      expect.objectContaining({ status: 1, message: "Too many arguments to command" }),
    );
  }
});
