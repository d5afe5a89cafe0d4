import type { EdgeSingular, NodeSingular, StylesheetJson } from "cytoscape";
import { type Afar, afar } from "./afar.js";
import { type Glyph, glyphImage, type Shape, shapeOf } from "./glyphs.js";
import { type LinkState, type Palette, palettes, type Theme } from "./palette.js";

/** Cytoscape takes no single quotes here. */
export const FONT = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
/** Sizes of text. */
export const LINK_TEXT = 10.5;
export const BOX_TEXT = 13;
/** What would be smaller on the screen is left out. */
export const LEAST_TEXT = 6;

const borders: Readonly<Record<LinkState, "solid" | "dashed" | "dotted">> = {
  up: "solid",
  down: "dashed",
  "no-carrier": "dotted",
  unknown: "solid",
};

export const TILE_BORDER = 1.6;

/** How much of a box is on each side of its links. Cytoscape's types know only some of these. */
const biases: object = {
  "min-width-bias-left": "data(left)",
  "min-width-bias-right": "data(right)",
  "min-height-bias-top": "data(top)",
  "min-height-bias-bottom": "data(bottom)",
};

/** An element. */
interface Themed {
  data(name: string): unknown;
}

/** A colour that depends on the theme, which stands in each element: another one comes to them piece by piece. */
function color(pick: (palette: Palette) => string): (element: Themed) => string {
  return (element) => pick(paletteOf(element));
}

function paletteOf(element: Themed): Palette {
  return palettes[element.data("theme") as Theme];
}

/** One string for each, so that cytoscape loads each once. */
const images = new Map<string, string>();

function image(node: NodeSingular): string {
  const [glyph, state, theme]: [Glyph, LinkState, Theme] = [node.data("glyph"), node.data("state"), node.data("theme")];
  const id = `${glyph} ${state} ${theme}`;
  const found = images.get(id) ?? glyphImage(glyph, state, palettes[theme]);
  images.set(id, found);
  return found;
}

/** How much of a title may stand above its box: less than there is between boxes (GAP in place.ts), which would cover it. */
const INTO_GAP = 30;

/**
 * Boxes that are seen from afar (afar.ts): what is in them cannot be read, so they say themselves how it is. Titles grow into
 * the gap above, and those of hubs, which are few, over what is next to it.
 */
function boxesFrom({ name, scale }: Afar): StylesheetJson {
  const size = BOX_TEXT * scale;
  const inside = Math.max(BOX_TEXT + 21, size - INTO_GAP);
  const border = {
    "border-color": (node: NodeSingular) => paletteOf(node).state[node.data("state") as LinkState],
    "border-style": (node: NodeSingular) => borders[node.data("state") as LinkState],
    "background-color": (node: NodeSingular) => paletteOf(node).ground[node.data("state") as LinkState],
    "border-width": 1.5 * scale,
  };
  return [
    { selector: `node.box.${name}`, style: { ...border, "font-size": size, "text-margin-y": inside } },
    {
      selector: `node.box.${name}[?hub]`,
      style: { "font-size": 1.5 * size, "text-wrap": "none", "font-weight": 800 },
    },
  ];
}

/** What elements look like. Nothing is said by colour alone: states have a border, a mark and a word as well. */
export const stylesheet: StylesheetJson = [
  {
    selector: "node.box",
    style: {
      shape: "round-rectangle",
      "corner-radius": "8",
      // Links and lines above boxes, as they would be anyway: but cytoscape goes through what each is in for that, whenever it
      // draws something new.
      "z-compound-depth": "orphan",
      "background-color": color((palette) => palette.box),
      "border-width": 1.2,
      "border-color": color((palette) => palette.boxBorder),
      label: "data(label)",
      color: color((palette) => palette.text),
      "font-family": FONT,
      "font-size": BOX_TEXT,
      "font-weight": 600,
      "text-valign": "top",
      "text-margin-y": BOX_TEXT + 11,
      "min-zoomed-font-size": LEAST_TEXT,
      "text-wrap": "ellipsis",
      "text-max-width": "data(width)",
      "compound-sizing-wrt-labels": "exclude",
      padding: "0px",
      width: "data(width)",
      height: "data(height)",
      "min-width": "data(width)",
      "min-height": "data(height)",
      ...biases,
    },
  },
  ...afar.flatMap(boxesFrom),
  {
    selector: "node.box[kind = 'own']",
    style: { "border-color": color((palette) => palette.ownBorder), "border-width": 2.4 },
  },
  {
    selector: "node.box[kind = 'elsewhere']",
    style: {
      "background-color": color((palette) => palette.vagueBox),
      "border-color": color((palette) => palette.vagueBorder),
      "border-style": "dashed",
    },
  },
  {
    selector: "node.box[kind = 'not-watched']",
    style: {
      "background-color": color((palette) => palette.vagueBox),
      "border-color": color((palette) => palette.vagueBorder),
      color: color((palette) => palette.quietText),
    },
  },
  {
    selector: "node.link",
    style: {
      shape: (node: NodeSingular): Shape => shapeOf(node.data("glyph")),
      "z-compound-depth": "top",
      width: "data(size)",
      height: "data(size)",
      "corner-radius": "6",
      "background-color": color((palette) => palette.tile),
      "background-image": image,
      "background-width": "100%",
      "background-height": "100%",
      "border-width": TILE_BORDER,
      "border-color": (node: NodeSingular) => paletteOf(node).state[node.data("state") as LinkState],
      "border-style": (node: NodeSingular) => borders[node.data("state") as LinkState],
      label: "data(label)",
      color: color((palette) => palette.text),
      "font-family": FONT,
      "font-size": LINK_TEXT,
      "line-height": 1.25,
      "text-wrap": "wrap",
      "text-max-width": "200px",
      "text-halign": "right",
      "text-valign": "center",
      "text-justification": "left",
      "text-margin-x": 5,
      // Lines that cross it do not spoil it.
      "text-background-color": color((palette) => palette.box),
      "text-background-opacity": 0.94,
      "min-zoomed-font-size": LEAST_TEXT,
    },
  },
  {
    selector: "edge.line",
    style: {
      "curve-style": (edge: EdgeSingular) => (edge.data("weights") === "" ? "straight" : "segments"),
      "segment-weights": (edge: EdgeSingular) => edge.data("weights") || "0.5",
      "segment-distances": (edge: EdgeSingular) => edge.data("distances") || "0",
      "edge-distances": "node-position",
      "z-compound-depth": "top",
      width: 1.5,
      "line-color": color((palette) => palette.peer),
      events: "no",
    },
  },
  { selector: "edge.line[kind = 'master']", style: { width: 2.6, "line-color": color((palette) => palette.master) } },
  {
    selector: "edge.line[kind = 'lower']",
    style: {
      "line-style": "dashed",
      "line-dash-pattern": [6, 4],
      "line-color": color((palette) => palette.lower),
      "target-arrow-shape": "triangle",
      "arrow-scale": 0.8,
      "target-arrow-color": color((palette) => palette.lower),
    },
  },
  {
    selector: "edge.line[!up]",
    style: {
      "line-color": color(({ state }) => state.down),
      "target-arrow-color": color(({ state }) => state.down),
      "line-style": "dashed",
      "line-dash-pattern": [1.5, 4],
    },
  },
  { selector: ".hidden", style: { display: "none" } },
  { selector: ".faded", style: { visibility: "hidden" } },
  { selector: ".dim", style: { opacity: 0.22 } },
  { selector: "edge.line[?faint]", style: { "line-opacity": 0.35 } },
  { selector: "edge.near", style: { width: 3, "line-opacity": 1 } },
  { selector: "node.box.selected", style: { "border-color": color((palette) => palette.accent), "border-width": 3.5 } },
  {
    // An outline would move the box: it is drawn around what it takes its links for.
    selector: "node.link.selected",
    style: {
      "overlay-color": color((palette) => palette.accent),
      "overlay-padding": 6,
      "overlay-opacity": 0.3,
    },
  },
];

/** The radius of boxes' corners, and of links'. */
export const BOX_RADIUS = 8;
export const TILE_RADIUS = 6;
