import { expect, test } from "vitest";
import { argumentWords, lastWords } from "./argv.js";

const cmdline = (...words: string[]) => Buffer.from(words.map((word) => `${word}\0`).join(""), "latin1");

test("the last words, with each byte that is not UTF-8 as half a surrogate pair", () => {
  const all = cmdline("node", "--jitless", "/bin/netns", "add", "a\xff", "", "\xc3\xa9", "\xef\xbf\xbd");
  expect(lastWords(all, 5)).toEqual(["add", "a\udcff", "", "é", "\ufffd"]);
  expect(lastWords(all, 2)).toEqual(["é", "\ufffd"]);
});

test("a word of ours may look like the script, and several may be empty", () => {
  expect(lastWords(cmdline("node", "netns", "", "netns", ""), 3)).toEqual(["", "netns", ""]);
});

test("those of this process, which are text", () => {
  expect(argumentWords()).toEqual(process.argv.slice(2));
});
