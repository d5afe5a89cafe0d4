import { expect, test } from "vitest";
import { describeVectors } from "./testing/describe-vectors.js";
import { readOracles, readVectors } from "./testing/vectors.js";

describeVectors({ generate: true });

test("oracles belong to messages that are there", () => {
  const ids = new Set(readVectors().map(({ id }) => id));
  expect(readOracles().flatMap(({ messages }) => messages.filter((id) => !ids.has(id)))).toEqual([]);
});
