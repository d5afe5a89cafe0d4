import { describe, expect, test } from "vitest";
import { createNamespaces } from "./create.js";
import { deleteNamespaces } from "./delete.js";
import { InvalidNameError } from "./errors.js";
import { checkName, nameOf, nameText } from "./name.js";

const refusal = (name: string | Uint8Array) => {
  try {
    checkName(name);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("a name", () => {
  test.each([
    ["empty", ""],
    ["the directory itself", "."],
    ["its parent", ".."],
    ["a way out", "../x"],
    ["a path", "/etc/passwd"],
    ["in a folder", "a/b"],
    ["a folder", "a/"],
    ["cut short by C", "a\0b"],
    ["256 bytes", "x".repeat(256)],
    ["256 bytes in 128 letters", "é".repeat(128)],
    ["bytes: empty", new Uint8Array()],
    ["bytes: a parent", Buffer.from("..")],
    ["bytes: a path", Buffer.from([0xff, 0x2f, 0x61])],
    ["bytes: too many", Buffer.alloc(256, 0xff)],
  ])("that is none: %s", (_, name) => {
    const error = refusal(name);
    expect(error).toBeInstanceOf(InvalidNameError);
    expect(error).toMatchObject({
      code: "ERR_INVALID_NAMESPACE_NAME",
      namespace: nameText(name),
      rawName: Buffer.from(name as string),
      message: `Invalid netns name "${nameText(name)}"`,
    });
  });

  test.each([
    "...",
    ".hidden",
    "..x",
    " ",
    "-a",
    "123",
    "list",
    "\n",
    "\u001b[2J",
    '"\\',
    "é".repeat(127),
    "x".repeat(255),
    Buffer.alloc(255, 0xff),
  ])("that is one: %j", (name) => {
    expect(refusal(name)).toBeUndefined();
  });

  test.each([[5], [undefined], [null], [["a"]], [{}], [new ArrayBuffer(3)]])("is text or bytes, not %j", (name) => {
    expect(() => checkName(name as never)).toThrow(TypeError);
  });

  test("as text: U+FFFD for what is not UTF-8", () => {
    expect(nameOf(Buffer.from([0x61, 0xff, 0x62]))).toEqual({
      name: "a\ufffdb",
      rawName: Buffer.from([0x61, 0xff, 0x62]),
    });
  });
});

test.each(["blue", Buffer.from("blue")])("one name is not many, not even its letters: %j", (name) => {
  expect(() => createNamespaces(name as never)).toThrow(TypeError);
  expect(() => deleteNamespaces(name as never)).toThrow(TypeError);
});
