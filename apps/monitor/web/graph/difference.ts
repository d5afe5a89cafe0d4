import type { ElementDefinition, Position } from "cytoscape";
import { boundsOf, centerOf, type Point, type Rectangle } from "./geometry.js";
import { TILE } from "./glyphs.js";
import type { Theme } from "./palette.js";
import type { Scene } from "./scene.js";
import { TILE_BORDER } from "./stylesheet.js";

/** What leads from one scene to the next. Boxes stand before links, links before lines. */
export interface Changes {
  readonly removed: readonly string[];
  readonly added: readonly ElementDefinition[];
  readonly changed: readonly { readonly id: string; readonly data: Data }[];
  readonly moved: readonly { readonly id: string; readonly position: Position }[];
}

type Data = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element as cytoscape has it. `parent`, `source` and `target` never change: another one is made. */
interface Element {
  readonly group: "nodes" | "edges";
  readonly data: Data & { readonly id: string };
  /** Absent: it follows from what is in it, or at its ends. */
  readonly position: Point | undefined;
  readonly classes: string;
}

export type Elements = ReadonlyMap<string, Element>;

/** The elements of a scene, by their ids. */
export function toElements(scene: Scene, theme: Theme): Elements {
  const within = new Map<string, Rectangle[]>();
  const elements = new Map<string, Element>();
  for (const { box, glyph, x, y } of scene.nodes.values()) {
    const size = sizeOf(glyph) + 2 * AROUND;
    const tile = { x: x - size / 2, y: y - size / 2, width: size, height: size };
    within.set(box, [...(within.get(box) ?? []), tile]);
  }
  for (const box of scene.boxes.values()) elements.set(box.id, boxElement(box, within.get(box.id)));
  for (const { id, box, glyph, state, label, x, y } of scene.nodes.values()) {
    const data = { id, parent: box, glyph, state, label, size: sizeOf(glyph) };
    elements.set(id, { group: "nodes", data, position: { x, y }, classes: "link" });
  }
  for (const line of scene.lines.values()) elements.set(line.id, lineElement(line, scene));
  return new Map([...elements].map(([id, element]) => [id, { ...element, data: { ...element.data, theme } }]));
}

/** What cytoscape counts as part of a link: the outer half of its border, and one pixel for rounding. */
const AROUND = TILE_BORDER / 2 + 1;

function sizeOf(glyph: string): number {
  return glyph === "loopback" || glyph === "elsewhere" ? TILE - 8 : TILE;
}

/** A box is drawn around its links; how much on each side, the biases say. */
function boxElement(
  box: Scene["boxes"] extends ReadonlyMap<string, infer B> ? B : never,
  tiles?: Rectangle[],
): Element {
  const { id, kind, title, width, height, x, y, state, hub } = box;
  const data = { id, kind, label: title, width, height, state, hub };
  if (tiles === undefined) {
    const none = { left: 0, right: 0, top: 0, bottom: 0 };
    return { group: "nodes", data: { ...data, ...none }, position: centerOf(box), classes: "box" };
  }
  const inner = boundsOf(tiles);
  const sides = {
    left: inner.x - x,
    right: x + width - inner.x - inner.width,
    top: inner.y - y,
    bottom: y + height - inner.y - inner.height,
  };
  return { group: "nodes", data: { ...data, ...sides }, position: undefined, classes: "box" };
}

type PlacedLine = Scene["lines"] extends ReadonlyMap<string, infer L> ? L : never;

function lineElement({ id, kind, source, target, up, corners, faint }: PlacedLine, { nodes }: Scene): Element {
  const [from, to] = [nodes.get(source), nodes.get(target)];
  const bends = from && to ? toBends(from, to, corners) : { weights: "", distances: "" };
  return {
    group: "edges",
    data: { id, source, target, kind, up, faint, ...bends },
    position: undefined,
    classes: "line",
  };
}

/** Corners as cytoscape has them: how far along the straight line, and how far to its right. */
export function toBends(from: Point, to: Point, corners: readonly Point[]): { weights: string; distances: string } {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const along = corners.map(({ x, y }) => ((x - from.x) * dx + (y - from.y) * dy) / length ** 2);
  const aside = corners.map(({ x, y }) => ((y - from.y) * dx - (x - from.x) * dy) / length);
  const text = (numbers: number[]) => numbers.map((number) => number.toFixed(4)).join(" ");
  return { weights: text(along), distances: text(aside) };
}

export function difference(before: Elements, after: Elements): Changes {
  const removed: string[] = [];
  const added: ElementDefinition[] = [];
  const changed: { id: string; data: Data }[] = [];
  const moved: { id: string; position: Position }[] = [];
  for (const [id, element] of before) if (!isSuccessor(element, after.get(id))) removed.push(id);
  for (const [id, element] of after) {
    const { data, position } = element;
    const old = before.get(id);
    if (old === undefined || !isSuccessor(old, element)) {
      added.push(definition(element));
      continue;
    }
    if (!isEqual(old.data, data)) changed.push({ id, data });
    if (position !== undefined && !isEqual({ ...old.position }, { ...position })) moved.push({ id, position });
  }
  return { removed, added, changed, moved };
}

function isSuccessor({ data }: Element, next: Element | undefined): boolean {
  return next !== undefined && data["source"] === next.data["source"] && data["target"] === next.data["target"];
}

function definition({ group, data, position, classes }: Element): ElementDefinition {
  // Boxes can be moved, and links stay where they are in them.
  const isMovable = classes === "box";
  const place = position && { position: { ...position } };
  return { group, data: { ...data }, classes, grabbable: isMovable, pannable: !isMovable, ...place };
}

function isEqual(one: Data, other: Data): boolean {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
