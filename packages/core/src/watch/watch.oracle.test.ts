import { expect } from "vitest";
import { oracleTest } from "../oracle/stock.js";
import { take } from "./fixtures/take.js";
import { watchNamespaces } from "./watch.js";

oracleTest("names and ids that ip gives and takes away", async ({ stock }) => {
  const { options } = stock;
  stock.print("netns", "add", "old");
  stock.print("netns", "add", "observer");
  stock.print("-n", "observer", "netns", "set", "old", "11");
  using events = watchNamespaces({ ...options, observer: "observer", allNsid: true });
  const [snapshot] = await take(events, 1);
  expect(["snapshot [old,observer] [11]", "snapshot [observer,old] [11]"]).toContain(snapshot);
  stock.print("netns", "add", "blue");
  stock.print("-n", "observer", "netns", "set", "blue", "12");
  stock.print("-n", "blue", "netns", "set", "old", "13");
  stock.print("netns", "delete", "blue");
  expect((await take(events, 5)).sort()).toEqual([
    "name-added blue",
    "name-deleted blue",
    "nsid-added 12",
    "nsid-added 13 in 12",
    "nsid-deleted 13 in 12",
  ]);
  expect(await take(events, 1)).toEqual(["nsid-deleted 12"]);
  stock.print("netns", "delete", "old");
  stock.print("netns", "delete", "observer");
});
