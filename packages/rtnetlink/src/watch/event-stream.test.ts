import { scriptedSystem } from "@netns/syscall/testing";
import { expect, test, vi } from "vitest";
import { type EventFeed, EventStream } from "./event-stream.js";

/** A feed that has these, and how often it was closed. */
function feedOf<T>(events: Iterator<T, unknown>, fd = 5) {
  const close = vi.fn();
  const wait = { fd, readable: true, delay: undefined };
  const take = () => {
    const { value, done } = events.next();
    return done ? undefined : value;
  };
  return { feed: { take, wait, close } satisfies EventFeed<T>, close };
}

function* forever<T>(event: T): Generator<T> {
  for (;;) yield event;
}

/** Nothing can be read but when the test says so. */
function quietSystem() {
  const listeners = new Map<number, () => void>();
  const { system } = scriptedSystem({
    watchReadable(fd: number, listen: () => void) {
      listeners.set(fd, listen);
      const readable = { closed: false, close() {}, ref: () => readable, unref: () => readable, [Symbol.dispose]() {} };
      return readable;
    },
  });
  return { system, becomeReadable: (fd: number) => listeners.get(fd)?.() };
}

test("each feed has its turn, though one always has something", async () => {
  const [endless, short] = [feedOf(forever("a")), feedOf(["b", "c"].values())];
  const stream = new EventStream([endless.feed, short.feed], quietSystem().system);
  expect([stream.read(), stream.read(), stream.read(), stream.read(), stream.read()].join("")).toBe("abaca");
  for await (const event of stream) if (event === "a") break;
  expect([stream.closed, endless.close.mock.calls.length, short.close.mock.calls.length]).toEqual([true, 1, 1]);
});

test("who waits is given what comes, the first first", async () => {
  const [first, second]: string[][] = [[], []];
  const { system, becomeReadable } = quietSystem();
  const feeds = [first, second].map((queue, fd) => {
    const { feed } = feedOf<string>([].values(), fd);
    return { ...feed, take: () => queue?.shift() };
  });
  const stream = new EventStream(feeds, system);
  const all = Promise.all([stream.next(), stream.next(), stream.next()]);
  second?.push("x", "y");
  expect(stream.read()).toBeUndefined();
  becomeReadable(1);
  first?.push("z");
  becomeReadable(0);
  expect((await all).map(({ value }) => value)).toEqual(["x", "y", "z"]);
  stream.close();
});

test("timers and sockets have their turn, however much there is", async () => {
  const { system } = quietSystem();
  let hadTurn = false;
  setImmediate(() => {
    hadTurn = true;
  });
  for await (const _ of new EventStream([feedOf(forever(1)).feed], system)) if (hadTurn) break;
  expect(hadTurn).toBe(true);
});

test("what has ended it is told once, and all is closed whatever becomes of the others", async () => {
  const { system } = quietSystem();
  const [broken, other] = [feedOf([].values()), feedOf([].values())];
  const failure = new Error("no more");
  broken.feed.take = () => {
    throw failure;
  };
  const stream = new EventStream([broken.feed, other.feed], system);
  expect(await Promise.allSettled([stream.next(), stream.next()])).toMatchObject([
    { status: "rejected", reason: failure },
    { status: "fulfilled", value: { done: true } },
  ]);
  expect([broken.close.mock.calls.length, other.close.mock.calls.length]).toEqual([1, 1]);

  const [stuck, last] = [feedOf([].values()), feedOf([].values())];
  stuck.close.mockImplementation(() => {
    throw failure;
  });
  const twoFeeds = new EventStream([stuck.feed, last.feed], system);
  expect(() => twoFeeds.close()).toThrow(failure);
  expect(last.close).toHaveBeenCalledTimes(1);
});

test("an aborted signal ends it, before and after", async () => {
  const { system } = quietSystem();
  const abort = new AbortController();
  const [early, late] = [feedOf(forever(1)), feedOf([].values())];
  const waiting = new EventStream([late.feed], system, abort.signal).next();
  abort.abort("enough");
  await expect(waiting).rejects.toBe("enough");
  const ended = new EventStream([early.feed], system, abort.signal);
  expect([ended.closed, early.close.mock.calls.length]).toEqual([true, 1]);
  expect(() => ended.read()).toThrow("enough");
  expect(ended.read()).toBeUndefined();
});
