import { describe, expect, test } from "vitest";
import { type Arrangement, arrange, COLUMN, type Relation, ROW } from "./arrange.js";
import { isNear, type Point, type Rectangle } from "./geometry.js";
import { TILE } from "./glyphs.js";

function relation(kind: Relation["kind"], source: string, target: string): Relation {
  return { id: `${kind} ${source}`, kind, source, target };
}

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}${at}`);
}

/** A square and its text. */
function roomOf({ x, y }: Point): Rectangle {
  return { x: x - TILE / 2, y: y - TILE / 2, width: TILE + 110, height: TILE };
}

function place({ places }: Arrangement, node: string): Point {
  const found = places.get(node);
  if (found === undefined) throw new Error(`${node} has no place.`);
  return found;
}

const ports = names("port", 30);
const uppers = names("vlan", 7);
const wirings: Record<string, [string[], Relation[]]> = {
  nothing: [[], []],
  "some links": [names("eth", 11), []],
  "a bridge": [["br0", ...ports], ports.map((port) => relation("master", port, "br0"))],
  "VLANs on a link": [["eth0", ...uppers], uppers.map((upper) => relation("lower", upper, "eth0"))],
  "a bond with ports and VLANs, one of them in a bridge": [
    ["eth0", "eth1", "bond0", ...uppers, "br0", "tap0", "lo"],
    [
      ...["eth0", "eth1"].map((port) => relation("master", port, "bond0")),
      ...uppers.map((upper) => relation("lower", upper, "bond0")),
      relation("master", "vlan3", "br0"),
      relation("master", "tap0", "br0"),
    ],
  ],
  "each beneath the other": [
    ["a", "b", "c"],
    [relation("lower", "a", "b"), relation("lower", "b", "a"), relation("lower", "c", "c")],
  ],
  "bridges in a row": [
    ["br0", "br1", "br2", "x"],
    [relation("master", "br1", "br0"), relation("master", "br2", "br1"), relation("master", "x", "br2")],
  ],
};

describe.each(Object.entries(wirings))("%s", (_, [nodes, relations]) => {
  const arrangement = arrange(nodes, relations);
  const rooms = [...arrangement.places].map(([node, point]) => ({ node, ...roomOf(point) }));

  test("each link has a place in the box", () => {
    expect([...arrangement.places.keys()].sort()).toEqual([...nodes].sort());
    const { width, height } = arrangement;
    for (const room of rooms) {
      expect(room.x).toBeGreaterThanOrEqual(0);
      expect(room.y).toBeGreaterThanOrEqual(0);
      expect(room.x + room.width).toBeLessThanOrEqual(width);
      expect(room.y + room.height).toBeLessThanOrEqual(height);
    }
  });

  test("no two overlap", () => {
    for (const [at, one] of rooms.entries())
      for (const other of rooms.slice(at + 1)) expect(isNear(one, other, 2), `${one.node} ${other.node}`).toBe(false);
  });

  test("lines with corners run beside squares and texts, but for those of their ends", () => {
    for (const { id, source, target } of relations) {
      const corners = arrangement.corners.get(id);
      if (corners === undefined) continue;
      const points = [place(arrangement, source), ...corners, place(arrangement, target)];
      const pieces = points.slice(1).map((end, at) => lineBetween(points[at] ?? end, end));
      const others = rooms.filter(({ node }) => node !== source && node !== target);
      for (const piece of pieces)
        for (const room of others) expect(isNear(piece, room, 0), `${id} at ${room.node}`).toBe(false);
    }
  });

  test("it is the same each time", () => {
    expect(arrange(nodes, relations)).toEqual(arrangement);
  });
});

/** Of lines that run along an axis only. */
function lineBetween(one: Point, other: Point): Rectangle {
  expect(one.x === other.x || one.y === other.y).toBe(true);
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return { x, y, width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y) };
}

test("ports stand under their master, upper links over the lower one", () => {
  const bridge = arrange(...(wirings["a bridge"] ?? [[], []]));
  for (const port of ports) expect(place(bridge, port).y).toBeGreaterThan(place(bridge, "br0").y);
  const vlans = arrange(...(wirings["VLANs on a link"] ?? [[], []]));
  for (const upper of uppers) expect(place(vlans, upper).y).toBeLessThan(place(vlans, "eth0").y);
});

test("many links make a box that is neither long nor thin", () => {
  const { width, height } = arrange(names("eth", 100), []);
  expect(width / height).toBeGreaterThan(1);
  expect(width / height).toBeLessThan(3);
  expect((width / COLUMN) * (height / ROW)).toBeLessThan(120);
});
