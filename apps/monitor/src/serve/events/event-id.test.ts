import { expect, test } from "vitest";
import { eventId, newEpoch, numberOf } from "./event-id.js";

test("an id says something in its own epoch only", () => {
  const epoch = newEpoch();
  expect(numberOf(eventId(epoch, 12), epoch)).toBe(12);
  expect(numberOf(eventId(newEpoch(), 12), epoch)).toBeUndefined();
});

test.each([
  [""],
  ["12"],
  ["ab-"],
  ["ab-x"],
  ["ab--1"],
  ["ab-01"],
  ["ab-1 "],
  ["ab-1\n"],
  ["ab-1e3"],
  [`ab-${"9".repeat(30)}`],
])("%j is none", (text) => {
  expect(numberOf(text, "ab")).toBeUndefined();
});
