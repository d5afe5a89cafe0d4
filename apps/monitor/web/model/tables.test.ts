import { expect, test } from "vitest";
import { apply } from "../../src/topology/apply.js";
import { namespaceIn, record, smallWorld } from "../fixtures/world.js";
import { filterRows, type Kind, sections, sizeOf, type Table, tableOf } from "./tables.js";

const texts = ({ rows }: Table) => rows.map(({ cells }) => cells.map(({ text }) => text).join(" | "));

/** blue, with more in it. */
function blueWith(...things: readonly Readonly<Record<string, unknown>>[]) {
  const world = smallWorld();
  for (const [at, thing] of things.entries())
    apply(world, record({ namespace: "blue", id: `x${at}`, flags: [], ...thing }));
  return namespaceIn(world, "4:1");
}

const route = {
  type: "route-present",
  ipVersion: 4,
  routeType: "unicast",
  table: "main",
  protocol: "static",
  scope: "global",
};

test("links are in the order of their indices, and say how they are", () => {
  const table = tableOf(blueWith(), "link");
  expect(table.columns).toEqual(["Name", "State", "Kind", "Port of", "Address"]);
  expect(texts(table)).toEqual([
    "lo | up | loopback |  | 00:00:00:00:00:00",
    "eth0 | up | veth |  | 02:00:00:00:00:01",
    "br0 | up | bridge |  | ",
    "port1 | no carrier | veth | br0 | ",
  ]);
  expect(table.rows[3]).toMatchObject({ key: "4", state: "no carrier" });
  expect(table.rows[3]?.cells[3]).toEqual({ text: "br0", link: 3 });
});

test("the main table's routes come first, the local ones last", () => {
  const blue = blueWith(
    { ...route, destination: "192.0.2.1", table: "local", routeType: "local", ifindex: 2 },
    { ...route, destination: "10.10.0.0/16", table: 100, metric: 5 },
    {
      ...route,
      destination: "10.2.0.0/16",
      nexthops: [
        { via: "192.0.2.9", ifindex: 2, weight: 1 },
        { ifindex: 4, weight: 3 },
      ],
    },
    { ...route, destination: "default", via: "192.0.2.7", ifindex: 2 },
  );
  expect(texts(tableOf(blue, "route"))).toEqual([
    "10.2.0.0/16 | 192.0.2.9 dev eth0 weight 1; dev port1 weight 3 |  | main | static |  | global",
    "default | 192.0.2.7 | eth0 | main | static |  | global",
    "10.10.0.0/16 |  |  | 100 | static | 5 | global",
    "local 192.0.2.1 |  | eth0 | local | static |  | global",
  ]);
});

test("what is of a link: also what goes by it", () => {
  const blue = blueWith(
    { ...route, destination: "10.0.0.0/8", nexthops: [{ via: "192.0.2.9", ifindex: 2, weight: 1 }] },
    { ...route, destination: "default", ifindex: 3 },
  );
  expect(tableOf(blue, "route", 2).rows).toHaveLength(1);
  expect(sizeOf(blue, "route", 2)).toBe(1);
  expect(sizeOf(blue, "route")).toBe(2);
  expect(texts(tableOf(blue, "address", 2))).toEqual(["192.0.2.1/24 | global"]);
  expect(tableOf(blue, "address", 3).rows).toEqual([]);
});

test("rules, neighbors, next hops and forwarding entries", () => {
  const blue = blueWith(
    {
      type: "rule-present",
      ipVersion: 4,
      priority: 100,
      not: false,
      from: "10.0.0.0/8",
      to: "all",
      fwmark: { mark: 1, mask: 255 },
      action: "lookup",
      table: "vpn",
      protocol: "static",
    },
    {
      type: "neighbor-present",
      ifindex: 2,
      address: "192.0.2.9",
      linkAddress: "02:00:00:00:00:09",
      state: "reachable",
    },
    {
      type: "nexthop-present",
      nexthopId: 7,
      scope: "global",
      protocol: "static",
      group: [
        { nexthopId: 1, weight: 1 },
        { nexthopId: 2, weight: 20 },
      ],
    },
    { type: "fdb-present", linkAddress: "02:00:00:00:00:09", ifindex: 4, master: 3, vlan: 1, state: "permanent" },
  );
  expect(texts(tableOf(blue, "rule"))).toEqual(["100 | from 10.0.0.0/8 fwmark 0x1/0xff | lookup vpn | v4 | static"]);
  expect(texts(tableOf(blue, "neighbor"))).toEqual(["192.0.2.9 | 02:00:00:00:00:09 | eth0 | reachable"]);
  expect(texts(tableOf(blue, "nexthop"))).toEqual(["7 | 1, 2 (weight 20) | static | global"]);
  expect(texts(tableOf(blue, "fdb"))).toEqual(["02:00:00:00:00:09 | port1 | br0 | 1 | permanent"]);
});

test("every kind of thing has a section", () => {
  const kinds = Object.keys(blueWith().things) as Kind[];
  expect(sections.map(({ kind }) => kind).sort()).toEqual(kinds.sort());
});

test("columns that say nothing are left out", () => {
  const { columns } = tableOf(blueWith(), "address", 2);
  expect(columns).toEqual(["Address", "Scope"]);
});

test("rows are found by all words of what is written", () => {
  const { rows } = tableOf(blueWith(), "link");
  expect(filterRows(rows, "VETH up").map(({ key }) => key)).toEqual(["2"]);
  expect(filterRows(rows, " ")).toBe(rows);
});
