import { expect, test } from "vitest";
import { apply } from "../../src/topology/apply.js";
import type { WireRecord } from "../../src/wire.js";
import { linkRecord, namespaceRecord, record, smallWorld } from "../fixtures/world.js";
import { happeningOf } from "./happening.js";

const now = 5;

/** What is told of records, one after the other. */
function told(...records: readonly WireRecord[]): (string | undefined)[] {
  const world = smallWorld();
  return records.map((one) => {
    const happening = happeningOf(world, one, now);
    apply(world, one);
    return happening && `${happening.tone} ${happening.where}: ${happening.text}`;
  });
}

const eth0 = { kind: "veth", address: "02:00:00:00:00:01", altNames: ["uplink"], linkNetnsid: 3 };
const changed = (fields: object) => linkRecord("blue", 2, "eth0", { ...eth0, ...fields }, "link-changed");

test("links that come, change and go", () => {
  expect(told(linkRecord("red", 9, "gre1", { kind: "gre", up: false }, "link-changed"))).toEqual([
    "added red: link gre1 added (gre, down)",
  ]);
  expect(told(changed({ up: false }), changed({ up: true, operstate: "lowerlayerdown" }), changed({}))).toEqual([
    "changed blue: link eth0 is down",
    "changed blue: link eth0 has no carrier",
    "changed blue: link eth0 is up",
  ]);
  expect(told(changed({ master: 3 }), changed({}))).toEqual([
    "changed blue: link eth0 joined br0",
    "changed blue: link eth0 left br0",
  ]);
  expect(told(changed({ ifname: "wan", mtu: 9000 }))).toEqual([
    "changed blue: link wan renamed, was eth0, mtu none → 9000",
  ]);
  expect(told(linkRecord("blue", 2, "eth0", eth0, "link-deleted"))).toEqual(["removed blue: link eth0 removed"]);
});

test("what is as it was is not told, nor what a snapshot finds", () => {
  expect(told(changed({}))).toEqual([undefined]);
  expect(told(changed({ operstate: "unknown" }))).toEqual([undefined]);
  expect(told(linkRecord("blue", 9, "new0"))).toEqual([undefined]);
});

test("what else there is in a namespace", () => {
  const route = { namespace: "blue", id: "r", destination: "10.0.0.0/8", via: "192.0.2.9", ifindex: 2, table: "main" };
  const neighbor = { namespace: "blue", id: "n", address: "192.0.2.9", ifindex: 2, flags: [] };
  expect(
    told(
      record({ type: "route-changed", ...route }),
      record({ type: "neighbor-changed", ...neighbor, state: "stale" }),
      record({ type: "neighbor-changed", ...neighbor, state: "reachable" }),
      record({ type: "route-deleted", ...route, table: "vpn" }),
    ),
  ).toEqual([
    "added blue: route 10.0.0.0/8 via 192.0.2.9 dev eth0 added",
    "added blue: neighbor 192.0.2.9 on eth0 added",
    "changed blue: neighbor 192.0.2.9 on eth0 state stale → reachable",
    "removed blue: route 10.0.0.0/8 via 192.0.2.9 dev eth0 table vpn removed",
  ]);
});

test("namespaces that come, are named, and go", () => {
  const green = { device: 4, inode: 7, namespace: "green" };
  expect(
    told(
      record({ type: "namespace-changed", ...green, names: ["green"] }),
      record({ type: "namespace-changed", ...green, names: ["green", "lime"] }),
      record({ type: "namespace-deleted", ...green, names: ["green", "lime"] }),
      namespaceRecord(8, "old"),
    ),
  ).toEqual([
    "added green: namespace added",
    "changed green: namespace is now named green, lime",
    "removed green: namespace removed",
    undefined,
  ]);
});

test("that a namespace is gone is told once", () => {
  const deleted = record({ type: "namespace-deleted", device: 4, inode: 2, namespace: "red", names: ["red"] });
  expect(
    told(record({ type: "name-present", name: "red" }), deleted, record({ type: "name-deleted", name: "red" })),
  ).toEqual([undefined, "removed red: namespace removed", undefined]);
});

test("a reason why a namespace cannot be looked into is told once", () => {
  const notWatched = record({ type: "not-watched", namespace: "dark", reason: "it is not permitted." });
  const deleted = record({ type: "name-deleted", name: "dark" });
  expect(told(record({ type: "name-added", name: "dark" }), notWatched, notWatched, deleted)).toEqual([
    undefined,
    "changed dark: cannot be looked into: it is not permitted.",
    undefined,
    "removed dark: namespace removed",
  ]);
});

test("a resync is a gap", () => {
  const happening = happeningOf(
    smallWorld(),
    record({ type: "resync", namespace: "blue", reason: "netlink-overrun" }),
    now,
  );
  expect(happening).toMatchObject({ tone: "gap", where: "blue", time: now, selection: undefined });
});

test("it happened when the record says so, to what it is about", () => {
  const down = { ...changed({ up: false }), time: "2026-01-02T03:04:05.123456Z" };
  expect(happeningOf(smallWorld(), down, now)).toMatchObject({
    time: Date.UTC(2026, 0, 2, 3, 4, 5, 123),
    selection: { namespace: "4:1", link: 2 },
  });
});
