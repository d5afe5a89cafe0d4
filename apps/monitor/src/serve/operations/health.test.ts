import { expect, test } from "vitest";
import { someFacts } from "../../fixtures/facts.js";
import { healthOf } from "./health.js";

const world = { names: 3, namespaces: 2, notWatched: 1, linksByState: new Map() };

test("well when all has been told that there was at first, also with what cannot be looked into", () => {
  expect(healthOf(someFacts({ world }))).toEqual({
    statusCode: 200,
    body: { status: "ok", namespaces: 2, notWatched: 1 },
  });
});

test("not yet before that", () => {
  expect(healthOf(someFacts({ isReady: false, world }))).toEqual({
    statusCode: 503,
    body: { status: "starting", reason: expect.stringContaining("not all has been told") },
  });
});
