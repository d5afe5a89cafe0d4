import { ordinaryState } from "@netns/core";
import { expect, test } from "vitest";
import { parseInherited } from "./inherited.js";

test("a record of this process", () => {
  expect(parseInherited("42:0000000000001001:0000000000000200:1024:0,1,2n,5,", 42)).toEqual({
    ignoredSignals: 0x1001n,
    blockedSignals: 0x200n,
    openFilesLimit: 1024n,
    descriptors: [
      { fd: 0, nonBlocking: false },
      { fd: 1, nonBlocking: false },
      { fd: 2, nonBlocking: true },
      { fd: 5, nonBlocking: false },
    ],
  });
});

test("no limit, no descriptor", () => {
  expect(parseInherited("42:0:0:unlimited:", 42)).toMatchObject({ openFilesLimit: 2n ** 64n - 1n, descriptors: [] });
});

test("no more than whether SIGPIPE is ignored", () => {
  expect(parseInherited("42:1000", 42)).toEqual({ ...ordinaryState, ignoredSignals: 0x1000n });
});

test.each([undefined, "", "41:0:0:1024:0,1,2,", "nonsense"])("%j says nothing about this process", (record) => {
  expect(parseInherited(record, 42)).toBe(ordinaryState);
});
