import { expect, test } from "vitest";
import { isoTime, now, timePrefix } from "./time.js";

const moment = { date: new Date(2026, 10, 6, 3, 4, 5, 67), micros: 67_089 };

test("as ip has it", () => {
  expect(timePrefix("none", moment)).toBe("");
  expect(timePrefix("short", moment)).toBe("[2026-11-06T03:04:05.067089] ");
  expect(timePrefix("line", moment)).toBe("Timestamp: Fri Nov  6 03:04:05 2026 67089 usec\n");
});

test("as ISO 8601 has it", () => {
  const date = new Date(Date.UTC(2026, 10, 6, 3, 4, 5, 7));
  expect(isoTime({ date, micros: 7_008 })).toBe("2026-11-06T03:04:05.007008Z");
});

test("now is what the clock says, with microseconds that are not all the same", () => {
  const before = Date.now();
  const moments = Array.from({ length: 1000 }, now);
  const after = Date.now();
  for (const { date, micros } of moments) {
    expect(date.getTime()).toBeGreaterThanOrEqual(before - 3);
    expect(date.getTime()).toBeLessThanOrEqual(after + 3);
    expect(Math.floor(micros / 1000)).toBe(date.getMilliseconds());
  }
  expect(new Set(moments.map(({ micros }) => micros % 1000)).size).toBeGreaterThan(1);
});
