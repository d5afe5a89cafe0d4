import type { Items } from "@netns/rtnetlink";
import { expect, test } from "vitest";
import { idOf } from "./identifier.js";

const link = { header: { family: 0, type: 1, index: 7, flags: 0, change: 0 }, attributes: {} } as Items["link"];
const rule = (flags: number, priority: number) =>
  ({
    header: { family: 2, dstLen: 0, srcLen: 0, tos: 0, table: 254, action: 1, flags },
    attributes: { priority },
  }) as Items["rule"];

test("a short key as it is, a long one hashed", () => {
  expect(idOf("link", link)).toBe("7");
  expect(idOf("rule", rule(0, 1))).toMatch(/^#[\w-]{22}$/);
});

test("the same for the same, whatever has changed of it", () => {
  expect(idOf("rule", rule(0, 1))).toBe(idOf("rule", rule(8, 1)));
  expect(idOf("rule", rule(0, 1))).not.toBe(idOf("rule", rule(0, 2)));
});
