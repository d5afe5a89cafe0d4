import { setDefaultResultOrder } from "node:dns";
import { afterEach, expect, test } from "vitest";
import { lookupOptions } from "./lookup-options.js";

afterEach(() => setDefaultResultOrder("verbatim"));

test.each<[unknown, ReturnType<typeof lookupOptions>]>([
  [undefined, { family: 0, all: false, order: "verbatim" }],
  [null, { family: 0, all: false, order: "verbatim" }],
  [6, { family: 6, all: false, order: "verbatim" }],
  [
    { family: "IPv4", all: true },
    { family: 4, all: true, order: "verbatim" },
  ],
  [{ verbatim: false }, { family: 0, all: false, order: "ipv4first" }],
  [
    { verbatim: false, order: "ipv6first" },
    { family: 0, all: false, order: "ipv6first" },
  ],
])("%j", (given, expected) => {
  setDefaultResultOrder("verbatim");
  expect(lookupOptions(given)).toEqual(expected);
});

test("the default is what dns.setDefaultResultOrder has set", () => {
  setDefaultResultOrder("ipv4first");
  expect(lookupOptions({}).order).toBe("ipv4first");
  expect(lookupOptions({ verbatim: true }).order).toBe("verbatim");
});

test("what cannot be is refused as Node does", () => {
  for (const wrong of [5, { family: "IPv5" }, { order: "backwards" }]) {
    expect(() => lookupOptions(wrong)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARG_VALUE" }));
  }
});
