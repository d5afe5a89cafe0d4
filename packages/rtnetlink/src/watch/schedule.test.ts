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
