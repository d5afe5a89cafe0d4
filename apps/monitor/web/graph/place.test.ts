import { expect, test } from "vitest";
import { isNear, type Rectangle } from "./geometry.js";
import { GAP, type Sized, separate, settle } from "./place.js";

function sized(width: number, height: number, x?: number, y?: number): Sized {
  return { width, height, place: x === undefined || y === undefined ? undefined : { x, y } };
}

function expectApart(rectangles: ReadonlyMap<string, Rectangle>, gap: number): void {
  const all = [...rectangles];
  for (const [at, [id, one]] of all.entries())
    for (const [otherId, other] of all.slice(at + 1)) expect(isNear(one, other, gap), `${id} ${otherId}`).toBe(false);
}

/** Numbers from 0 to 1, the same each time. */
function* numbers(): Generator<number, never> {
  for (let state = 7; ; state = (state * 16807) % 2147483647) yield state / 2147483647;
}

const old = new Map([
  ["a", sized(200, 100, 0, 0)],
  ["b", sized(200, 100, 240, 0)],
  ["c", sized(200, 100, 0, 140)],
]);

test("boxes that were there stay", () => {
  const places = settle(old, new Map());
  for (const [id, { place }] of old) expect(places.get(id)).toMatchObject(place ?? {});
});

test("a new box comes near those that it is connected with, and over none", () => {
  const boxes = new Map([...old, ["far", sized(200, 100, 5000, 5000)], ["new", sized(150, 80)]]);
  const places = settle(boxes, new Map([["new", new Set(["b"])]]));
  expectApart(places, 0);
  const { x, y } = places.get("new") ?? { x: 0, y: 0 };
  expect(Math.hypot(x - 240, y)).toBeLessThan(400);
  for (const [id, { place }] of old) expect(places.get(id)).toMatchObject(place ?? {});
});

test("a new box that is connected with none stands below all", () => {
  const places = settle(new Map([...old, ["new", sized(150, 80)]]), new Map());
  expect(places.get("new")).toEqual({ x: 0, y: 240 + GAP, width: 150, height: 80 });
});

test("where a box has grown into another one, that makes room, and nothing else moves", () => {
  const places = settle(new Map([...old, ["a", sized(300, 100, 0, 0)]]), new Map());
  expectApart(places, 0);
  expect(places.get("a")).toMatchObject({ x: 0, y: 0 });
  expect(places.get("b")).not.toMatchObject({ x: 240, y: 0 });
  expect(places.get("c")).toMatchObject({ x: 0, y: 140 });
});

test("many at one place are pulled apart", () => {
  const random = numbers();
  const boxes = new Map<string, Rectangle>();
  for (let at = 0; at < 200; at++) {
    const [x, y] = [random.next().value * 300, random.next().value * 300];
    boxes.set(`${at}`, { x, y, width: 100 + random.next().value * 400, height: 60 + random.next().value * 300 });
  }
  const places = separate(boxes);
  expect(places.size).toBe(200);
  expectApart(places, GAP - 0.001);
});
