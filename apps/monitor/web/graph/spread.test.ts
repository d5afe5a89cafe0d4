import { describe, expect, test } from "vitest";
import { force } from "./force.js";
import { boundsOf, isNear, type Point, type Rectangle } from "./geometry.js";
import { type SpreadBox, type SpreadEdge, spread } from "./spread.js";

function boxes(count: number): SpreadBox[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `b${at}`,
    width: 190 + 40 * (at % 5),
    height: 90 + 50 * (at % 3),
  }));
}

function edge(source: number, target: number): SpreadEdge {
  return { source: `b${source}`, target: `b${target}`, weight: 1 + (source % 3) };
}

function rectangles(all: readonly SpreadBox[], places: ReadonlyMap<string, Point>): (Rectangle & { id: string })[] {
  return all.map((box) => ({ ...box, ...(places.get(box.id) ?? { x: Number.NaN, y: Number.NaN }) }));
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
const wirings: Record<string, [SpreadBox[], SpreadEdge[]]> = {
  none: [[], []],
  "one alone": [boxes(1), []],
  "many alone": [boxes(50), []],
  "two with each other": [boxes(2), [edge(0, 1)]],
  "a star": [boxes(60), numbers(59).map((at) => edge(0, at + 1))],
  "a chain": [boxes(40), numbers(39).map((at) => edge(at, at + 1))],
  "stars that are connected, and some alone": [
    boxes(70),
    [...numbers(60).map((at) => edge(at % 6, at + 6)), edge(0, 1), edge(1, 2), edge(2, 3), edge(3, 0), edge(4, 5)],
  ],
};

describe.each(Object.entries(wirings))("%s", (_, [all, edges]) => {
  const places = spread(all, edges, force);
  const found = rectangles(all, places);

  test("each has a place, and no two overlap", () => {
    expect([...places.keys()].sort()).toEqual(all.map(({ id }) => id).sort());
    for (const [at, one] of found.entries()) {
      expect(Number.isFinite(one.x) && Number.isFinite(one.y)).toBe(true);
      for (const other of found.slice(at + 1)) expect(isNear(one, other, 10), `${one.id} ${other.id}`).toBe(false);
    }
  });

  test("they are the same each time, and fCoSE has left Math.random alone", () => {
    const { random } = Math;
    expect(spread(all, edges, force)).toEqual(places);
    expect(Math.random).toBe(random);
  });
});

test("what hangs on one other box stands around that one", () => {
  const [all, edges] = wirings["a star"] ?? [[], []];
  const found = rectangles(all, spread(all, edges, force));
  const { x, y, width, height } = boundsOf(found);
  const hub = found.find(({ id }) => id === "b0");
  if (hub === undefined) throw new Error("The hub has no place.");
  expect(Math.abs(hub.x + hub.width / 2 - (x + width / 2))).toBeLessThan(width / 4);
  expect(Math.abs(hub.y + hub.height / 2 - (y + height / 2))).toBeLessThan(height / 4);
});

test("a long chain does not become a long line", () => {
  const [all, edges] = wirings["a chain"] ?? [[], []];
  const { width, height } = boundsOf(rectangles(all, spread(all, edges, force)));
  expect(Math.max(width / height, height / width)).toBeLessThan(8);
});

test("clusters in a chain are packed: at least a quarter of what is seen is filled", () => {
  const all = boxes(310);
  const edges = [...numbers(300).map((at) => edge(at % 10, at + 10)), ...numbers(9).map((at) => edge(at, at + 1))];
  const { width, height } = boundsOf(rectangles(all, spread(all, edges, force)));
  const seen = Math.max(width, height * 1.6) * Math.max(height, width / 1.6);
  expect(all.reduce((sum, box) => sum + box.width * box.height, 0) / seen).toBeGreaterThan(1 / 4);
});
