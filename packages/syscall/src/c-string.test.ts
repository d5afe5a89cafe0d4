import { expect, test } from "vitest";
import { cString } from "./c-string.js";

test("text and bytes end in a NUL", () => {
  expect([...cString("ab")]).toEqual([97, 98, 0]);
  expect([...cString(Uint8Array.of(0xff, 0x41))]).toEqual([0xff, 0x41, 0]);
});

test("a NUL inside is refused, because C would stop there", () => {
  expect(() => cString("a\0b")).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
});
