import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import type { StreamRecord } from "../../stream/records.js";
import type { WireRecord } from "../../wire.js";
import { Hub } from "./hub.js";

/** Who reads: what is written is counted as read, unless it stalls. */
class Reader extends EventEmitter {
  text = "";
  isStalled = false;
  destroyed = false;

  write(bytes: Buffer): boolean {
    this.text += bytes.toString();
    return !this.isStalled;
  }

  end(): void {
    this.destroy();
  }

  destroy(): void {
    this.destroyed = true;
    this.emit("close");
  }

  resume(): void {
    this.isStalled = false;
    this.emit("drain");
  }

  get events(): { readonly event: string; readonly id: string | undefined; readonly data: unknown }[] {
    return this.text.split("\n\n").flatMap((block) => {
      const { id, event, data } =
        /^(?:id: (?<id>.*)\n)?event: (?<event>.*)\ndata: (?<data>[^\n\r]*)$/.exec(block)?.groups ?? {};
      return event === undefined || data === undefined ? [] : [{ event, id, data: JSON.parse(data) }];
    });
  }

  get names(): string[] {
    const records = this.events.filter(({ event }) => event === "records").flatMap(({ data }) => data as WireRecord[]);
    return records.flatMap((record) => ("name" in record ? [`${record.type} ${record.name}`] : []));
  }

  get lastId(): string | undefined {
    return this.events.findLast(({ id }) => id !== undefined)?.id;
  }
}

let hub: Hub;

function newHub(history = 1_000_000): void {
  hub = new Hub({ history, heartbeat: 1_000_000, missing: ["It is dark."], onRecord: () => {} });
}

afterEach(() => hub.close());

function tell(name: string, type: "name-added" | "name-deleted" = "name-added"): void {
  void hub.take({ type, name: { name, rawName: Buffer.from(name) } });
}

function add(reader: Reader, lastEventId?: string): Reader {
  reader.once("close", hub.add(reader as unknown as ServerResponse, lastEventId));
  return reader;
}

test("who begins is told what there is, then each change", () => {
  newHub();
  tell("a");
  tell("b");
  tell("a", "name-deleted");
  void hub.take({ type: "snapshot-end", namespace: undefined, complete: true });
  const reader = add(new Reader());
  expect(reader.events.map(({ event, data }) => [event, data])).toMatchObject([
    ["start", { version: 1, mode: "fresh", heartbeat: 1000, missing: ["It is dark."] }],
    ["records", [{ type: "name-present", name: "b" }, { type: "snapshot-end" }]],
    ["ready", { complete: true }],
  ]);
  tell("c");
  hub.settle();
  expect(reader.names).toEqual(["name-present b", "name-added c"]);
  expect(reader.lastId).toMatch(/^[0-9a-f]{16}-2$/);
});

test("who comes back is told what was missed", () => {
  newHub();
  tell("a");
  const reader = add(new Reader());
  const id = reader.lastId;
  reader.destroy();
  tell("b");
  const again = add(new Reader(), id);
  hub.settle();
  expect(again.events[0]?.data).toMatchObject({ mode: "resumed" });
  expect(again.names).toEqual(["name-added b"]);
  expect(hub.counts).toMatchObject({ clients: 1, clientsTotal: 2, clientsResumed: 1, clientsDropped: 0 });
});

test("who has missed too much, or comes from elsewhere, begins anew", () => {
  newHub(1);
  tell("a");
  const id = hub.settle();
  for (const name of ["b", "c"]) {
    tell(name);
    hub.settle();
  }
  for (const last of [id, "0123456789abcdef-2", "nonsense", id.replace(/\d+$/, "99")]) {
    const reader = add(new Reader(), last);
    expect(reader.events[0]?.data).toMatchObject({ mode: "fresh" });
    expect(reader.names).toEqual(["name-present a", "name-present b", "name-present c"]);
  }
});

test("who was cut off before all was told has no id to go on from", () => {
  newHub();
  tell("a");
  const reader = new Reader();
  reader.isStalled = true;
  add(reader);
  expect(reader.events.map(({ event, id }) => [event, id])).toEqual([["start", undefined]]);
  reader.resume();
  expect(reader.events.map(({ event, id }) => [event, id === undefined])).toEqual([
    ["start", true],
    ["records", true],
    ["ready", false],
  ]);
});

test("who stalls is given one thing at a time, and is dropped when it is left behind", () => {
  newHub(300);
  tell("a");
  const stalled = new Reader();
  stalled.isStalled = true;
  add(stalled);
  const reader = add(new Reader());
  tell("b");
  hub.settle();
  expect(stalled.destroyed).toBe(false);
  const before = stalled.text;
  for (let i = 0; i < 10; i++) {
    tell(`more${i}`);
    hub.settle();
  }
  expect(stalled.text).toBe(before);
  expect(stalled.destroyed).toBe(true);
  expect(hub.counts).toMatchObject({ clients: 1, clientsDropped: 1 });
  expect(reader.names).toHaveLength(12);
});

test("who is slow gets all in its order", () => {
  newHub();
  for (let i = 0; i < 3; i++) tell(`a${i}`);
  const reader = new Reader();
  reader.isStalled = true;
  add(reader);
  for (let i = 0; i < 3; i++) {
    tell(`b${i}`);
    hub.settle();
    reader.emit("drain");
  }
  reader.resume();
  const present = [0, 1, 2].map((i) => `name-present a${i}`);
  expect(reader.names).toEqual([...present, ...[0, 1, 2].map((i) => `name-added b${i}`)]);
});

test("names are text: nothing of them ends a line or an event", () => {
  newHub();
  tell("x\n\nevent: ready\ndata: {}\u2028\r<img src=x onerror=alert(1)>");
  const reader = add(new Reader());
  expect(reader.events.map(({ event }) => event)).toEqual(["start", "records", "ready"]);
  expect(reader.names[0]).toContain("\n\nevent: ready");
});

test("it takes records without waiting for those who read, but lets others have their turn", async () => {
  newHub();
  const reader = new Reader();
  reader.isStalled = true;
  add(reader);
  const record: StreamRecord = { type: "name-added", name: { name: "a", rawName: Buffer.from("a") } };
  let pause: Promise<void> | undefined;
  while (pause === undefined) pause = hub.take(record);
  await pause;
  // All the while nothing has been written to who does not read.
  expect(reader.events).toHaveLength(1);
});

test("it keeps no process from its end", () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  newHub();
  expect(timers()).toBe(before);
});
