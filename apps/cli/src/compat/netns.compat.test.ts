import { expect, test } from "vitest";
import { besideStock } from "./beside.js";
import { scripts } from "./scripts.js";
import { errors } from "./scripts-errors.js";
import { words } from "./scripts-words.js";
import { readTranscripts } from "./transcripts.js";

test("there is enough to compare", () => {
  const compared = [...scripts, ...errors, ...words, ...readTranscripts()];
  expect(compared.length).toBeGreaterThanOrEqual(500);
});

besideStock("the same as ip netns", scripts, ["ip", "netns"]);
// Single words are compared under the name ip by the transcripts.
besideStock("words, the same as ip netns", words, ["netns"]);
besideStock("errors, the same as ip netns", errors, ["ip"]);
