import { expect, test } from "vitest";
import type { WatchEvent } from "./events.js";
import { stateOf } from "./state.js";

const observer = { device: 4n, inode: 1n };
const start = (reason: string) => ({ type: "snapshot-start", reason, subjects: ["link"], observer });
const end = { type: "snapshot-end", subjects: ["link"], consistent: true, complete: true, observer };
const link = (type: string, index: number) => ({
  ...{ type, subject: "link", item: { header: { index, family: 0 }, attributes: {} } },
  ...{ own: true, nsid: undefined, observer, flags: 0 },
});

async function* play(...events: readonly object[]): AsyncGenerator<WatchEvent> {
  for (const event of events) yield event as WatchEvent;
}

test("the state is given after each snapshot and each change, and never half-way through a snapshot", async () => {
  const told: number[][] = [];
  const events = [start("opened"), link("present", 1), link("present", 2), end, link("changed", 3), link("deleted", 1)];
  const again = [start("overrun"), link("present", 3), end];
  for await (const state of stateOf(play(...events, ...again)))
    told.push(state.get("link").map(({ header }) => header.index));
  expect(told).toEqual([[1, 2], [1, 2, 3], [2, 3], [3]]);
});
