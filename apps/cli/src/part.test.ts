import { describe, expect, test } from "vitest";
import { findName } from "./commands/names.js";
import { type Part, partFor, parts } from "./part.js";

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
    ["-nosuch list", "small"],
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

  test("each has what it is for", () => {
    for (const [part, names] of Object.entries(parts))
      for (const name of names) {
        expect(findName(name)).toBe(name);
        expect(partFor([name], "netns")).toBe(part);
      }
  });
});
