import { boundsOf, centerOf, isNear, type Point, type Rectangle } from "./geometry.js";
import { Space } from "./space.js";

/** Between boxes. */
export const GAP = 36;

/** Pulls apart what overlaps. Those in the middle stay; the order of `rectangles` does not matter. */
export function separate(rectangles: ReadonlyMap<string, Rectangle>): Map<string, Rectangle> {
  const middle = centerOf(boundsOf(rectangles.values()));
  const far = (rectangle: Rectangle) => {
    const { x, y } = centerOf(rectangle);
    return Math.hypot(x - middle.x, y - middle.y);
  };
  const inOrder = [...rectangles].sort(([a, one], [b, other]) => far(one) - far(other) || (a < b ? -1 : 1));
  const space = new Space(GAP);
  return new Map(
    inOrder.map(([id, rectangle]) => {
      const found = { ...rectangle, ...space.nearest(rectangle) };
      space.add(found);
      return [id, found];
    }),
  );
}

/** A box with its size; and the place that it had. */
export interface Sized {
  readonly width: number;
  readonly height: number;
  readonly place: Point | undefined;
}

/**
 * Places for all: each stays where it was, unless it has grown into another one, which then makes room; new ones come near
 * their neighbours, or below everything.
 */
export function settle(
  boxes: ReadonlyMap<string, Sized>,
  neighbors: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, Rectangle> {
  const placed = new Map<string, Rectangle>();
  const space = new Space(GAP);
  const put = (id: string, rectangle: Rectangle) => {
    placed.set(id, rectangle);
    space.add(rectangle);
  };
  const old = [...boxes].flatMap(([id, { place, width, height }]) => (place ? [{ id, ...place, width, height }] : []));
  const crowded = new Set(old.filter((one, at) => old.some((other, i) => i < at && isNear(one, other, 0))));
  for (const one of old) if (!crowded.has(one)) put(one.id, withoutId(one));
  for (const one of crowded) put(one.id, { ...withoutId(one), ...space.nearest(one) });
  for (const [id, size] of boxes) {
    if (placed.has(id)) continue;
    const wanted = wantedFor(id, size, placed, neighbors);
    put(id, { ...wanted, ...space.nearest(wanted) });
  }
  return placed;
}

function withoutId({ x, y, width, height }: Rectangle): Rectangle {
  return { x, y, width, height };
}

function wantedFor(
  id: string,
  { width, height }: Sized,
  placed: ReadonlyMap<string, Rectangle>,
  neighbors: ReadonlyMap<string, ReadonlySet<string>>,
): Rectangle {
  const near = [...(neighbors.get(id) ?? [])].flatMap((other) => placed.get(other) ?? []).map(centerOf);
  if (near.length > 0) {
    const mean = (of: (point: Point) => number) => near.reduce((sum, point) => sum + of(point), 0) / near.length;
    return { x: mean(({ x }) => x) - width / 2, y: mean(({ y }) => y) - height / 2, width, height };
  }
  const bounds = boundsOf(placed.values());
  return { x: bounds.x, y: bounds.y + bounds.height + (placed.size === 0 ? 0 : GAP), width, height };
}
