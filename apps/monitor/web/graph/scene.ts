import { type Arrangement, arrange } from "./arrange.js";
import type { Point, Rectangle } from "./geometry.js";
import { grouped } from "./group.js";
import { type Box, type Line, type Model, type Node, worstStates } from "./model.js";
import type { LinkState } from "./palette.js";
import { type Sized, settle } from "./place.js";
import type { SpreadBox, SpreadEdge } from "./spread.js";

/** All that is drawn, and where: positions of nodes are their centres. */
export interface Scene {
  readonly boxes: ReadonlyMap<string, Box & Rectangle & Standing>;
  readonly nodes: ReadonlyMap<string, Node & Point>;
  readonly lines: ReadonlyMap<string, Line & Course>;
}

/** What a box is among the others, which is to be seen from afar. */
interface Standing {
  /** The worst in it; "unknown" where there is none. */
  readonly state: LinkState;
  /** It is connected with many others. */
  readonly hub: boolean;
}

/** How a line runs. */
interface Course {
  /** Between source and target. */
  readonly corners: readonly Point[];
  /** One of so many from box to box that these would hide what they cross. */
  readonly faint: boolean;
}

/** As many lines from box to box as can be followed. */
const FEW = 80;

/** So many boxes around one make a hub of it. */
const MANY = 5;

/** Around what is in a box; above it more, for the title. */
const PADDING = 16;
const TITLE = 34;
/** About as wide as a character of it; what needs more is cut. */
const TITLE_CHARACTER = 8.5;

/** Arrangements by box, which last as long as their contents do. */
export type Arrangements = Map<string, { readonly of: string; readonly arrangement: Arrangement }>;

/** The arrangement of each box: that in `known` where nothing has changed. */
export function arrangeAll(model: Model, known: Arrangements): Arrangements {
  const nodes = grouped(model.nodes.values(), ({ box }) => box);
  const lines = grouped(model.lines.values(), ({ source }) => model.nodes.get(source)?.box);
  const found: Arrangements = new Map();
  for (const id of model.boxes.keys()) {
    const own = (lines.get(id) ?? []).filter(({ target }) => model.nodes.get(target)?.box === id);
    const inOrder = (nodes.get(id) ?? []).sort(compare);
    const of = JSON.stringify([inOrder.map((node) => node.id), own.map((line) => line.id + line.target)]);
    const before = known.get(id);
    const ids = inOrder.map((node) => node.id);
    found.set(id, before?.of === of ? before : { of, arrangement: arrange(ids, own) });
  }
  return found;
}

/** By ifindex; the loopback, which says least, at the end. */
function compare(one: Node, other: Node): number {
  const last = (node: Node) => (node.glyph === "loopback" ? 1 : 0);
  return last(one) - last(other) || (one.ifindex ?? 0) - (other.ifindex ?? 0);
}

function sizeOf({ title }: Box, { width, height }: Arrangement): { readonly width: number; readonly height: number } {
  return {
    width: Math.max(width, title.length * TITLE_CHARACTER) + 2 * PADDING,
    height: TITLE + (height === 0 ? 0 : height + PADDING / 2),
  };
}

/** What the layout of all boxes takes. */
export function toSpread(model: Model, arrangements: Arrangements): { boxes: SpreadBox[]; edges: SpreadEdge[] } {
  const boxes = [...model.boxes.values()].map((box) => ({ id: box.id, ...sizeIn(arrangements, box) }));
  const edges = new Map<string, SpreadEdge>();
  for (const [source, target] of across(model)) {
    const id = JSON.stringify([source, target]);
    edges.set(id, { source, target, weight: (edges.get(id)?.weight ?? 0) + 1 });
  }
  return { boxes, edges: [...edges.values()] };
}

/** The boxes of each line between two; the same pair always in the same order. */
function across(model: Model): [string, string][] {
  return [...model.lines.values()].flatMap(({ source, target }) => {
    const [one, other] = [model.nodes.get(source)?.box, model.nodes.get(target)?.box];
    if (one === undefined || other === undefined || one === other) return [];
    return [one < other ? [one, other] : [other, one]];
  });
}

function sizeIn(arrangements: Arrangements, box: Box): { readonly width: number; readonly height: number } {
  return sizeOf(box, arrangements.get(box.id)?.arrangement ?? arrange([], []));
}

/** `places`: the upper left corners that boxes had or are to have; those without one are placed near their neighbours. */
export function toScene(model: Model, arrangements: Arrangements, places: ReadonlyMap<string, Point>): Scene {
  const sized = new Map<string, Sized>();
  for (const box of model.boxes.values())
    sized.set(box.id, { ...sizeIn(arrangements, box), place: places.get(box.id) });
  const neighbors = neighborsIn(model);
  const settled = settle(sized, neighbors);
  const states = worstStates(model.nodes.values());
  const boxes = new Map<string, Box & Rectangle & Standing>();
  for (const [id, box] of model.boxes) {
    const place = settled.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };
    const hub = (neighbors.get(id)?.size ?? 0) >= MANY;
    boxes.set(id, { ...box, ...place, state: states.get(id) ?? "unknown", hub });
  }
  const origin = (node: Node | undefined) => {
    const box = node && settled.get(node.box);
    return { x: (box?.x ?? 0) + PADDING, y: (box?.y ?? 0) + TITLE };
  };
  const nodes = new Map<string, Node & Point>();
  for (const [id, node] of model.nodes) {
    const place = arrangements.get(node.box)?.arrangement.places.get(id);
    nodes.set(id, { ...node, ...moved(place ?? { x: 0, y: 0 }, origin(node)) });
  }
  const lines = new Map<string, Line & Course>();
  const isCrowded = across(model).length > FEW;
  for (const [id, line] of model.lines) {
    const source = model.nodes.get(line.source);
    const faint = isCrowded && source?.box !== model.nodes.get(line.target)?.box;
    const corners = arrangements.get(source?.box ?? "")?.arrangement.corners.get(line.id) ?? [];
    lines.set(id, { ...line, corners: corners.map((corner) => moved(corner, origin(source))), faint });
  }
  return { boxes, nodes, lines };
}

function moved({ x, y }: Point, by: Point): Point {
  return { x: x + by.x, y: y + by.y };
}

function neighborsIn(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (one: string, other: string) => {
    const those = found.get(one);
    if (those === undefined) found.set(one, new Set([other]));
    else those.add(other);
  };
  for (const [one, other] of across(model)) {
    add(one, other);
    add(other, one);
  }
  return found;
}
