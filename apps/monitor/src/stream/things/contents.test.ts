import type { Items, Subject, WatchEvent } from "@netns/rtnetlink";
import { expect, test } from "vitest";
import { Contents } from "./contents.js";
import { UNKNOWN_NAMESPACE } from "./links.js";

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

test("what a list has told to be gone, or nothing has told of, is not told to be gone when its event comes", () => {
  const contents = new Contents(["link", "neighbor", "fdb", "route"]);
  changesOf(contents, snapshot([link(1, "lo"), link(2, "a")]));
  expect(changesOf(contents, snapshot([link(1, "lo")]))).toEqual(["deleted a"]);
  expect(changesOf(contents, [tell("deleted", link(2, "a"))])).toEqual([]);
  expect(kindsOf(contents, tellOf("fdb", "deleted", fdb(2, 5)))).toEqual([]);
  expect(kindsOf(contents, tellOf("route", "deleted", route))).toEqual([]);
  expect(kindsOf(contents, tellOf("route", "changed", route))).toEqual(["route changed lo"]);
  expect(kindsOf(contents, tellOf("route", "deleted", route))).toEqual(["route deleted lo"]);
});

test("what is only watched for names is not told of", () => {
  const contents = new Contents(["address"]);
  expect(changesOf(contents, snapshot([link(1, "lo")]))).toEqual([]);
  expect(changesOf(contents, [tell("changed", link(1, "lo"))])).toEqual([]);
});

const fdb = (ifindex: number, master: number | undefined, dst?: string) =>
  ({
    header: { family: 7, ifindex, state: 0x80, flags: 0, type: 0 },
    attributes: { lladdr: "02:00:00:00:00:09", master, dst },
  }) as unknown as Items["fdb"];
const neighbor = (state: number) =>
  ({
    header: { family: 2, ifindex: 2, state, flags: 0, type: 1 },
    attributes: { dst: "192.0.2.9" },
  }) as Items["neighbor"];
const route = {
  header: { family: 2, dstLen: 8, srcLen: 0, tos: 0, table: 254, protocol: 3, scope: 0, type: 1, flags: 0 },
  attributes: { table: 254, dst: "10.0.0.0", oif: 1 },
} as unknown as Items["route"];
const tellOf = (subject: "fdb" | "neighbor" | "route", type: "changed" | "deleted", item: object): WatchEvent =>
  ({ type, subject, item, flags: 0, own: true, nsid: undefined, observer }) as WatchEvent;
const kindsOf = (contents: Contents, event: WatchEvent) =>
  contents
    .apply(event)
    .map(({ kind, change, fields }) => `${kind} ${change} ${"ifname" in fields ? fields.ifname : ""}`);

test("with a link's name goes all that is told by it", () => {
  const contents = new Contents(["link", "neighbor"]);
  contents.apply(tell("changed", link(2, "a")));
  expect(kindsOf(contents, tellOf("neighbor", "changed", neighbor(0x80)))).toEqual(["neighbor changed a"]);
  expect(kindsOf(contents, tell("changed", link(2, "b")))).toEqual(["link changed b", "neighbor changed b"]);
  expect(kindsOf(contents, tell("changed", link(2, "b")))).toEqual(["link changed b"]);
});

test("a link is told with its master's name, whatever that becomes", () => {
  const port = { ...link(2, "port"), attributes: { ifname: "port", master: 5 } } as Items["link"];
  const contents = new Contents(["link"]);
  const masters = (events: WatchEvent[]) =>
    events
      .flatMap((event) => contents.apply(event))
      .map(({ fields }) => "masterIfname" in fields && fields.masterIfname);
  // In the order of their indices.
  expect(masters(snapshot([port, link(5, "br0")]))).toEqual(["br0", undefined]);
  expect(masters([tell("changed", link(5, "br1"))])).toEqual([undefined, "br1"]);
  expect(masters(snapshot([port, link(5, "br1")]))).toEqual([]);
});

test("a neighbor that needs no resolution is none", () => {
  const contents = new Contents(["neighbor"]);
  const [noarp, stale] = [neighbor(0x40), neighbor(0x04)];
  expect(kindsOf(contents, tellOf("neighbor", "changed", noarp))).toEqual([]);
  expect(kindsOf(contents, tellOf("neighbor", "deleted", noarp))).toEqual([]);
  expect(kindsOf(contents, tellOf("neighbor", "changed", stale))).toEqual(["neighbor changed undefined"]);
  expect(kindsOf(contents, tellOf("neighbor", "deleted", noarp))).toEqual(["neighbor deleted undefined"]);
});

test("what a bridge has of a port goes when that leaves it", () => {
  const port = (master: number | undefined) =>
    ({ ...link(2, "port"), attributes: { ifname: "port", master } }) as Items["link"];
  const contents = new Contents(["fdb"]);
  contents.apply(tell("changed", port(5)));
  expect(kindsOf(contents, tellOf("fdb", "changed", fdb(2, 5)))).toEqual(["fdb changed port"]);
  expect(kindsOf(contents, tell("changed", port(5)))).toEqual([]);
  expect(kindsOf(contents, tell("changed", port(undefined)))).toEqual(["fdb deleted port"]);
  // What a link merely listens to.
  expect(kindsOf(contents, tellOf("fdb", "changed", fdb(2, undefined)))).toEqual([]);
});

test("a bridge that leaves its own master keeps what it has", () => {
  const bridge = (master: number | undefined) =>
    ({ ...link(5, "br0"), attributes: { ifname: "br0", master } }) as Items["link"];
  const contents = new Contents(["fdb"]);
  contents.apply(tell("changed", bridge(7)));
  contents.apply(tellOf("fdb", "changed", fdb(5, 5)));
  expect(kindsOf(contents, tell("changed", bridge(undefined)))).toEqual([]);
  expect(kindsOf(contents, tell("deleted", bridge(undefined)))).toEqual(["fdb deleted br0"]);
});

test("a link is not as it was told when its namespace gets another name", () => {
  let linkNetns: string | undefined;
  const contents = new Contents(["link"], () => ({ ...UNKNOWN_NAMESPACE, linkNetns }));
  const item = { ...link(2, "a"), attributes: { ifname: "a", link: 3, linkNetnsid: 0 } } as Items["link"];
  changesOf(contents, snapshot([item]));
  expect(contents.untold(() => true)).toEqual([]);
  linkNetns = "red";
  expect(contents.untold(() => false)).toEqual([]);
  expect(contents.untold(() => true)).toMatchObject([{ change: "changed", id: "2", fields: { linkNetns } }]);
  expect(contents.untold(() => true)).toEqual([]);
});
