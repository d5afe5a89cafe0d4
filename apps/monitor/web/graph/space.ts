import { isNear, type Point, type Rectangle } from "./geometry.js";

/** Pixels: about as large as a box. */
const CELL = 400;

/** Rectangles that must not be near each other: in cells, so that only neighbours are looked at. */
export class Space {
  readonly #gap: number;
  readonly #cells = new Map<string, Rectangle[]>();
  readonly #all: Rectangle[] = [];

  constructor(gap: number) {
    this.#gap = gap;
  }

  add(rectangle: Rectangle): void {
    this.#all.push(rectangle);
    for (const cell of cellsOf(rectangle, 0)) this.#cells.set(cell, [...(this.#cells.get(cell) ?? []), rectangle]);
  }

  isFree(rectangle: Rectangle): boolean {
    for (const cell of cellsOf(rectangle, this.#gap))
      if (this.#cells.get(cell)?.some((other) => isNear(rectangle, other, this.#gap))) return false;
    return true;
  }

  /** The free place for `wanted` that is nearest to where it is: there, or beside one of those that are in its way. */
  nearest(wanted: Rectangle): Point {
    const { x, y, width, height } = wanted;
    if (this.isFree(wanted)) return { x, y };
    const places = this.#all.flatMap((other) => beside(other, wanted, this.#gap));
    const far = new Map(places.map((place) => [place, Math.hypot(place.x - x, place.y - y)]));
    places.sort((one, other) => (far.get(one) ?? 0) - (far.get(other) ?? 0));
    // Beside the outermost is always room.
    return places.find((place) => this.isFree({ ...place, width, height })) ?? { x, y };
  }
}

function cellsOf({ x, y, width, height }: Rectangle, gap: number): string[] {
  const found: string[] = [];
  const [right, bottom] = [Math.floor((x + width + gap) / CELL), Math.floor((y + height + gap) / CELL)];
  for (let column = Math.floor((x - gap) / CELL); column <= right; column++)
    for (let row = Math.floor((y - gap) / CELL); row <= bottom; row++) found.push(`${column} ${row}`);
  return found;
}

/** Along each side of `other`: as near as possible, and even with its edges. */
function beside(other: Rectangle, { x, y, width, height }: Rectangle, gap: number): Point[] {
  const [left, right] = [other.x - gap - width, other.x + other.width + gap];
  const [above, below] = [other.y - gap - height, other.y + other.height + gap];
  const across = [x, other.x, other.x + other.width - width, left, right];
  const down = [y, other.y, other.y + other.height - height];
  return [
    ...across.flatMap((at) => [above, below].map((y) => ({ x: at, y }))),
    ...down.flatMap((at) => [left, right].map((x) => ({ x, y: at }))),
  ];
}
