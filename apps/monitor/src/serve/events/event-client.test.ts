import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { EventClient } from "./event-client.js";
import { Ring } from "./ring.js";

/** Takes one thing, and then no more. */
function stalledResponse() {
  const written: string[] = [];
  const listeners = new Map<string, () => void>();
  const response = {
    written,
    destroyed: false,
    write: (bytes: Buffer) => {
      written.push(bytes.toString());
      return false;
    },
    on: (event: string, listener: () => void) => listeners.set(event, listener),
    drain: () => listeners.get("drain")?.(),
    destroy: () => {
      response.destroyed = true;
    },
  };
  return response;
}

test("signs of life do not heap up, and who leaves some unread is dropped", () => {
  const response = stalledResponse();
  let drops = 0;
  const nothing = (function* () {})();
  const client = new EventClient(response as unknown as ServerResponse, new Ring(100), nothing, 0, () => drops++);
  client.beat();
  client.beat();
  client.beat();
  expect(response.written).toEqual(["event: heartbeat\ndata: {}\n\n"]);
  response.drain();
  for (let i = 0; i < 4; i++) client.beat();
  expect(drops).toBe(0);
  client.beat();
  expect(response.written).toHaveLength(2);
  expect({ drops, destroyed: response.destroyed }).toEqual({ drops: 1, destroyed: true });
  client.beat();
  client.pump();
  expect(drops).toBe(1);
});
