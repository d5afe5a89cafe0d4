import { describe, expect, test, vi } from "vitest";
import { readCommands, readLines } from "./lines.js";

describe("lines", () => {
  const text = "one\n\ntwo \udcff\nblü\nthe end";
  const bytes = Buffer.concat([Buffer.from("one\n\ntwo "), Buffer.of(0xff), Buffer.from("\nblü\nthe end")]);
  const lines = text.split(/(?<=\n)/);

  test.each([1, 2, 3, 7, 4096])("in pieces of %i bytes, in memory that is used again", (size) => {
    function* pieces() {
      const memory = Buffer.alloc(size);
      for (let start = 0; start < bytes.length; start += size) {
        const length = bytes.copy(memory, 0, start);
        yield memory.subarray(0, length);
      }
    }
    expect([...readLines(pieces())]).toEqual(lines);
  });

  test("no line in nothing", () => {
    expect([...readLines([])]).toEqual([]);
  });

  test("come as soon as they are whole", () => {
    const asked = vi.fn();
    function* pieces() {
      yield Buffer.from("one\ntwo\nth");
      asked();
      yield Buffer.from("ree\n");
    }
    const found = readLines(pieces());
    expect([found.next().value, found.next().value]).toEqual(["one\n", "two\n"]);
    expect(asked).not.toHaveBeenCalled();
    expect(found.next().value).toBe("three\n");
  });
});

describe("commands", () => {
  function read(text: string) {
    const missing = vi.fn();
    const commands = [...readCommands(text.split(/(?<=\n)/).values(), missing)];
    return {
      commands: commands.map(({ words, lineNumber }) => `${lineNumber}: ${words.join("|")}`),
      isMissing: missing.mock.calls.length > 0,
    };
  }

  // What ip(8) 6.1 makes of the same lines.
  test.each([
    ["add a\nlist", ["1: add|a", "2: list"]],
    ["# comment\n\n   \nadd a # trailing\n", ["4: add|a"]],
    ["add h#x\n", ["1: add|h"]],
    ["add a \\\n b \\\n c\nlist\n", ["3: add|a|b|c", "4: list"]],
    ["add c\\\nd\n", ["2: add|cd"]],
    ['add "a \\\nb"\n', ["2: add|a b"]],
    // A comment takes the backslash along, and continues nothing.
    ["add q # c \\\nlist\n", ["1: add|q", "2: list"]],
    ["add \\\nq # c \\\nlist\n", ["2: add|q", "3: list"]],
    // Not right before the newline: a word.
    ["add c \\ \nadd c \\\r\nadd c \\", ["1: add|c|\\", "2: add|c|\\", "3: add|c|\\"]],
    // What is joined may end in a backslash and a newline again.
    ["add bb\\\\\n\nlist\n", ["3: add|bblist"]],
    ["\\\n\\\n\nlist\n", ["4: list"]],
    // C's strings end there.
    ["add n\0ul \\\nlist\n", ["1: add|n", "2: list"]],
    ["add \\\nn\0ul \\\nlist\n", ["2: add|n", "3: list"]],
    ['""\n', ["1: "]],
  ])("%j", (text, commands) => {
    expect(read(text)).toEqual({ commands, isMissing: false });
  });

  test.each(["add a\nlist \\\n", "add a\n\\\n", "add a\nlist \\\n \\\n"])("%j has no end", (text) => {
    expect(read(text)).toEqual({ commands: ["1: add|a"], isMissing: true });
  });

  test("a line that cannot be split is found when it is its turn", () => {
    const commands = readCommands(["add a\n", 'add "b\n'].values(), vi.fn());
    expect(commands.next().value).toEqual({ words: ["add", "a"], lineNumber: 1 });
    expect(() => commands.next()).toThrow("Unterminated quoted string");
  });
});
