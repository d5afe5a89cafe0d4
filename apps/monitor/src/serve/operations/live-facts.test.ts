import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { expect, test } from "vitest";
import type { Source } from "../../stream/source.js";
import type { Hub } from "../events/hub.js";
import { LiveFacts } from "./live-facts.js";

test("only what was answered counts as an answer", () => {
  const server = new EventEmitter();
  const facts = new LiveFacts({} as Hub, {} as Source, server as Server);
  const requests = [
    { statusCode: 404, headersSent: true },
    // Who asked has not waited: Node has put down a 200 by then.
    { statusCode: 200, headersSent: false },
  ];
  for (const answer of requests) {
    const response = Object.assign(new EventEmitter(), answer);
    server.emit("request", {}, response);
    response.emit("close");
  }
  expect(facts.responses).toEqual(new Map([[404, 1]]));
});
