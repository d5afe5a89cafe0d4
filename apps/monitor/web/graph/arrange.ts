import type { Point } from "./geometry.js";
import { TILE } from "./glyphs.js";

/** What is arranged: links of one box, by their ids. */
export interface Relation {
  readonly id: string;
  readonly kind: "peer" | "master" | "lower";
  readonly source: string;
  readonly target: string;
}

/** Places of the centres of squares, and the corners of lines from source to target: from the upper left corner. */
export interface Arrangement {
  readonly width: number;
  readonly height: number;
  readonly places: ReadonlyMap<string, Point>;
  readonly corners: ReadonlyMap<string, readonly Point[]>;
}

/** From one link to the next, sideways: a square, its text, and a gutter for lines. */
export const COLUMN = 166;
/** … and downwards. */
export const ROW = 42;
const INDENT = 26;
/** Between a square and the line that gathers those of its ports. */
const BUS = 6;
const BETWEEN = 14;

interface Block {
  readonly width: number;
  readonly height: number;
  /** Where its root is. */
  readonly root: Point;
  readonly places: Map<string, Point>;
  readonly corners: Map<string, Point[]>;
}

/** A link under its master, or over its lower link. */
interface Child {
  readonly node: string;
  readonly line: string;
}

/**
 * Tidy, and the same for the same links: what has ports stands over them, a lower link under its upper ones, each group on
 * its own; what is alone fills the rows below. Lines run in gutters, where there is neither a square nor text.
 * `nodes` stand in the order that is given.
 */
export function arrange(nodes: readonly string[], relations: readonly Relation[]): Arrangement {
  const tree = toTree(nodes, relations);
  const blocks = tree.roots.map((root) => toBlock(root, tree));
  const groups = blocks.filter(({ places }) => places.size > 1).sort((a, b) => b.places.size - a.places.size);
  const single = blocks.filter(({ places }) => places.size === 1);
  const area = nodes.length * COLUMN * ROW;
  const target = Math.max(COLUMN, Math.sqrt(area * 1.7), ...groups.map(({ width }) => width));
  const places = new Map<string, Point>();
  const corners = new Map<string, Point[]>();
  const below = putInRows(groups, target, BETWEEN, 0, places, corners);
  const bottom = putInRows(single, target, 0, below.height === 0 ? 0 : below.height + BETWEEN, places, corners);
  return { width: Math.max(below.width, bottom.width), height: bottom.height || below.height, places, corners };
}

interface Tree {
  readonly roots: readonly string[];
  readonly ports: ReadonlyMap<string, readonly Child[]>;
  readonly uppers: ReadonlyMap<string, readonly Child[]>;
}

/** Each link stands with its master, or else with its lower link; never in a circle. */
function toTree(nodes: readonly string[], relations: readonly Relation[]): Tree {
  const ports = new Map<string, Child[]>();
  const uppers = new Map<string, Child[]>();
  const parents = new Map<string, string>();
  const adopt = (kind: "master" | "lower", children: Map<string, Child[]>) => {
    for (const { id, kind: its, source, target } of relations) {
      if (its !== kind || parents.has(source) || isAbove(source, target, parents)) continue;
      parents.set(source, target);
      children.set(target, [...(children.get(target) ?? []), { node: source, line: id }]);
    }
  };
  adopt("master", ports);
  adopt("lower", uppers);
  const order = new Map(nodes.map((node, at) => [node, at]));
  for (const children of [...ports.values(), ...uppers.values()])
    children.sort((one, other) => (order.get(one.node) ?? 0) - (order.get(other.node) ?? 0));
  return { roots: nodes.filter((node) => !parents.has(node)), ports, uppers };
}

/** Whether `node` is `of`, or one of those that `of` stands with. */
function isAbove(node: string, of: string, parents: ReadonlyMap<string, string>): boolean {
  for (let at: string | undefined = of; at !== undefined; at = parents.get(at)) if (at === node) return true;
  return false;
}

/** Uppers, root, ports: from above. */
function toBlock(root: string, tree: Tree): Block {
  const uppers = toRows(tree.uppers.get(root) ?? [], tree);
  const ports = toRows(tree.ports.get(root) ?? [], tree);
  const places = new Map<string, Point>();
  const corners = new Map<string, Point[]>();
  const center = { x: TILE / 2, y: uppers.height + ROW / 2 };
  places.set(root, center);
  addRows(uppers, { x: INDENT, y: 0 }, center, -1, places, corners);
  addRows(ports, { x: INDENT, y: uppers.height + ROW }, center, 1, places, corners);
  const width = Math.max(COLUMN, uppers.width && uppers.width + INDENT, ports.width && ports.width + INDENT);
  return { width, height: uppers.height + ROW + ports.height, root: center, places, corners };
}

interface Rows {
  readonly width: number;
  readonly height: number;
  readonly items: readonly { readonly child: Child; readonly block: Block; readonly x: number; readonly y: number }[];
}

/** Those without children of their own in columns, then the others, one below the other. */
function toRows(children: readonly Child[], tree: Tree): Rows {
  const blocks = children.map((child) => ({ child, block: toBlock(child.node, tree) }));
  const leaves = blocks.filter(({ block }) => block.places.size === 1);
  const columns = Math.max(1, Math.round(Math.sqrt((leaves.length * ROW * 1.7) / COLUMN)));
  const rows = Math.ceil(leaves.length / columns);
  const items = leaves.map((leaf, at) => ({ ...leaf, x: (at % columns) * COLUMN, y: Math.floor(at / columns) * ROW }));
  let [width, y] = [Math.min(columns, leaves.length) * COLUMN, rows * ROW];
  for (const nested of blocks.filter(({ block }) => block.places.size > 1)) {
    items.push({ ...nested, x: 0, y });
    y += nested.block.height;
    width = Math.max(width, nested.block.width);
  }
  return { width, height: y, items };
}

/** `side`: 1 below `parent`, -1 above it. Lines leave the parent, follow the bus to the child's gutter, and go along it. */
function addRows(
  { items }: Rows,
  origin: Point,
  parent: Point,
  side: 1 | -1,
  places: Map<string, Point>,
  corners: Map<string, Point[]>,
): void {
  const bus = parent.y + side * (TILE / 2 + BUS);
  for (const { child, block, x, y } of items) {
    addBlock(block, { x: origin.x + x, y: origin.y + y }, places, corners);
    const end = places.get(child.node) ?? parent;
    const gutter = parent.x + x;
    const route = [
      { x: gutter, y: end.y },
      { x: gutter, y: bus },
      { x: parent.x, y: bus },
    ];
    corners.set(child.line, x === 0 ? route.slice(0, 1) : route);
  }
}

function addBlock(block: Block, { x, y }: Point, places: Map<string, Point>, corners: Map<string, Point[]>): void {
  const moved = (point: Point) => ({ x: point.x + x, y: point.y + y });
  for (const [id, place] of block.places) places.set(id, moved(place));
  for (const [id, points] of block.corners) corners.set(id, points.map(moved));
}

/** From left to right up to `target`, then from above to below. */
function putInRows(
  blocks: readonly Block[],
  target: number,
  gap: number,
  top: number,
  places: Map<string, Point>,
  corners: Map<string, Point[]>,
): { readonly width: number; readonly height: number } {
  let [x, y, height, width] = [0, top, 0, 0];
  for (const block of blocks) {
    if (x > 0 && x + block.width > target + 1) {
      [x, y, height] = [0, y + height + gap, 0];
    }
    addBlock(block, { x, y }, places, corners);
    x += block.width + gap;
    width = Math.max(width, x - gap);
    height = Math.max(height, block.height);
  }
  return { width, height: blocks.length === 0 ? 0 : y + height };
}
