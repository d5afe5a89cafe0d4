import { expect, test } from "vitest";
import { cArguments, checkText, cStrings } from "./argument-list.js";

const wrongType = expect.objectContaining({ name: "TypeError", code: "ERR_INVALID_ARG_TYPE" });
const wrongValue = expect.objectContaining({ name: "TypeError", code: "ERR_INVALID_ARG_VALUE" });

test("strings and bytes end in NUL, the list in NULL", () => {
  expect(cStrings("list", ["a", "", Uint8Array.of(0xff)])).toEqual([
    Buffer.from("a\0"),
    Buffer.from("\0"),
    Buffer.from([0xff, 0]),
    null,
  ]);
  expect(cStrings("list", [])).toEqual([null]);
});

test("what is no list of strings is refused, and named", () => {
  for (const wrong of [undefined, null, "ls", { length: 1 }, 5]) {
    expect(() => cStrings("argv", wrong)).toThrow(wrongType);
  }
  expect(() => cStrings("argv", ["ls", 5])).toThrow('The argument "argv[1]" must be a string or a Uint8Array, not 5');
  expect(() => cStrings("argv", ["a\0b"])).toThrow(wrongValue);
  const gone = new Uint8Array(8);
  structuredClone(gone, { transfer: [gone.buffer] });
  expect(() => cStrings("argv", [gone])).toThrow(wrongValue);
});

test("a command has a first word, a path is never null", () => {
  expect(() => cArguments([])).toThrow(wrongValue);
  expect(() => checkText("path", null)).toThrow(wrongType);
  expect(() => checkText("path", undefined)).toThrow(wrongType);
});
