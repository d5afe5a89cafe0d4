import { expect, test } from "vitest";
import { linkRecord, namespaceRecord, smallWorld, worldOf } from "../fixtures/world.js";
import { indexOf, search } from "./search.js";

const find = (query: string) =>
  search(indexOf(smallWorld()), query, 50).map(({ title, detail }) => `${title}: ${detail}`);

test("a namespace is found by each of its names, and stands before what is in it", () => {
  expect(find("blue")[0]).toBe("blue: namespace");
  expect(find("azure")).toEqual(["blue: namespace"]);
});

test("a link is found by its names, its addresses, its alias, its kind, and its other end's nsid", () => {
  const eth0 = "eth0: veth in blue";
  expect(find("uplink")).toEqual([eth0]);
  expect(find("192.0.2.1")).toEqual([eth0]);
  expect(find("02:00:00")).toEqual([eth0]);
  expect(find("nsid 3")).toEqual([eth0]);
  expect(find("office")).toEqual(["br0: bridge in blue"]);
  expect(find("BRIDGE")).toEqual(["br0: bridge in blue"]);
});

test("a namespace is found by the ids that others have for it", () => {
  const there = { linkNetnsid: 7, linkNetnsDevice: 4, linkNetnsInode: 2 };
  const world = worldOf(namespaceRecord(1, "blue"), namespaceRecord(2, "red"), linkRecord("blue", 2, "eth0", there));
  const hits = search(indexOf(world), "nsid 7", 50);
  expect(hits.map(({ title, found }) => [title, found])).toContainEqual(["red", "nsid 7 in blue"]);
});

test("it is said what was found, where that is not the title", () => {
  const [hit] = search(indexOf(smallWorld()), "192.0.2.1", 50);
  expect(hit).toMatchObject({ title: "eth0", found: "192.0.2.1/24", selection: { namespace: "4:1", link: 2 } });
  expect(search(indexOf(smallWorld()), "eth0", 50)[0]?.found).toBeUndefined();
});

test("every word has to be found", () => {
  expect(find("red eth0")).toEqual(["eth0: veth in red"]);
  expect(find("red br0")).toEqual([]);
  expect(find("  ")).toEqual([]);
});

test("what is called so stands before what begins so, and that before what has it inside", () => {
  const world = worldOf(
    namespaceRecord(1, "n"),
    linkRecord("n", 1, "myeth1"),
    linkRecord("n", 2, "eth10"),
    linkRecord("n", 3, "my-eth1"),
    linkRecord("n", 4, "eth1"),
  );
  expect(search(indexOf(world), "eth1", 50).map(({ title }) => title)).toEqual(["eth1", "eth10", "my-eth1", "myeth1"]);
  expect(search(indexOf(world), "eth1", 2)).toHaveLength(2);
});

test("marks that turn the direction of text stand as escapes", () => {
  const world = worldOf(namespaceRecord(1, "n"), linkRecord("n", 1, "a\u202eb"));
  expect(search(indexOf(world), "a", 50)[0]?.title).toBe("a\\u202eb");
});
