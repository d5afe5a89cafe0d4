import { type Build, generateObject, mayGenerate, WORTH_GENERATING } from "./generate.js";
import { lengthAt, NLA_HDRLEN, TYPE_MASK } from "./places.js";
import { decodeObject } from "./plain.js";
import type { Reader } from "./reader.js";
import type { Line, Table } from "./table.js";

/**
 * The kernel sends the same attributes in the same order over and over. A shape is such a sequence: a node of a tree
 * whose branches are the next attribute's number. Once a shape has come often enough, a decoder of its own is generated
 * for it: straight-line code with one object literal, so that all objects of the shape have one hidden class. What is
 * rare goes through the loop of plain.ts, which also finds out what is wrong with malformed bytes.
 */
interface Shape {
  readonly lines: readonly Line[];
  readonly next: (Shape | undefined)[];
  uses: number;
  build: Build | undefined;
}

/** Bounds what hostile input can make us remember. */
const MOST_SHAPES = 2000;
const MOST_GENERATED = 200;

/** Where the attributes of the objects being decoded lie, start and end by turns; nested ones behind their parents'. */
let offsets = new Int32Array(1024);
let used = 0;

export function objectDecoder(table: Table): (reader: Reader, start: number, end: number) => object {
  const loop = (reader: Reader, start: number, end: number): object => decodeObject(table, reader, start, end);
  // How many there are of a repeated attribute differs each time.
  if (table.all.some(({ codec }) => codec.plain === "array")) return loop;
  const root: Shape = { lines: [], next: [], uses: 0, build: undefined };
  let shapes = 0;
  let generated = 0;
  const known = new Uint8Array(1 + Math.max(0, ...table.all.map(({ type }) => type)));
  for (const { type, codec } of table.all) if (codec.plain !== "hidden") known[type] = 1;

  function grow(shape: Shape, type: number): Shape | undefined {
    const line = table.byType(type) as Line;
    // All of several must be valid, though the last one counts: the loop sees to that.
    if (shapes === MOST_SHAPES || shape.lines.includes(line)) return undefined;
    shapes++;
    const lines = [...shape.lines, line];
    const grown: Shape = { lines, next: [], uses: 0, build: undefined };
    while (shape.next.length <= type) shape.next.push(undefined);
    shape.next[type] = grown;
    return grown;
  }

  return (reader, start, end) => {
    if (!reader.generate || !mayGenerate()) return loop(reader, start, end);
    const { view, little } = reader;
    const base = used;
    let top = base;
    let shape: Shape | undefined = root;
    for (let at = start; end - at >= NLA_HDRLEN; ) {
      const length = lengthAt(reader, at, end);
      const type = view.getUint16(at + 2, little) & TYPE_MASK;
      if (type < known.length && known[type] === 1) {
        shape = shape.next[type] ?? grow(shape, type);
        if (shape === undefined) return loop(reader, start, end);
        if (top + 2 > offsets.length) makeRoom();
        offsets[top] = at + NLA_HDRLEN;
        offsets[top + 1] = at + length;
        top += 2;
      }
      at += (length + 3) & ~3;
    }
    if (shape.build === undefined) {
      if (++shape.uses < WORTH_GENERATING || generated >= MOST_GENERATED) {
        return loop(reader, start, end);
      }
      generated++;
      shape.build = generateObject(shape.lines);
    }
    used = top;
    reader.enter(start);
    const object = shape.build(reader, offsets, base);
    reader.leave();
    used = base;
    return object;
  };
}

function makeRoom(): void {
  const larger = new Int32Array(offsets.length * 2);
  larger.set(offsets);
  offsets = larger;
}

/** For whoever catches an error of a decoder: what was being decoded then is given up. */
export function forgetOffsets(mark: number): void {
  used = mark;
}
export function markOffsets(): number {
  return used;
}
