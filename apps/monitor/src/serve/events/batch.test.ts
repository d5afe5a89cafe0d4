import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Batch } from "./batch.js";

beforeEach(() =>
  vi.useFakeTimers({ toFake: ["performance", "setImmediate", "clearImmediate", "setTimeout", "clearTimeout"] }),
);
afterEach(() => vi.useRealTimers());

function gathering() {
  const sent: (readonly string[])[] = [];
  return { sent, batch: new Batch((texts) => sent.push(texts)) };
}

test("a single one goes at once, with those of the same turn; what comes soon after is gathered", () => {
  const { sent, batch } = gathering();
  batch.add("a");
  batch.add("b");
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(0);
  expect(sent).toEqual([["a", "b"]]);
  batch.add("c");
  vi.advanceTimersByTime(3);
  batch.add("d");
  expect(sent).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
  vi.advanceTimersByTime(4);
  batch.add("e");
  vi.advanceTimersByTime(0);
  expect(sent[2]).toEqual(["e"]);
});

test("much goes before its time", () => {
  const { sent, batch } = gathering();
  batch.add("x".repeat(40_000));
  batch.add("y".repeat(40_000));
  expect(sent).toHaveLength(1);
  vi.advanceTimersByTime(10);
  expect(sent).toHaveLength(1);
});

test("nothing is sent of nothing", () => {
  const { sent, batch } = gathering();
  batch.flush();
  expect(sent).toEqual([]);
});
