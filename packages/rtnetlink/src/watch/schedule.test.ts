import { expect, test, vi } from "vitest";
import { Schedule } from "./schedule.js";
import type { Subject } from "./subjects.js";

const all: readonly Subject[] = ["link", "route"];
const opened = { reason: "opened", subjects: all } as const;
const overrun = { reason: "overrun", subjects: all } as const;
const inconsistent = { reason: "inconsistent", subjects: all } as const;
const silentRemoval = { reason: "silent-removal", subjects: ["route"] } as const;

test("what says more takes the place of what says less", () => {
  const schedule = new Schedule(opened);
  expect([schedule.isUrgent, schedule.begin(), schedule.begin(), schedule.delay]).toEqual([
    true,
    opened,
    undefined,
    undefined,
  ]);
  schedule.add(silentRemoval);
  schedule.add(inconsistent);
  schedule.add(silentRemoval);
  // At once: it does not wait for more of what it has taken the place of.
  expect([schedule.isUrgent, schedule.begin()]).toEqual([false, inconsistent]);
  schedule.add(inconsistent);
  schedule.add(overrun);
  schedule.add(inconsistent);
  expect([schedule.isUrgent, schedule.begin()]).toEqual([true, overrun]);
});

test("there is as much time between two as the first has taken", () => {
  let now = 0;
  using clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  const schedule = new Schedule(opened);
  schedule.begin();
  now = 30;
  schedule.end();
  schedule.add(overrun);
  now = 40;
  expect([schedule.delay, schedule.begin()]).toEqual([20, undefined]);
  now = 60;
  expect([schedule.delay, schedule.begin()]).toEqual([0, overrun]);
  expect(clock).toHaveBeenCalled();
});

test("what may have gone silently is gathered, and looked at once; nothing that comes later puts it off", () => {
  let now = 0;
  using clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  const schedule = new Schedule(opened);
  schedule.begin();
  schedule.end();
  schedule.add(silentRemoval);
  now = 60;
  schedule.add(silentRemoval);
  expect([schedule.isUrgent, schedule.delay, schedule.begin()]).toEqual([false, 40, undefined]);
  schedule.add(overrun);
  expect([schedule.delay, schedule.begin()]).toEqual([0, overrun]);
  expect(clock).toHaveBeenCalled();
});

test("a reader who was slow with the one does not wait as long for the next", () => {
  let now = 0;
  using clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  const schedule = new Schedule(opened);
  schedule.begin();
  now = 600_000;
  schedule.end();
  schedule.add(overrun);
  expect(schedule.delay).toBe(2000);
  expect(clock).toHaveBeenCalled();
});
