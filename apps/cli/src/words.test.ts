import { describe, expect, test } from "vitest";
import { encode, fromBytes, quoted, restoreWords, toBytes, visibleWord, wordOf } from "./words.js";

const bytes = (...values: number[]) => Uint8Array.from(values);

describe("words", () => {
  test.each([
    ["text", bytes(0x62, 0x6c, 0xc3, 0xbc), "blü"],
    ["four bytes each", bytes(0xf0, 0x9f, 0x90, 0x99), "🐙"],
    ["a byte that begins nothing", bytes(0x61, 0xff, 0x62), "a\udcffb"],
    ["a character that is cut off", bytes(0x61, 0xe2, 0x82), "a\udce2\udc82"],
    ["a character that another one cuts off", bytes(0xe2, 0x82, 0xc3, 0xa9), "\udce2\udc82é"],
    ["half a surrogate pair, which is not UTF-8", bytes(0xed, 0xb2, 0x80), "\udced\udcb2\udc80"],
    ["more bytes than needed", bytes(0xc0, 0xaf), "\udcc0\udcaf"],
    ["nothing", bytes(), ""],
  ])("are bytes, and back: %s", (_, raw, word) => {
    expect(fromBytes(raw)).toBe(word);
    expect(encode(word)).toEqual(Buffer.from(raw));
  });

  test("every two bytes come back", () => {
    for (let first = 0; first < 256; first++) {
      const raw = Uint8Array.from({ length: 3 * 256 }, (_, at) => [first, Math.floor(at / 3), 0x2c][at % 3] ?? 0);
      expect(encode(fromBytes(raw))).toEqual(Buffer.from(raw));
    }
  });

  test("go to libraries as text where they are", () => {
    expect(toBytes("blü\ufffd")).toBe("blü\ufffd");
    expect(toBytes("a\udcff")).toEqual(Buffer.of(0x61, 0xff));
  });

  test("come from libraries with their bytes", () => {
    expect(wordOf({ name: "blü", rawName: Buffer.from("blü") })).toBe("blü");
    expect(wordOf({ name: "a\ufffd", rawName: Buffer.of(0x61, 0xff) })).toBe("a\udcff");
    expect(wordOf({ name: "a\ufffd", rawName: Buffer.from("a\ufffd") })).toBe("a\ufffd");
  });

  test("are put back into messages", () => {
    const words = ["add", "a\udcff", "$&\udcfe"];
    expect(restoreWords('no "a\ufffd"', words)).toBe('no "a\udcff"');
    expect(restoreWords('no "$&\ufffd"', words)).toBe('no "$&\udcfe"');
    expect(restoreWords('no "b"', words)).toBe('no "b"');
  });
});

test.each([
  ["blue-1.x", "blue-1.x"],
  ["a b", "'a b'"],
  ["x;id", "'x;id'"],
  ["it's", "'it'\\''s'"],
  ["", "''"],
])("is typed as it has to be: %s", (word, typed) => {
  expect(quoted(word)).toBe(typed);
});

test("on a terminal a shell gets the same word from what is shown", () => {
  const word = "it's \\ \n\udcff\udcfea\u0001\u0085\u202e";
  expect(quoted(word, true)).toBe("$'it\\'s \\\\ \\x0a\\xff\\xfea\\x01\\u0085\\u202e'");
  expect(quoted("a b", true)).toBe("'a b'");
});

test("is shown with its bytes that are not UTF-8, and what a terminal obeys, as escapes", () => {
  expect(visibleWord("blü\udcff\udc80\u001b[31m\n\u202e")).toBe("blü\\xff\\x80\\x1b[31m\\x0a\\u202e");
});
