import { isDeepStrictEqual } from "node:util";
import type { Link } from "./link.js";
import type { Nexthop } from "./nexthop.js";

/** An object that a tool printed. */
export type Shown = Readonly<Record<string, unknown>>;

/** What is known about the state beside the entry that is compared. */
export interface Scene {
  /** `ip -N`: numbers where there are names. */
  readonly numeric: boolean;
  /** A link's name; undefined where nothing tells it. */
  ifname(index: number): string | undefined;
  /** Whether a link is up; undefined where nothing tells it. */
  isUp(index: number): boolean | undefined;
  /** Whether the tool asked in another namespace than the dump, for which others have other ids. */
  readonly elsewhere?: boolean;
  /** All links, where they were asked for beside the addresses. */
  readonly links?: readonly Link[];
  /** The name of a link that the tools' lists are without. */
  readonly hidden?: string;
  /** A nexthop object. */
  nexthop?(id: number): Nexthop | undefined;
}

/** What came of it. Problems are for people: path, what was shown, what ours would be. */
export class Report {
  readonly problems: string[] = [];
  /** How often each field was compared; the array's places are not told apart: "link.linkinfo.info_data.id". */
  readonly compared = new Map<string, number>();
  /** The reason for each field that was not. */
  readonly left = new Map<string, string>();

  count(path: string): void {
    this.compared.set(path, (this.compared.get(path) ?? 0) + 1);
  }

  problem(path: string, what: string): void {
    this.problems.push(`${path}: ${what}`);
  }
}

/** A field that is compared otherwise than by the value that ours gives. */
export interface Check<T> {
  check(report: Report, path: string, value: unknown, ours: T, scene: Scene, shown: Shown): void;
}

/** A field that is not compared. */
export interface NotCompared {
  readonly reason: string;
}

/** What should be shown for one of ours. */
export type Show<T> = (ours: T, scene: Scene, shown: Shown) => unknown;

export type Field<T> = Show<T> | Check<T> | NotCompared;

/** By the names that the tool gives them: all that it may show. */
export type Fields<T> = Readonly<Record<string, Field<T>>>;

export function notCompared(reason: string): NotCompared {
  return { reason };
}

/** Compares all that is shown of one of ours; what `fields` does not know is a problem. */
export function compare<T>(report: Report, path: string, shown: Shown, ours: T, scene: Scene, fields: Fields<T>): void {
  for (const [name, value] of Object.entries(shown)) {
    compareField(
      report,
      `${path}.${name}`,
      value,
      ours,
      scene,
      shown,
      Object.hasOwn(fields, name) ? fields[name] : undefined,
    );
  }
}

/** One field; for checks that only decide which one it is. */
export function compareField<T>(
  report: Report,
  path: string,
  value: unknown,
  ours: T,
  scene: Scene,
  shown: Shown,
  field: Field<T> | undefined,
): void {
  if (field === undefined) report.problem(path, `nobody has said what this is: ${show(value)}`);
  else if (typeof field === "object" && "reason" in field) report.left.set(withoutPlaces(path), field.reason);
  else if (typeof field === "object") field.check(report, path, value, ours, scene, shown);
  else expectShown(report, path, value, field(ours, scene, shown));
}

/** Counts a comparison, and says when it fails. */
export function expectShown(report: Report, path: string, value: unknown, expected: unknown): void {
  report.count(withoutPlaces(path));
  if (!isDeepStrictEqual(value, expected)) report.problem(path, `shown ${show(value)}, ours ${show(expected)}`);
}

/** A path without the places in arrays: "link[3].mtu" is "link.mtu". */
export function withoutPlaces(path: string): string {
  return path.replaceAll(/\[.*?\]/g, "");
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? `${inner}n` : inner)) ?? String(value);
}

/** How entries find each other: by a key, else by order. */
export interface Matching<T> {
  ofOurs(ours: T, scene: Scene): unknown;
  ofShown(shown: Shown): unknown;
}

/** All entries of a dump and all of the tool's: none may be missing on either side. */
export function compareAll<T>(
  report: Report,
  path: string,
  shown: readonly unknown[],
  ours: readonly T[],
  scene: Scene,
  fields: Fields<T>,
  key?: Matching<T>,
): void {
  const keysOfOurs = keys(ours, (one) => key?.ofOurs(one, scene));
  const keysOfShown = keys(shown, (one) => key?.ofShown(one as Shown));
  for (const name of keysOfOurs.keys())
    if (!keysOfShown.has(name)) report.problem(`${path}[${name}]`, "not shown, but in the dump");
  for (const [name, place] of keysOfShown) {
    const one = keysOfOurs.get(name);
    if (one === undefined) report.problem(`${path}[${name}]`, `shown, but not in the dump: ${show(shown[place])}`);
    else compare(report, `${path}[${name}]`, shown[place] as Shown, ours[one] as T, scene, fields);
  }
}

/** The place of each entry by its key; the second one with the same key is "key, 2". */
function keys<T>(entries: readonly T[], keyOf: (entry: T) => unknown): Map<string, number> {
  const places = new Map<string, number>();
  for (const [place, entry] of entries.entries()) {
    const base = String(keyOf(entry) ?? "");
    let name = base;
    for (let nth = 1; name === "" || places.has(name); nth++)
      name = base === "" ? String(nth - 1) : `${base}, ${nth + 1}`;
    places.set(name, place);
  }
  return places;
}

/** An object in the object. Ours being undefined, nothing may be shown. */
export function inside<T, U>(pick: (ours: T, scene: Scene) => U | undefined, fields: Fields<U>): Check<T> {
  return {
    check(report, path, value, ours, scene) {
      const inner = pick(ours, scene);
      if (inner === undefined) report.problem(path, `shown ${show(value)}, ours has none`);
      else if (typeof value !== "object" || value === null) report.problem(path, `no object: ${show(value)}`);
      else compare(report, path, value as Shown, inner, scene, fields);
    },
  };
}

/** An object in the object, where ours has the same all in one. */
export function flat<T>(fields: Fields<T>): Check<T> {
  return inside((ours) => ours, fields);
}

/** An array of objects in the object, in the same order. */
export function each<T, U>(
  pick: (ours: T, scene: Scene) => readonly U[] | undefined,
  fields: Fields<U>,
  key?: Matching<U>,
): Check<T> {
  return {
    check(report, path, value, ours, scene) {
      if (Array.isArray(value)) compareAll(report, path, value, pick(ours, scene) ?? [], scene, fields, key);
      else report.problem(path, `no array: ${show(value)}`);
    },
  };
}

/** An array whose order says nothing. */
export function anyOrder<T>(pick: Show<T>): Check<T> {
  return {
    check(report, path, value, ours, scene, shown) {
      const expected = pick(ours, scene, shown);
      const sort = (list: unknown) => (Array.isArray(list) ? [...list].sort() : list);
      expectShown(report, path, sort(value), sort(expected));
    },
  };
}

/** A number that moves on between the dump and the tool's question: not further than `tolerance`. */
export function about<T>(pick: (ours: T, scene: Scene) => number | bigint | undefined, tolerance: number): Check<T> {
  return {
    check(report, path, value, ours, scene) {
      const expected = pick(ours, scene);
      report.count(withoutPlaces(path));
      if (expected === undefined || !(Math.abs(Number(value) - Number(expected)) <= tolerance))
        report.problem(path, `shown ${show(value)}, ours ${show(expected)}`);
    },
  };
}

/** Shown as null or true where it is so, by the tool's version; as false, or not at all, where it is not. */
export function present<T>(pick: (ours: T, scene: Scene) => unknown): Check<T> {
  return {
    check(report, path, value, ours, scene) {
      expectShown(report, path, value === null ? true : value, isSet(pick(ours, scene)));
    },
  };
}

/** A switch: of a flag's presence, a number, or a boolean. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== 0 && value !== false;
}
