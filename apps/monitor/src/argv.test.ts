import { expect, test } from "vitest";
import { argumentWords, bytesOfWord, wordOf } from "./argv.js";

test.each(["blue", "\ufffd", "é😀", "", "a\xff", "\xff\xc3\xa9"])("%j is the bytes that it was", (text) => {
  for (const bytes of [Buffer.from(text), Buffer.from(text, "latin1")]) {
    expect(bytesOfWord(wordOf(bytes))).toEqual(bytes);
  }
});

test("those of this process, which are text", () => {
  expect(argumentWords()).toEqual(process.argv.slice(2));
});
