import { readFileSync } from "node:fs";

/** A set of attributes as a program sees it that shares nothing with this package: names, or numbers without a name. */
export type Shape = ReadonlyArray<ShapeName | readonly [name: ShapeName, inside: Shape]>;
export type ShapeName = string | number;

/** A message of a real kernel, or to one: a line of fixtures/*.jsonl. */
export interface Vector {
  /** Recording and kernel, scenario, number: "kinds-6.12/vxlan/017". */
  readonly id: string;
  /** The command that sent it, that it answers, or that it was seen after. */
  readonly source: string;
  readonly direction: "request" | "answer" | "event";
  readonly family: string;
  /** 16 for generic netlink, 0 for rtnetlink. */
  readonly protocol: number;
  /**
   * ok: decodes, and encodes back to the same bytes. any: wrong on purpose; decodes or is refused. error: the lengths
   * do not add up.
   */
  readonly expect: "ok" | "any" | "error";
  readonly hex: string;
  readonly shape: Shape | undefined;
  /** What NLMSG_ERROR and NLMSG_DONE say. */
  readonly errno?: number;
  readonly extack?: Readonly<Record<string, unknown>>;
  /** For "error": where the other program saw that the lengths do not add up. */
  readonly walk?: string;
  /** For a datagram: the lengths of its messages. */
  readonly lengths?: readonly number[];
}

/** What a tool printed of the state that a dump was taken of. */
export interface Oracle {
  readonly id: string;
  readonly command: string;
  /** The ids of the dump's messages, in order. */
  readonly messages: readonly string[];
  readonly output: readonly unknown[];
}

const files = [
  "link-requests",
  "link-6.1",
  "link-6.12",
  "addresses",
  "neighbors",
  "routes",
  "bridge",
  "others",
  "generic",
  "answers",
];

function readLines(name: string): unknown[] {
  const text = readFileSync(new URL(`../../fixtures/${name}.jsonl`, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** All messages of all files. */
export function readVectors(): Vector[] {
  return files.flatMap((name) => {
    const lines = readLines(name);
    const shapes = lines.filter((line) => Array.isArray(line)) as Shape[];
    const written = lines.filter((line) => !Array.isArray(line)) as Array<Omit<Vector, "shape"> & { shape?: number }>;
    return written.map(({ shape, ...vector }) => ({
      ...vector,
      protocol: vector.protocol ?? 0,
      expect: vector.expect ?? "ok",
      shape: shape === undefined ? undefined : shapes[shape],
    }));
  });
}

export function readOracles(): Oracle[] {
  return readLines("oracles") as Oracle[];
}
