import { describe, expect, test, vi } from "vitest";
import { Stop } from "./failure.js";
import { readOptions } from "./options.js";

function read(...words: string[]) {
  const settings = {
    json: false,
    pretty: false,
    all: false,
    force: false,
    timestamp: false,
    batch: undefined as string | undefined,
  };
  const enter = vi.fn();
  const printed: string[] = [];
  const rest = readOptions(words, "netns", {
    settings,
    enter,
    printVersion: () => printed.push("version"),
    printUsage: () => printed.push("usage"),
  });
  return { rest, settings, entered: enter.mock.calls.flat() };
}

describe("options before the subcommand", () => {
  test.each([
    [["-j", "list"], { json: true, pretty: false, all: false }],
    [["--json", "-p", "-all", "list"], { json: true, pretty: true, all: true }],
    [["-a", "list"], { json: false, pretty: false, all: true }],
    // -h is human, -t timestamp, -f family: accepted, and without effect here.
    [
      [
        "-h",
        "-t",
        "-ts",
        "-f",
        "inet",
        "-4",
        "-0",
        "-d",
        "-s",
        "-r",
        "-o",
        "-c",
        "-color=never",
        "-br",
        "-N",
        "-fo",
        "-iec",
        "list",
      ],
      { json: false, pretty: false, all: false },
    ],
    [["-loops", "5", "-rc", "0x100", "-", "3", "list"], { json: false, pretty: false, all: false }],
  ])("%j", (words, settings) => {
    expect(read(...words)).toMatchObject({ rest: ["list"], settings });
  });

  test("those of batches and of events", () => {
    expect(read("-b", "-", "-fo").settings).toMatchObject({ batch: "-", force: true });
    expect(read("-t").settings.timestamp).toBe(true);
    expect(read("-ts").settings.timestamp).toBe(true);
    expect(read("-br").settings.batch).toBe(undefined);
  });

  test("two dashes alone end them, and words behind the subcommand are its own", () => {
    expect(read("--", "-j").rest).toEqual(["-j"]);
    expect(read("exec", "a", "-j").rest).toEqual(["exec", "a", "-j"]);
  });

  test("-netns acts at once, as often as it is given", () => {
    expect(read("-n", "a", "--netns", "b", "list").entered).toEqual(["a", "b"]);
  });

  test.each([
    [["-x"], 'Option "-x" is unknown, try "netns -help".'],
    [["-e", "list"], 'Option "-e" is unknown, try "netns -help".'],
    [["-JSON"], 'Option "-JSON" is unknown, try "netns -help".'],
    [["-family"], 'Error: argument "family type" is required'],
    [["-l"], 'Error: argument "loop count" is required'],
    [["-rcvbuf", "abc"], "Invalid rcvbuf size 'abc'"],
    [["-rcvbuf", ""], "Invalid rcvbuf size ''"],
    [["-rcvbuf", "08"], "Invalid rcvbuf size '08'"],
    [["-rcvbuf", "-1"], "Invalid rcvbuf size '-1'"],
    [["-rcvbuf", "4294967296"], "Invalid rcvbuf size '4294967296'"],
  ])("%j is refused", (words, message) => {
    expect(() => read(...words)).toThrow(expect.objectContaining({ status: 255, message }));
  });

  test("-Version and -help end the command at once", () => {
    expect(() => read("-V", "-nosuch")).toThrow(expect.objectContaining({ status: 0 }));
    expect(() => read("-he")).toThrow(Stop);
  });
});
