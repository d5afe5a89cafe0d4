import { describe, expect, test } from "vitest";
import { commandNames, findName } from "./commands/names.js";
import { Failure, Stop } from "./failure.js";
import { defaultSettings, readOptions } from "./options.js";
import { type Part, partFor, parts } from "./part.js";

/** The subcommand that a line is about, if it gets that far. */
function commandOf(words: readonly string[]): string | undefined {
  const effects = { settings: defaultSettings(), enter() {}, printVersion() {}, printUsage() {} };
  try {
    return findName(readOptions(words, "netns", effects)[0]);
  } catch (error) {
    if (error instanceof Stop || error instanceof Failure) return undefined;
    throw error;
  }
}

describe("the part that a command line needs", () => {
  test.each<[line: string, part: Part]>([
    ["", "list"],
    ["list", "list"],
    ["-j -p show", "list"],
    ["list-id nsid 5", "list-id"],
    ["a blue", "add"],
    ["-all del", "delete"],
    ["se blue auto", "set"],
    ["e blue ls", "exec"],
    ["atta blue 1", "attach"],
    ["identify", "small"],
    ["p blue", "small"],
    ["monitor", "whole"],
    ["help list", "small"],
    ["nosuch", "small"],
    ["-V", "small"],
    ["-xyz list", "list"],
    ["-nosuch list", "whole"],
    ["-json -- set blue 1", "set"],
    ["- 5 add blue", "whole"],
    ["-n blue list", "whole"],
    ["-n blue -V", "whole"],
    ["-b file", "whole"],
    ["-force -batch - list", "whole"],
  ])("netns %s", (line, part) => {
    expect(
      partFor(
        line.split(" ").filter((word) => word !== ""),
        "netns",
      ),
    ).toBe(part);
  });

  test.each<[line: string, part: Part]>([
    ["netns", "list"],
    ["-j net list", "list"],
    ["-all netns exec ls", "exec"],
    ["-a --json", "whole"],
    ["-details netns list", "whole"],
    ["netns exec blue ls", "exec"],
    ["-n blue netns", "whole"],
    ["link", "whole"],
    ["-V", "whole"],
    ["-nosuch netns", "whole"],
    ["", "whole"],
  ])("ip %s", (line, part) => {
    expect(
      partFor(
        line.split(" ").filter((word) => word !== ""),
        "ip netns",
      ),
    ).toBe(part);
  });

  test("whatever options stand before a subcommand, its part has it", () => {
    const words = [
      "-",
      "--",
      ...Array.from("lf46oMBhisdrtVabjpcnNe0x", (letter) => [`-${letter}`, `--${letter}`]).flat(),
    ];
    const lines = words.flatMap((first) =>
      [...words, "5"].flatMap((second) => commandNames.map((name) => [first, second, name, "list"])),
    );
    const wrong = lines.filter((line) => {
      const part = partFor(line, "netns");
      const meant = commandOf(line);
      return part !== "whole" && meant !== undefined && !new Set<string>(parts[part]).has(meant);
    });
    expect(wrong).toEqual([]);
  });

  test("each has what it is for", () => {
    for (const [part, names] of Object.entries(parts))
      for (const name of names) {
        expect(findName(name)).toBe(name);
        expect(partFor([name], "netns")).toBe(part);
      }
  });
});
