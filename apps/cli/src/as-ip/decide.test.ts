import { describe, expect, test } from "vitest";
import { isForUs } from "./decide.js";

const line = (text: string) => text.split(" ").filter((word) => word !== "");

describe("a command line under the name ip", () => {
  test.each([
    "netns",
    "netn list",
    "net add blue",
    "netns -V",
    "netns exec blue ip -batch x",
    "-j netns",
    "--json -p netns list",
    "-n blue netns list",
    "-netns netns netns",
    "-n -V netns",
    "-- netns",
    "-4 -o -ts -c netns",
    "-color=never netns",
    "-f inet -l 5 -rc 0x10 netns",
    "-all netns exec true",
    "-fo netns list",
  ])("%s: ours", (text) => {
    expect(isForUs(line(text))).toBe(true);
  });

  test.each([
    "",
    "link",
    "link set veth0 netns blue",
    "ne",
    "n",
    "netc",
    "netconf",
    "netnss",
    "Netns",
    "nosuch",
    // What the real one has a text or a meaning for.
    "-V",
    "-V netns",
    "-he netns",
    "-help",
    "-family help netns",
    "-family nosuch netns",
    "-rcvbuf x netns",
    "-b file",
    "-batch - netns",
    "-force -batch file netns",
    "-bogus netns",
    "---all netns",
    "-color=sometimes netns",
    // No object, or no argument.
    "-j",
    "-n blue",
    "-n",
    "-f",
    "-n netns",
    "--",
    "-- -j netns",
    "-n blue link",
  ])("%s: the real one's", (text) => {
    expect(isForUs(line(text))).toBe(false);
  });

  test("an empty word is no object", () => {
    expect(isForUs([""])).toBe(false);
    expect(isForUs(["-n", "", "netns"])).toBe(true);
  });
});
