import type { Selection } from "../selection.js";
import type { Kind, Tone } from "./sentence.js";

/** Something that happened. */
export interface Happening {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** "gap": what happened in between is not known. */
  readonly tone: Tone | "gap";
  /** The namespace's name; empty: of none. */
  readonly where: string;
  readonly text: string;
  /** What kind of thing it happened to; a gap is of all. */
  readonly kind: Kind | "namespace" | "all";
  /** What it happened to. */
  readonly selection: Selection | undefined;
}

/** One of them, in its place. */
export interface TimelineEntry extends Happening {
  /** One more for each. */
  readonly number: number;
}

/** How many are remembered. */
export const timelineLength = 500;

/** The last things that happened; what is older is forgotten. */
export class Timeline {
  #entries: TimelineEntry[] = [];
  #told = 0;

  /** How many there were, forgotten ones too. */
  get told(): number {
    return this.#told;
  }

  /** The newest is the last. */
  get entries(): readonly TimelineEntry[] {
    return this.#entries;
  }

  add(happening: Happening): void {
    this.#told += 1;
    this.#entries.push({ ...happening, number: this.#told });
    // Not one at a time: each would move all the others.
    if (this.#entries.length >= 2 * timelineLength) this.#entries = this.#entries.slice(-timelineLength);
  }

  /** Those that are to be shown, the newest first. @param entries Those that there were when it was paused. */
  newestFirst(filter: TimelineFilter = {}, entries: readonly TimelineEntry[] = this.#entries): TimelineEntry[] {
    const { of, kinds } = filter;
    const isKind = ({ kind }: TimelineEntry) => kinds === undefined || kind === "all" || kinds.has(kind);
    return entries
      .slice(-timelineLength)
      .reverse()
      .filter((entry) => isKind(entry) && (of === undefined || isAbout(entry, of)));
  }
}

/** Which entries are to be shown. */
export interface TimelineFilter {
  /** What happened to it, or in it. */
  readonly of?: Selection | undefined;
  /** What happened to things of these kinds. */
  readonly kinds?: ReadonlySet<string> | undefined;
}

/** A gap is about everything. */
function isAbout({ selection, tone }: TimelineEntry, of: Selection): boolean {
  if (selection === undefined) return tone === "gap";
  if (selection.namespace !== of.namespace) return false;
  return of.link === undefined || selection.link === of.link;
}

/** "3 changes, in blue and red", for who does not see the page. Undefined: nothing happened. */
export function summaryOf(entries: readonly TimelineEntry[], since: number): string | undefined {
  const fresh = entries.filter(({ number }) => number > since);
  const [first, ...others] = fresh;
  if (first === undefined) return undefined;
  if (others.length === 0) return [first.where, first.text].filter((word) => word !== "").join(": ");
  const places = new Set(fresh.map(({ where }) => where).filter((where) => where !== ""));
  const where = places.size > 3 ? `${places.size} namespaces` : [...places].join(", ");
  return `${fresh.length} changes${where === "" ? "" : ` in ${where}`}`;
}
