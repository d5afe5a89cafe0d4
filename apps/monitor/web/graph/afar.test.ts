import { expect, test } from "vitest";
import { afarAt } from "./afar.js";
import { BOX_TEXT, LEAST_TEXT } from "./stylesheet.js";

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

test("titles are large enough to be drawn, from near down to a zoom of 1/32", () => {
  for (let zoom = 1; zoom > 1 / 32; zoom *= 0.999) {
    // Cytoscape measures text at the power of two above the zoom.
    const size = BOX_TEXT * (afarAt(zoom)?.scale ?? 1) * 2 ** Math.ceil(Math.log2(zoom));
    expect(size, `at ${zoom}`).toBeGreaterThanOrEqual(LEAST_TEXT);
  }
});
