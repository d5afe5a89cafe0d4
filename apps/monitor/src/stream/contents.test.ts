import type { Items, Subject, WatchEvent } from "@netns/rtnetlink";
import { expect, test } from "vitest";
import { Contents } from "./contents.js";

const observer = { device: 4n, inode: 1n };
const subjects: Subject[] = ["link"];
const link = (index: number, ifname: string) =>
  ({ header: { family: 0, type: 1, index, flags: 0, change: 0 }, attributes: { ifname } }) as Items["link"];
const tell = (type: "present" | "changed" | "deleted", item: Items["link"]): WatchEvent => {
  return { type, subject: "link", item, flags: 0, own: true, nsid: undefined, observer };
};
const snapshot = (items: Items["link"][], consistent = true): WatchEvent[] => [
  { type: "snapshot-start", reason: "overrun", subjects, observer },
  ...items.map((item) => tell("present", item)),
  { type: "snapshot-end", subjects, observer, consistent, complete: true },
];

function changesOf(contents: Contents, events: WatchEvent[]): string[] {
  return events
    .flatMap((event) => contents.apply(event))
    .map(({ change, fields }) => `${change} ${"ifname" in fields ? fields.ifname : ""}`);
}

test("the first snapshot is all there is; of another only what is new", () => {
  const contents = new Contents(["link"]);
  expect(changesOf(contents, snapshot([link(1, "lo"), link(2, "a")]))).toEqual(["present lo", "present a"]);
  expect(changesOf(contents, [tell("changed", link(3, "b")), tell("changed", link(4, "c"))])).toEqual([
    "changed b",
    "changed c",
  ]);
  expect(changesOf(contents, snapshot([link(1, "lo"), link(2, "renamed"), link(5, "d")]))).toEqual([
    "deleted c",
    "deleted b",
    "changed renamed",
    "changed d",
  ]);
  expect(changesOf(contents, snapshot([link(1, "lo"), link(2, "renamed"), link(5, "d")]))).toEqual([]);
  expect(changesOf(contents, [tell("deleted", link(5, "d"))])).toEqual(["deleted d"]);
  expect(contents.present.map(({ fields }) => "ifname" in fields && fields.ifname)).toEqual(["lo", "renamed"]);
  expect(contents.size).toBe(2);
});

test("what is missing in a list that changed meanwhile is not taken for gone", () => {
  const contents = new Contents(["link"]);
  changesOf(contents, snapshot([link(1, "lo"), link(2, "a")]));
  expect(changesOf(contents, snapshot([link(1, "lo"), link(3, "b")], false))).toEqual(["changed b"]);
  expect(changesOf(contents, snapshot([link(1, "lo"), link(3, "b")]))).toEqual(["deleted a"]);
});

test("what is only watched for names is not told of", () => {
  const contents = new Contents(["address"]);
  expect(changesOf(contents, snapshot([link(1, "lo")]))).toEqual([]);
  expect(changesOf(contents, [tell("changed", link(1, "lo"))])).toEqual([]);
});
