import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Progress } from "./progress.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function terminal(isTerminal = true) {
  let written = "";
  const text = (more: string) => {
    written += more;
  };
  const output = { isTerminal, text, flush() {} };
  return { output, written: () => written };
}

test("work that takes long shows how far it has come, and leaves nothing behind", () => {
  const { output, written } = terminal();
  {
    using progress = new Progress("Deleting", 2000, output);
    progress.report(1);
    expect(written()).toBe("");
    vi.advanceTimersByTime(600);
    progress.report(700);
    progress.report(701);
    expect(written()).toBe("\rDeleting: 700 of 2000");
    vi.advanceTimersByTime(600);
    progress.report(1400);
    expect(written()).toBe("\rDeleting: 700 of 2000\rDeleting: 1400 of 2000");
  }
  expect(written().endsWith("\r\u001b[2K")).toBe(true);
});

test("nothing when it is quick, and nothing where there is no terminal", () => {
  const quick = terminal();
  new Progress("Adding", undefined, quick.output)[Symbol.dispose]();
  const pipe = terminal(false);
  const progress = new Progress("Adding", undefined, pipe.output);
  vi.advanceTimersByTime(5000);
  progress.report(5);
  progress.clear();
  expect([quick.written(), pipe.written()]).toEqual(["", ""]);
});
