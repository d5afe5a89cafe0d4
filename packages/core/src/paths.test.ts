import { describe, expect, test } from "vitest";
import { deleteNamespace } from "./delete.js";
import { entryPath, withDefaults } from "./paths.js";

test("what is not said is iproute2's", () => {
  expect(withDefaults({ runDir: "/x", etcDir: undefined })).toMatchObject({
    runDir: "/x",
    etcDir: "/etc/netns",
    procDir: "/proc",
  });
});

test.each(["runDir", "etcDir", "procDir"])("%s is never the root by accident", (option) => {
  const message = `${option} must be a directory's path`;
  expect(() => deleteNamespace("nosuch", { [option]: "" })).toThrow(message);
  expect(() => deleteNamespace("nosuch", { [option]: 7 })).toThrow(message);
});

describe("an entry's path has its bytes", () => {
  const bytes = (entry: string | Uint8Array) => Buffer.from(entryPath("/r", entry) as string);

  test.each(["a", "é", "\ufeffa", "\ufffd", "\u2028", "a\nb"])("%j, as text and as bytes", (name) => {
    expect(bytes(name)).toEqual(Buffer.from(`/r/${name}`));
    expect(bytes(Buffer.from(name))).toEqual(Buffer.from(`/r/${name}`));
  });

  test.each(["ff", "61c3", "c0af", "efbfbdff", "eda080"])("%s, which is no UTF-8", (hex) => {
    expect(bytes(new Uint8Array(Buffer.from(hex, "hex")))).toEqual(Buffer.from(`2f722f${hex}`, "hex"));
  });
});
