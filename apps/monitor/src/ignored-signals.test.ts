import { expect, test } from "vitest";
import { ignoredSignals } from "./ignored-signals.js";

function ignoredIn(record: string | undefined) {
  return ignoredSignals({ NETNS_MONITOR_IGNORED: record }, 7);
}

test("those of a record of this very process", () => {
  expect(ignoredIn("7:0000000000001000")).toEqual([]);
  expect(ignoredIn("7:0000000000001001")).toEqual(["SIGHUP"]);
  expect(ignoredIn("7:0000000000004006")).toEqual(["SIGINT", "SIGQUIT", "SIGTERM"]);
});

test.each([undefined, "", "7", "7:", "7:x", "8:0000000000000001"])("none of %j", (record) => {
  expect(ignoredIn(record)).toEqual([]);
});
