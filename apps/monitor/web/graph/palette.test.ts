import { describe, expect, test } from "vitest";
import { type Palette, palettes } from "./palette.js";

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance of `#rrggbb` */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16) / 255));
  return 0.2126 * Number(red) + 0.7152 * Number(green) + 0.0722 * Number(blue);
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

test("contrast is that of the definition", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each(Object.entries(palettes))("%s", (_, palette: Palette) => {
  const grounds = [palette.page, palette.box, palette.vagueBox, ...Object.values(palette.ground)];

  test("text is readable on all that it stands on (WCAG AA: 4.5)", () => {
    for (const ground of grounds) {
      expect(contrast(palette.text, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette.quietText, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("states, edges and borders can be told from what is behind (WCAG AA: 3)", () => {
    const { state, peer, master, lower, accent, boxBorder, ownBorder, vagueBorder } = palette;
    const shapes = [...Object.values(state), peer, master, lower, accent, ownBorder];
    for (const ground of grounds) for (const shape of shapes) expect(contrast(shape, ground)).toBeGreaterThanOrEqual(3);
    expect(contrast(boxBorder, palette.box)).toBeGreaterThanOrEqual(3);
    expect(contrast(vagueBorder, palette.vagueBox)).toBeGreaterThanOrEqual(3);
  });
});
