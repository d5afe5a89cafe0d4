import { expect, test } from "vitest";
import { afarAt } from "./afar.js";

test.each([
  [1.1, undefined],
  [0.5, undefined],
  [0.49, "far"],
  [0.25, "far"],
  [0.2, "farther"],
  [0.1, "remote"],
  [0.02, "remotest"],
])("at zoom %s boxes are %s", (zoom, name) => {
  expect(afarAt(zoom)?.name).toBe(name);
});
