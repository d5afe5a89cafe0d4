import { expect, test } from "vitest";
import { visible, visibleJson } from "./visible.js";

test("a terminal gets nothing that it obeys", () => {
  expect(visible("blü\u001b[31m\n\t\u0085\u007f\u061c\u202e\u2069\\")).toBe(
    "blü\\x1b[31m\\x0a\\x09\\u0085\\x7f\\u061c\\u202e\\u2069\\",
  );
  for (let code = 0; code < 0x300; code++) {
    const character = String.fromCharCode(code);
    expect(visible(character) !== character, `U+${code.toString(16)}`).toBe(/\p{Cc}/u.test(character));
  }
});

test("nor in JSON, which is the same JSON", () => {
  const name = "a\u001b\u007f\u0085\u202e\n";
  const json = `[ {\n        "name": ${JSON.stringify(name)}\n    } ]`;
  expect(visibleJson(json)).toBe('[ {\n        "name": "a\\u001b\\u007f\\u0085\\u202e\\n"\n    } ]');
  expect(JSON.parse(visibleJson(json))).toEqual([{ name }]);
});
