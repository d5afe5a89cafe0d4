import { expect, test } from "vitest";
import { END, name, notWatched, nsid, Told, worldOf } from "../fixtures/told.js";
import type { WireRecord } from "../wire.js";
import { apply, createWorld, toSnapshot } from "./index.js";

const red = new Told(1, "red");
const blue = new Told(2, "blue");
const own = new Told(9);

/** What each record makes dirty. */
function dirtyOf(...records: readonly WireRecord[]): string[][] {
  const world = createWorld();
  return records.map((record) => [...apply(world, record)]);
}

test("a name stands for a namespace until that is looked into", () => {
  const world = worldOf(name("present", "red"));
  expect([...world.namespaces.values()]).toMatchObject([{ key: "name:red", names: ["red"], device: undefined }]);
  expect([...apply(world, red.is("present"))].sort()).toEqual([red.key, "name:red"]);
  expect([...world.namespaces.values()]).toMatchObject([
    { key: red.key, names: ["red"], device: 4, inode: 1, own: false, notWatched: undefined },
  ]);
  apply(world, red.is("deleted"));
  expect([...world.namespaces.keys()]).toEqual(["name:red"]);
  apply(world, name("deleted", "red"));
  expect(world.namespaces.size).toBe(0);
});

test("a name that goes before its namespace is let go leaves nothing", () => {
  const records = [name("present", "red"), red.is("present"), red.link(1, undefined)];
  const world = worldOf(...records, name("deleted", "red"));
  expect([...world.namespaces.keys()]).toEqual([red.key]);
  apply(world, red.is("deleted"));
  expect(world.namespaces.size).toBe(0);
});

test("why it cannot be looked into, in whatever order that is told", () => {
  const before = [name("present", "red"), red.is("present")];
  const reason = notWatched("red", "EMFILE: too many");
  for (const after of [
    [red.is("deleted"), reason],
    [reason, red.is("deleted")],
  ]) {
    const world = worldOf(...before, ...after);
    expect(world.namespaces.get("name:red")).toMatchObject({ notWatched: "EMFILE: too many" });
    apply(world, red.is("changed"));
    apply(world, red.is("deleted"));
    expect(world.namespaces.get("name:red")).toMatchObject({ notWatched: undefined });
  }
});

test("a name that is there again may be looked behind", () => {
  const world = worldOf(name("present", "red"), notWatched("red", "EPERM: no"), name("deleted", "red"));
  apply(world, name("added", "red"));
  expect(world.namespaces.get("name:red")).toMatchObject({ notWatched: undefined });
});

test("the monitor's own, with and without a name", () => {
  const world = worldOf({ version: 1, type: "not-watched", own: true, reason: "EPERM: no" });
  expect([...world.namespaces.values()]).toMatchObject([{ key: "own", own: true, notWatched: "EPERM: no" }]);
  expect([...apply(world, own.is("present"))].sort()).toEqual([own.key, "own"]);
  apply(world, own.link(1, undefined));
  apply(world, name("added", "home"));
  apply(world, { version: 1, type: "namespace-changed", own: true, ...own.identity, names: ["home"] });
  apply(world, own.link(2, "veth"));
  expect([...world.namespaces.values()]).toMatchObject([{ key: own.key, own: true, names: ["home"] }]);
  expect(world.namespaces.get(own.key)?.things.link.size).toBe(2);
});

test("names that are not UTF-8, or that a terminal would obey", () => {
  const raw = { namespace: "\ufffdx", raw: "ff78" };
  const strange = { ...raw, device: 4, inode: 5, names: ["\\xffx", "a\\x1b"] };
  const world = worldOf(
    name("present", "\ufffdx", "ff78"),
    name("present", "a\x1b"),
    name("present", "\ufffdx", "fe78"),
  );
  expect([...world.namespaces.keys()]).toEqual(["name:\\xffx", "name:a\\x1b", "name:\\xfex"]);
  apply(world, { version: 1, type: "namespace-present", ...strange });
  expect([...world.namespaces.keys()]).toEqual(["name:\\xfex", "4:5"]);
  const link = { version: 1, type: "link-present", id: "1", ifindex: 1, ifname: "lo", up: true } as WireRecord;
  apply(world, { ...link, ...raw } as WireRecord);
  apply(world, { ...link, namespace: "\ufffdx", raw: "fe78", id: "2" } as WireRecord);
  expect([...(world.namespaces.get("4:5")?.things.link.keys() ?? [])]).toEqual(["1"]);
});

test("a namespace that is told by its next name keeps what is in it", () => {
  const both = new Told(1, "red", "second");
  const second = new Told(1, "second");
  const records = [name("present", "red"), name("present", "second"), both.is("present"), both.link(1, undefined)];
  const world = worldOf(...records, second.is("changed"), second.link(2, undefined), red.link(3, undefined));
  // What is told by a name that is not its first one (any more) is of another namespace.
  expect([...(world.namespaces.get(red.key)?.things.link.keys() ?? [])]).toEqual(["1", "2"]);
  expect([...world.namespaces.keys()]).toEqual([red.key, "name:red"]);
  apply(world, new Told(7, "red").is("present"));
  expect([...world.namespaces.keys()]).toEqual([red.key, "4:7"]);
});

test("a name that moves to another namespace, before or after that is told of the first", () => {
  const next = new Told(3, "red");
  const before = [name("present", "red"), red.is("present"), red.link(1, undefined)];
  const ways = [
    [red.is("deleted"), next.is("present")],
    [next.is("present"), red.is("deleted")],
  ];
  for (const way of ways) {
    const world = worldOf(...before, ...way, next.link(5, undefined));
    expect([...world.namespaces.keys()]).toEqual([next.key]);
    expect([...(world.namespaces.get(next.key)?.things.link.keys() ?? [])]).toEqual(["5"]);
  }
});

test("things are set and taken away, without what is of the record", () => {
  const time = "2026-11-26T16:00:00.000000Z";
  const world = worldOf(red.is("present"), { ...red.link(2, "veth", { mtu: 1500 }), time });
  const links = world.namespaces.get(red.key)?.things.link;
  expect(links?.get("2")).toEqual({ ifindex: 2, ifname: "eth2", kind: "veth", up: true, mtu: 1500 });
  apply(world, red.link(2, "veth", { mtu: 1400 }, "changed"));
  expect(links?.get("2")).toMatchObject({ mtu: 1400 });
  apply(world, red.thing("route", "r", { destination: "default" }, "changed"));
  expect(world.namespaces.get(red.key)?.things.route.get("r")).toEqual({ destination: "default" });
  apply(world, red.link(2, "veth", { mtu: 1400 }, "deleted"));
  expect(links?.size).toBe(0);
});

test("only what says something new makes anything dirty", () => {
  const up = red.link(2, "veth");
  const down = red.link(2, "veth", { up: false }, "changed");
  const records = [red.is("present"), red.is("changed"), up, up, down, down, blue.link(1, undefined)];
  expect(dirtyOf(...records)).toEqual([[red.key], [], [red.key], [], [red.key], [], []]);
  const gone = [red.link(2, "veth", {}, "deleted"), red.link(2, "veth", {}, "deleted"), red.is("deleted")];
  expect(dirtyOf(red.is("present"), up, ...gone, red.is("deleted")).slice(2)).toEqual([[red.key], [], [red.key], []]);
  expect(dirtyOf(name("present", "x"), name("added", "x"), notWatched("x", "no"), notWatched("x", "no"))).toEqual([
    ["name:x"],
    [],
    ["name:x"],
    [],
  ]);
});

test("only what may lead to other edges changes the wiring", () => {
  const world = worldOf(red.is("present"), red.link(2, "veth", { link: 3 }), red.link(3, "veth", { link: 2 }));
  const { wiring } = world;
  apply(world, red.link(2, "veth", { link: 3, up: false, mtu: 9000 }, "changed"));
  apply(world, red.thing("address", "a", { ifindex: 2, address: "192.0.2.1/24" }));
  expect(world.wiring).toBe(wiring);
  apply(world, red.link(2, "veth", { link: 3, master: 4 }, "changed"));
  expect(world.wiring).toBeGreaterThan(wiring);
});

test("complete when names and all that came until then have been told", () => {
  const world = createWorld();
  const seen = [END, red.is("present"), blue.is("present"), red.end, blue.end].map((record) => {
    apply(world, record);
    return world.isComplete;
  });
  expect(seen).toEqual([true, false, false, false, true]);
  apply(world, new Told(3, "new").is("changed"));
  expect(world.isComplete).toBe(false);
  apply(world, new Told(3, "new").is("deleted"));
  expect(world.isComplete).toBe(true);
});

test("what is not known of is left out", () => {
  const known = [red.is("present"), red.link(1, undefined)];
  const world = worldOf(...known, red.thing("weather" as "link", "1", {}), red.thing("constructor" as "link", "1", {}));
  expect(toSnapshot(world)).toEqual(toSnapshot(worldOf(...known)));
});

test("ids", () => {
  const world = worldOf(nsid("present", 0, own), nsid("added", 1, own), nsid("added", 1, red), nsid("deleted", 0, own));
  expect([...world.nsids.values()].map(({ nsid, observer }) => [nsid, observer.inode])).toEqual([
    [1, own.inode],
    [1, red.inode],
  ]);
});

test("what is told again as it was changes nothing, in whatever order its fields are", () => {
  const link = red.link(1, undefined, { altNames: ["a", "b"], mtu: 1500 });
  const turned = Object.fromEntries(Object.entries(link).reverse()) as WireRecord;
  const other = { ...link, altNames: ["a", "c"] } as WireRecord;
  const without = { ...other, mtu: undefined } as WireRecord;
  const told = [red.is("present"), link, link, turned, JSON.parse(JSON.stringify(link)), other, without];
  expect(dirtyOf(...told).map((dirty) => dirty.length)).toEqual([1, 1, 0, 0, 0, 1, 1]);
});
