import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Frame, throttle } from "./frame.js";

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a rendering for each frame, however often it is asked for", () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal("requestAnimationFrame", (call: () => void) => frames.push(call));
  const render = vi.fn();
  const frame = new Frame(render);
  frame.ask();
  frame.ask();
  expect(frames).toHaveLength(1);
  frames[0]?.();
  expect(render).toHaveBeenCalledOnce();
  frame.ask();
  expect(frames).toHaveLength(2);
});

test("what is throttled is called at once, then rarely, and at the end once more", () => {
  const call = vi.fn();
  const throttled = throttle(call, 100);
  for (let at = 0; at < 5; at++) throttled();
  expect(call).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(100);
  expect(call).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1_000);
  expect(call).toHaveBeenCalledTimes(2);
});

test("what takes long is called more rarely", () => {
  const call = vi.fn(() => void vi.advanceTimersByTime(100));
  const throttled = throttle(call, 100);
  throttled();
  throttled();
  vi.advanceTimersByTime(499);
  expect(call).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(call).toHaveBeenCalledTimes(2);
});
