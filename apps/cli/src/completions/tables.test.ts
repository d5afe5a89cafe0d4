import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findName } from "../commands/names.js";
import { options } from "../options.js";
import { completions } from "./typing.js";

const words = (text: string) => text.split(/[\s\\]+/).filter((word) => word !== "");

/** Those that may be shortened, each by its first name, in the order in which they are compared. */
const shortened = options.filter(({ exact }) => !exact).map(({ names: [name] }) => name);

describe.each(["netns.bash", "_netns", "netns.fish"])("%s", (file) => {
  const text = readFileSync(`${completions}/${file}`, "utf8");

  test("compares options in the command's own order", () => {
    const [list = ""] = /-loops -family[\s\S]*?-all\b/.exec(text) ?? [];
    expect(words(list)).toEqual(shortened);
  });

  test("means the same subcommand by a shortened word", () => {
    const [list = ""] = /\blist show [a-z -]*attach/.exec(text) ?? [];
    const names = words(list);
    expect(names).toHaveLength(13);
    const beginnings = names.flatMap((name) => Array.from(name, (_, i) => name.slice(0, i + 1)));
    for (const word of beginnings) {
      const found = names.find((name) => name.startsWith(word)) ?? "";
      // Both show and lst are list.
      expect({ word, name: findName(found) }).toEqual({ word, name: findName(word) });
    }
  });

  test("offers the same options", () => {
    for (const option of words("-all -batch -force -help -json -netns -pretty -timestamp -tshort -Version")) {
      expect(text).toMatch(new RegExp(`^ +(for option in (-\\w+ )*|'?)${option}\\b`, "m"));
    }
  });
});
