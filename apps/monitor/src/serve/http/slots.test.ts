import { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { Slots } from "./slots.js";

test("a slot is free again when the response is over, or the connection", () => {
  const slots = new Slots(2);
  const socket = new EventEmitter();
  const take = (response: EventEmitter) => {
    return slots.take({ socket } as unknown as IncomingMessage, response as unknown as ServerResponse);
  };
  const [first, second] = [new EventEmitter(), new EventEmitter()];
  expect([take(first), take(second), take(new EventEmitter())]).toEqual([true, true, false]);
  first.emit("close");
  expect([take(new EventEmitter()), take(new EventEmitter())]).toEqual([true, false]);
  socket.emit("close");
  second.emit("close");
  expect(socket.listenerCount("close")).toBe(0);
  expect([take(first), take(second), take(first)]).toEqual([true, true, false]);
});
