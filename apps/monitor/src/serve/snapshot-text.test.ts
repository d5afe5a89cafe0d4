import { setImmediate as turn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { END, nsid, Told, worldOf } from "../fixtures/told.js";
import { apply, toSnapshot } from "../topology/index.js";
import { snapshotText } from "./snapshot-text.js";

const facts = { lastEventId: "e-1", missing: ["A sentence."] };
const names = ["red", "blue", "green\u202e"];

test("it is the world as it was when it was asked for, whatever happens meanwhile; others have their turn", async () => {
  const told = names.map((name, i) => new Told(i + 1, name));
  const records = told.flatMap((each) => [
    each.is("present"),
    each.link(1, undefined),
    each.link(2, "veth", each.at(3)),
  ]);
  const world = worldOf(...records, nsid("present", 3, new Told(9)), END);
  const expected = JSON.stringify({ version: 1, ...facts, ...toSnapshot(world) });
  let now = 0;
  // Each piece takes long.
  using clock = vi.spyOn(performance, "now").mockImplementation(() => (now += 1000));
  let isOver = false;
  const text = snapshotText(world, facts).finally(() => {
    isOver = true;
  });
  await turn();
  expect([isOver, clock.mock.calls.length > 0]).toEqual([false, true]);
  for (const each of told) {
    apply(world, each.link(1, "bridge", {}, "changed"));
    apply(world, each.link(2, "veth", {}, "deleted"));
    apply(world, each.is("deleted"));
  }
  expect(JSON.parse((await text).toString())).toEqual(JSON.parse(expected));
  expect((await text).toString()).not.toContain("\u202e");
});

test("of no world it is one all the same", async () => {
  const world = worldOf();
  expect(JSON.parse((await snapshotText(world, facts)).toString())).toEqual({
    ...{ version: 1, ...facts, complete: false },
    ...{ namespaces: [], nsids: [], edges: [] },
  });
});
