import { expect, test } from "vitest";
import { glyphImage, glyphOf } from "./glyphs.js";
import { palettes } from "./palette.js";

test.each([
  [undefined, "lo", "loopback"],
  [undefined, "eth0", "physical"],
  ["veth", "lo", "veth"],
  ["bridge", "br0", "bridge"],
  ["wireguard", "wg0", "tunnel"],
  ["ip6gretap", "x", "tunnel"],
  ["nlmon", "x", "other"],
] as const)("kind %s of %s is drawn as %s", (kind, ifname, glyph) => {
  expect(glyphOf(kind, ifname)).toBe(glyph);
});

test("states differ by more than their colour", () => {
  const states = ["up", "down", "no-carrier", "unknown"] as const;
  const gray = { up: "#000000", down: "#000000", "no-carrier": "#000000", unknown: "#000000" };
  const images = states.map((state) => glyphImage("veth", state, { ...palettes.light, state: gray }));
  expect(new Set(images).size).toBe(states.length);
});
