import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { linkRecord, namespaceRecord } from "../fixtures/world.js";
import type { Happening } from "../model/timeline.js";
import { Feed } from "./feed.js";

/** What the page has of an EventSource. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static made: FakeSource[] = [];
  readyState = 1;

  constructor(readonly url: string) {
    super();
    FakeSource.made.push(this);
  }

  close(): void {
    this.readyState = FakeSource.CLOSED;
  }

  send(type: string, data: unknown, lastEventId = ""): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data), lastEventId }));
  }

  /** @param forGood It does not try again by itself: the answer was not the one that it wants. */
  fail(forGood: boolean): void {
    this.readyState = forGood ? FakeSource.CLOSED : 0;
    this.dispatchEvent(new Event("error"));
  }
}

let status = 401;

beforeEach(() => {
  FakeSource.made = [];
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  vi.stubGlobal("fetch", async () => ({ status }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A feed that is connected, and all that it told. */
function begin() {
  const told: string[] = [];
  const happened: Happening[] = [];
  const feed = new Feed({
    state: (state) => told.push(state),
    locked: () => told.push("locked"),
    missing: (sentences) => told.push(`missing ${sentences.length}`),
    renewed: () => told.push("renewed"),
    changed: (keys) => told.push(`changed ${[...keys]}`),
    happened: (happening) => happened.push(happening),
  });
  feed.connect();
  return { feed, told, happened, source: () => FakeSource.made[FakeSource.made.length - 1] as FakeSource };
}

const blue = [namespaceRecord(1, "blue"), linkRecord("blue", 2, "eth0")];
const down = linkRecord("blue", 2, "eth0", { up: false }, "link-changed");

/** As the server begins. */
function sendAll(source: FakeSource): void {
  source.send("start", { version: 1, mode: "fresh", heartbeat: 15, missing: ["one"] });
  source.send("records", blue);
  source.send("ready", { complete: true }, "a-1");
}

test("what is there at first is told in one go, and is nothing that happened", () => {
  const { feed, told, happened, source } = begin();
  source().send("start", { version: 1, mode: "fresh", heartbeat: 15, missing: ["one"] });
  source().send("records", blue);
  expect(told).toEqual(["missing 1", "loading"]);
  expect(feed.world.namespaces.size).toBe(0);
  source().send("ready", { complete: true });
  expect(told.slice(2)).toEqual(["renewed", "live"]);
  expect(feed.world.namespaces.get("4:1")?.things.link.size).toBe(1);
  expect(happened).toEqual([]);
});

test("changes follow, with what happened", () => {
  const { told, happened, source } = begin();
  sendAll(source());
  source().send("records", [down]);
  expect(told[told.length - 1]).toBe("changed 4:1");
  expect(happened.map(({ text }) => text)).toEqual(["link eth0 is down"]);
});

test("a connection that is resumed goes on", () => {
  const { feed, told, happened, source } = begin();
  sendAll(source());
  source().fail(false);
  source().send("start", { version: 1, mode: "resumed", heartbeat: 15 });
  source().send("records", [down]);
  expect(FakeSource.made).toHaveLength(1);
  expect(told.slice(4)).toEqual(["disconnected", "missing 0", "live", "changed 4:1"]);
  expect(feed.world.namespaces.size).toBe(1);
  expect(happened.map(({ tone }) => tone)).toEqual(["changed"]);
});

test("one that begins anew has a gap before it, and shows what was there until all is told", () => {
  const { feed, happened, source } = begin();
  sendAll(source());
  source().fail(false);
  source().send("start", { version: 1, mode: "fresh", heartbeat: 15 });
  source().send("records", [namespaceRecord(2, "red")]);
  expect([...feed.world.namespaces.keys()]).toEqual(["4:1"]);
  source().send("ready", { complete: true });
  expect([...feed.world.namespaces.keys()]).toEqual(["4:2"]);
  expect(happened.map(({ tone }) => tone)).toEqual(["gap"]);
});

test("a beginning that was cut off is begun again", () => {
  const { feed, source } = begin();
  source().send("start", { version: 1, mode: "fresh", heartbeat: 15 });
  source().send("records", [namespaceRecord(2, "red")]);
  source().fail(false);
  sendAll(source());
  expect([...feed.world.namespaces.keys()]).toEqual(["4:1"]);
});

test("an answer that EventSource gives up after is asked for again, ever more rarely", async () => {
  const { told, source } = begin();
  status = 401;
  source().fail(true);
  await vi.advanceTimersByTimeAsync(999);
  expect(told).toEqual(["disconnected", "locked"]);
  expect(FakeSource.made).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(FakeSource.made).toHaveLength(2);
  status = 503;
  source().fail(true);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(FakeSource.made).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(FakeSource.made).toHaveLength(3);
  sendAll(source());
  expect(told.slice(2)).toEqual(["disconnected", "missing 1", "loading", "renewed", "live"]);
});

test("to try at once leaves no second connection behind", async () => {
  const { feed, source } = begin();
  source().fail(true);
  const first = source();
  feed.connect();
  await vi.advanceTimersByTimeAsync(40_000);
  expect(first.readyState).toBe(FakeSource.CLOSED);
  expect(FakeSource.made).toHaveLength(2);
});

test("a connection on which nothing comes any more is said to be lost, and what was missed is asked for", async () => {
  const { feed, told, happened, source } = begin();
  sendAll(source());
  const silent = source();
  const heardAt = feed.heardAt;
  await vi.advanceTimersByTimeAsync(45_000);
  expect(told[told.length - 1]).toBe("disconnected");
  expect(feed.heardAt).toBe(heardAt);
  expect(silent.readyState).toBe(FakeSource.CLOSED);
  expect(source().url).toBe("/api/v1/events?lastEventId=a-1");
  source().send("start", { version: 1, mode: "resumed", heartbeat: 15 });
  source().send("records", [down], "a-2");
  expect(told.slice(-2)).toEqual(["live", "changed 4:1"]);
  expect(happened.map(({ tone }) => tone)).toEqual(["changed"]);
});

test("signs of life keep it, and one that gives none at all is given up again and again", async () => {
  const { source } = begin();
  sendAll(source());
  for (let i = 0; i < 10; i++) {
    source().send("heartbeat", {});
    await vi.advanceTimersByTimeAsync(15_000);
  }
  expect(FakeSource.made).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(3 * 45_000);
  expect(FakeSource.made).toHaveLength(4);
});

test("a server that gives signs of life more often is missed sooner", async () => {
  const { source } = begin();
  source().send("start", { version: 1, mode: "fresh", heartbeat: 1 });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(FakeSource.made).toHaveLength(2);
});
