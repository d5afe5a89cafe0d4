import { expect, test } from "vitest";
import { Ring } from "./ring.js";

function ringOf(limit: number, ...lengths: readonly number[]): Ring {
  const ring = new Ring(limit);
  for (const length of lengths) ring.push((number) => Buffer.alloc(length, number));
  return ring;
}

test("it keeps what fits, and the last one always", () => {
  const ring = ringOf(10, 4, 4, 4);
  expect([1, 2, 3, 4].map((number) => ring.get(number)?.[0])).toEqual([undefined, 2, 3, undefined]);
  expect(ring).toMatchObject({ last: 3, bytes: 8 });
  ring.push(() => Buffer.alloc(100));
  expect(ring).toMatchObject({ last: 4, bytes: 100 });
  ring.push(() => Buffer.alloc(1));
  expect(ring).toMatchObject({ last: 5, bytes: 1 });
});

test("it can be followed from where nothing is missing behind", () => {
  const ring = ringOf(10, 4, 4, 4);
  expect([0, 1, 2, 3, 4].map((number) => ring.canFollow(number))).toEqual([false, true, true, true, false]);
  expect(ringOf(10).canFollow(0)).toBe(true);
  expect(ringOf(10).canFollow(1)).toBe(false);
});
