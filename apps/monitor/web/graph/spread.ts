import { boundsOf, centerOf, isNear, type Point, type Rectangle } from "./geometry.js";
import { grouped } from "./group.js";
import { GAP, separate } from "./place.js";

/** Of the width of all to its height. */
const RATIO = 1.6;

/** A box, for the layout of all. */
export interface SpreadBox {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** How much two boxes belong together: the number of lines between them. */
export interface SpreadEdge {
  readonly source: string;
  readonly target: string;
  readonly weight: number;
}

/** Puts connected boxes near each other; they may overlap. By their upper left corners. */
export type Force = (boxes: readonly SpreadBox[], edges: readonly SpreadEdge[]) => ReadonlyMap<string, Point>;

type Places = ReadonlyMap<string, Rectangle>;

/**
 * Places for all boxes, without overlaps. What is connected with one other box only stands around that one; of these
 * clusters those that are connected are placed by `force`; what is not connected stands side by side.
 */
export function spread(boxes: readonly SpreadBox[], edges: readonly SpreadEdge[], force: Force): Map<string, Point> {
  const clusters = toClusters(boxes, edges);
  const leaders = new Map(clusters.flatMap(({ leader, places }) => [...places.keys()].map((id) => [id, leader])));
  const between = edges.flatMap((edge) => {
    const [source, target] = [leaders.get(edge.source), leaders.get(edge.target)];
    return source === undefined || target === undefined || source === target ? [] : [{ ...edge, source, target }];
  });
  const groups = connected(clusters, between).map((group) => placeGroup(group, between, force));
  return sideBySide(groups);
}

/** A box, and those around it that are connected with nothing else. `places` begin at the origin. */
interface Cluster {
  readonly leader: string;
  readonly places: Places;
  readonly bounds: Rectangle;
}

function toClusters(boxes: readonly SpreadBox[], edges: readonly SpreadEdge[]): Cluster[] {
  const neighbors = new Map<string, Set<string>>(boxes.map(({ id }) => [id, new Set()]));
  for (const { source, target } of edges) {
    neighbors.get(source)?.add(target);
    neighbors.get(target)?.add(source);
  }
  const degree = (id: string) => neighbors.get(id)?.size ?? 0;
  const leaderOf = ({ id }: SpreadBox) => {
    const [only] = neighbors.get(id) ?? [];
    if (only === undefined || degree(id) !== 1) return id;
    // Of two that have but each other, the first.
    return degree(only) > 1 || only < id ? only : id;
  };
  return [...grouped(boxes, leaderOf)].map(([leader, members]) => {
    const places = around(
      members.filter(({ id }) => id === leader),
      members.filter(({ id }) => id !== leader),
    );
    return { leader, places, bounds: boundsOf(places.values()) };
  });
}

/** In a grid, from the middle, where the leader takes the room that it needs. */
function around([leader]: readonly SpreadBox[], members: readonly SpreadBox[]): Places {
  if (leader === undefined) return new Map();
  const places = new Map<string, Rectangle>([[leader.id, { ...leader, x: -leader.width / 2, y: -leader.height / 2 }]]);
  const width = Math.max(...members.map((member) => member.width)) + GAP;
  const height = Math.max(...members.map((member) => member.height)) + GAP;
  const cells = cellsAround(leader, members.length, width, height);
  for (const [at, member] of members.entries()) {
    const { x, y } = cells[at] ?? { x: 0, y: 0 };
    places.set(member.id, { ...member, x: x - member.width / 2, y: y - member.height / 2 });
  }
  const { x, y } = boundsOf(places.values());
  return new Map([...places].map(([id, place]) => [id, { ...place, x: place.x - x, y: place.y - y }]));
}

/** Centres of the `count` cells nearest to the origin that leave room for the leader there. */
function cellsAround(leader: SpreadBox, count: number, width: number, height: number): Point[] {
  // So many columns and rows on each side would do with none of the others.
  const reach = Math.ceil(Math.sqrt(count)) + 1;
  const columns = Math.ceil(leader.width / width / 2) + reach;
  const rows = Math.ceil(leader.height / height / 2) + reach;
  const cells: Point[] = [];
  for (let row = -rows; row <= rows; row++)
    for (let column = -columns; column <= columns; column++) {
      const cell = { x: column * width, y: row * height };
      const isBeside = Math.abs(cell.x) >= (leader.width + width + GAP) / 2;
      if (isBeside || Math.abs(cell.y) >= (leader.height + height + GAP) / 2) cells.push(cell);
    }
  // A rectangle: others stand beside it without gaps.
  const ring = ({ x, y }: Point) => Math.max(Math.abs(x) / RATIO, Math.abs(y));
  const far = ({ x, y }: Point) => Math.hypot(x / RATIO, y);
  return cells
    .sort((one, other) => ring(one) - ring(other) || far(one) - far(other) || one.y - other.y || one.x - other.x)
    .slice(0, count);
}

function placeGroup(group: readonly Cluster[], edges: readonly SpreadEdge[], force: Force): Places {
  const [first] = group;
  if (group.length === 1 && first) return first.places;
  const leaders = new Set(group.map(({ leader }) => leader));
  const boxes = group.map(({ leader, bounds: { width, height } }) => ({ id: leader, width, height }));
  const own = edges.filter(({ source }) => leaders.has(source));
  const corners = force(boxes, own);
  const rectangles = new Map(boxes.map((box) => [box.id, { ...box, ...(corners.get(box.id) ?? { x: 0, y: 0 }) }]));
  const free = separate(tightened(rectangles));
  const packed = inRows(rectangles);
  const placed = extent(packed) * WORTH_IT < extent(free) ? packed : free;
  return new Map(
    group.flatMap(({ leader, places }) => {
      const { x, y } = placed.get(leader) ?? { x: 0, y: 0 };
      return [...places].map(([id, place]) => [id, { ...place, x: place.x + x, y: place.y + y }] as const);
    }),
  );
}

/** What is drawn so much smaller is worse than what has lost some of its shape. */
const WORTH_IT = 1.3;

/** How large something is when it is fitted into what is seen. */
function extent(rectangles: Places): number {
  const { width, height } = boundsOf(rectangles.values());
  return Math.max(width / RATIO, height);
}

/** Side by side in rows: from above to below, and in each from left to right, as far as they stand so already. */
function inRows(rectangles: Places): Places {
  const byHeight = [...rectangles].sort(([, one], [, other]) => centerOf(one).y - centerOf(other).y);
  const widths = byHeight.map(([, { width }]) => width + GAP);
  const area = byHeight.reduce((sum, [, { height }], at) => sum + (widths[at] ?? 0) * (height + GAP), 0);
  const across = widths.reduce((sum, width) => sum + width, 0);
  const rows = Math.max(1, Math.round(across / Math.sqrt(area * RATIO)));
  const byRow = grouped(byHeight.entries(), ([at]) => Math.floor((at * rows) / byHeight.length));
  const found = new Map<string, Rectangle>();
  let y = 0;
  for (const row of byRow.values()) {
    const members = row.map(([, member]) => member).sort(([, one], [, other]) => centerOf(one).x - centerOf(other).x);
    let x = 0;
    for (const [id, { width, height }] of members) {
      found.set(id, { x, y, width, height });
      x += width + GAP;
    }
    y += GAP + Math.max(...members.map(([, { height }]) => height));
  }
  return found;
}

/** Forces leave more room than is needed, and draw chains out: here at most so much that a third of it is filled. */
function tightened(rectangles: Places): Places {
  const all = boundsOf(rectangles.values());
  const area = [...rectangles.values()].reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  const across = Math.min(1, Math.sqrt(3 * area * RATIO) / all.width);
  const down = Math.min(1, Math.sqrt((3 * area) / RATIO) / all.height);
  return new Map(
    [...rectangles].map(([id, rectangle]) => {
      const { x, y } = centerOf(rectangle);
      const { width, height } = rectangle;
      return [id, { x: x * across - width / 2, y: y * down - height / 2, width, height }];
    }),
  );
}

/** In the order of `clusters`. */
function connected(clusters: readonly Cluster[], edges: readonly SpreadEdge[]): Cluster[][] {
  const up = new Map<string, string>();
  const top = (id: string): string => {
    let found = id;
    for (let next = up.get(found); next !== undefined; next = up.get(found)) found = next;
    return found;
  };
  for (const { source, target } of edges) {
    const [one, other] = [top(source), top(target)];
    if (one !== other) up.set(one, other);
  }
  return [...grouped(clusters, ({ leader }) => top(leader)).values()];
}

/** The largest first, each beside or below another one, so that all together is about half as wide again as high. */
function sideBySide(groups: readonly Places[]): Map<string, Point> {
  const sorted = groups
    .map((places) => ({ places, bounds: boundsOf(places.values()) }))
    .sort((one, other) => other.places.size - one.places.size || other.bounds.height - one.bounds.height);
  const placed: Rectangle[] = [];
  const found = new Map<string, Point>();
  for (const { places, bounds } of sorted) {
    const { x, y } = cornerFor(bounds, placed);
    placed.push({ ...bounds, x, y });
    for (const [id, place] of places) found.set(id, { x: x + place.x - bounds.x, y: y + place.y - bounds.y });
  }
  return found;
}

function cornerFor({ width, height }: Rectangle, placed: readonly Rectangle[]): Point {
  if (placed.length === 0) return { x: 0, y: 0 };
  const all = boundsOf(placed);
  const corners = placed
    .flatMap((other) => [
      { x: other.x + other.width + GAP, y: other.y },
      { x: other.x, y: other.y + other.height + GAP },
    ])
    .map(({ x, y }) => {
      const size = Math.max(all.width / RATIO, (x + width - all.x) / RATIO, all.height, y + height - all.y);
      return { x, y, size };
    })
    .sort((one, other) => one.size - other.size || one.y - other.y || one.x - other.x);
  const free = corners.find(({ x, y }) => !placed.some((other) => isNear({ x, y, width, height }, other, GAP - 1)));
  return free ?? { x: all.x, y: all.y + all.height + GAP };
}
