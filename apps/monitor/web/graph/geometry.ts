export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `x`, `y`: the upper left corner. */
export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** Whether they overlap, or are nearer than `gap`. */
export function isNear(one: Rectangle, other: Rectangle, gap: number): boolean {
  return (
    one.x < other.x + other.width + gap &&
    other.x < one.x + one.width + gap &&
    one.y < other.y + other.height + gap &&
    other.y < one.y + one.height + gap
  );
}

export function centerOf({ x, y, width, height }: Rectangle): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** The smallest that has all of them in it; of none: empty, at the origin. */
export function boundsOf(rectangles: Iterable<Rectangle>): Rectangle {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of rectangles) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left === Infinity
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}
