import { expect, test } from "vitest";
import { retryAfter } from "../feed/retry.js";
import { namespaceIn, smallWorld } from "../fixtures/world.js";
import { countsOf } from "./counts.js";
import { linkFacts, namespaceFacts } from "./facts.js";
import { clockWithMilliseconds, count, fileName, text } from "./format.js";
import { inOrder, isThere, linkOf, linkTitle, stillThere, titleOf } from "./names.js";

const world = smallWorld();
const blue = namespaceIn(world, "4:1");

test("the counts of the head", () => {
  expect(countsOf(world)).toEqual({ namespaces: 2, links: 5, up: 3, down: 2 });
});

test("facts leave out what there is nothing to say of", () => {
  expect(namespaceFacts(world, blue)).toEqual([
    { name: "Other names", text: "azure" },
    { name: "Identity", text: "net:[1], device 4" },
  ]);
  const port = linkOf(blue, 4);
  if (port === undefined) throw new Error("no port");
  expect(linkFacts(port).slice(0, 3)).toEqual([
    { name: "State", text: "no carrier" },
    { name: "Kind", text: "veth" },
    { name: "Index", text: "4" },
  ]);
});

test("what things are called", () => {
  expect(titleOf({ names: [], own: true, key: "4:9" })).toBe("this namespace");
  expect(inOrder(world.namespaces.values()).map(titleOf)).toEqual(["blue", "red"]);
  expect(linkTitle(blue, 2)).toBe("eth0");
  expect(linkTitle(blue, 77)).toBe("if77");
});

test("of what is gone there may be something left", () => {
  expect(isThere(world, { namespace: "4:1", link: 77 })).toBe(false);
  expect(isThere(world, { namespace: "4:2" })).toBe(true);
  expect(stillThere(world, { namespace: "4:1", link: 2 })).toEqual({ namespace: "4:1", link: 2 });
  expect(stillThere(world, { namespace: "4:1", link: 77 })).toEqual({ namespace: "4:1" });
  expect(stillThere(world, { namespace: "4:9", link: 2 })).toBeUndefined();
});

test("numbers, times and files", () => {
  expect([count(1, "link"), count(1234, "link")]).toEqual(["1 link", "1,234 links"]);
  expect(clockWithMilliseconds(new Date(2026, 0, 2, 3, 4, 5, 6).getTime())).toBe("03:04:05.006");
  expect(fileName(Date.UTC(2026, 10, 26, 15, 4, 5), "json")).toBe("netns-20261126T150405Z.json");
});

test("fields as text", () => {
  expect([undefined, false, true, 0, ["a", 1], { mark: 1, mask: undefined }].map(text)).toEqual([
    "",
    "",
    "yes",
    "0",
    "a, 1",
    "mark 1",
  ]);
  expect(text("a\u202eb\n")).toBe("a\\u202eb\\x0a");
});

test("tries become rarer, and never stop", () => {
  expect([0, 1, 4, 5, 2000].map(retryAfter)).toEqual([1_000, 2_000, 16_000, 30_000, 30_000]);
});
