import { expect, test } from "vitest";
import { timePrefix } from "./time.js";

test("as ip has it", () => {
  const time = new Date(2026, 10, 6, 3, 4, 5, 67);
  expect(timePrefix("none", time)).toBe("");
  expect(timePrefix("short", time)).toBe("[2026-11-06T03:04:05.067000] ");
  expect(timePrefix("line", time)).toBe("Timestamp: Fri Nov  6 03:04:05 2026 67000 usec\n");
});
