import { type Items, keyOf, type WatchEvent, WatchState } from "@netns/rtnetlink";
import { addressFields } from "./addresses.js";
import { type InsideKind, insideKinds } from "./kinds.js";
import { LinkNames } from "./link-names.js";
import { linkFields } from "./links.js";
import { neighborFields } from "./neighbors.js";
import type { Change, Fields, ItemRecord } from "./records.js";
import { routeFields } from "./routes.js";

type NameOf = LinkNames["get"];

const describe: { readonly [K in InsideKind]: (item: Items[K], nameOf: NameOf) => Fields[K] } = {
  link: linkFields,
  address: addressFields,
  route: routeFields,
  neighbor: neighborFields,
};

/** A change of something inside, without the namespace's name. */
export type ItemChange = Pick<ItemRecord, "kind" | "change" | "fields">;

/**
 * What there is in a namespace, as it was told last. rtnetlink's watch lists everything again when events were lost, or
 * when the kernel removes things without a word: of such a list only what is new is told.
 */
export class Contents {
  readonly #shown: ReadonlySet<string>;
  readonly #state = new WatchState();
  readonly #names = new LinkNames();
  #isFirst = true;

  /** @param shown What is told of; others may be watched for the sake of these. */
  constructor(shown: readonly InsideKind[]) {
    this.#shown = new Set(shown);
  }

  /** How many things are remembered. */
  get size(): number {
    return Object.values(this.#state.counts).reduce((sum, count) => sum + count, 0);
  }

  /** All that there is of what is shown. */
  get present(): ItemChange[] {
    return insideKinds.filter((kind) => this.#shown.has(kind)).flatMap((kind) => [...this.#list(kind).values()]);
  }

  /** Takes the next event, and says what of it is to be told. */
  apply(event: WatchEvent): ItemChange[] {
    if (event.type === "snapshot-end") return this.#settle(event);
    const isShown = "subject" in event && event.type !== "present" && this.#shown.has(event.subject);
    this.#names.apply(event);
    this.#state.apply(event);
    if (!isShown) return [];
    const { subject, item, type } = event;
    return [this.#change(subject as InsideKind, item as Items[InsideKind], type as Change)];
  }

  #settle(event: Extract<WatchEvent, { type: "snapshot-end" }>): ItemChange[] {
    const wanted = insideKinds.filter((kind) => this.#shown.has(kind) && event.subjects.includes(kind));
    const before = wanted.map((kind) => this.#list(kind));
    this.#state.apply(event);
    const changes = wanted.flatMap((kind, i) => this.#compare(before[i] ?? new Map(), this.#list(kind)));
    this.#names.apply(event);
    this.#isFirst = false;
    return changes;
  }

  #list(kind: InsideKind): Map<string, ItemChange> {
    const items = this.#state.get(kind) as Items[InsideKind][];
    return new Map(items.map((item) => [keyOf(kind, item), this.#change(kind, item, "present")]));
  }

  #compare(before: ReadonlyMap<string, ItemChange>, after: ReadonlyMap<string, ItemChange>): ItemChange[] {
    const change = this.#isFirst ? "present" : "changed";
    const gone = [...before].filter(([key]) => !after.has(key)).map(([, item]) => item);
    const news = [...after].filter(([key, item]) => !isSame(before.get(key), item)).map(([, item]) => item);
    return [
      // The other way round from how they came to be.
      ...gone.reverse().map((item): ItemChange => ({ ...item, change: "deleted" })),
      ...news.map((item): ItemChange => ({ ...item, change })),
    ];
  }

  #change(kind: InsideKind, item: Items[InsideKind], change: Change): ItemChange {
    const fieldsOf = describe[kind] as (item: Items[InsideKind], nameOf: NameOf) => Fields[InsideKind];
    return { kind, change, fields: fieldsOf(item, this.#names.get) } as ItemChange;
  }
}

function isSame(a: ItemChange | undefined, b: ItemChange): boolean {
  return a !== undefined && JSON.stringify(a.fields) === JSON.stringify(b.fields);
}
