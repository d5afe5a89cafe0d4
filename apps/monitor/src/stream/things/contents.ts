import { type Items, type Subject, type WatchEvent, WatchState } from "@netns/rtnetlink";
import { type InsideKind, insideKinds } from "../kinds.js";
import type { Change, Fields, ItemRecord } from "../records.js";
import { addressFields } from "./addresses.js";
import { fdbFields } from "./fdb.js";
import { idOf } from "./identifier.js";
import { LinkNames } from "./link-names.js";
import { type LinkNamespaceFields, linkFields } from "./links.js";
import { neighborFields } from "./neighbors.js";
import { nexthopFields } from "./nexthops.js";
import { type RouteEvent, RouteGroups } from "./route-groups.js";
import { routeFields } from "./routes.js";
import { ruleFields } from "./rules.js";

/** What things refer to: links by their index, namespaces by an id. */
interface Names {
  readonly link: LinkNames["get"];
  readonly namespace: (nsid: number) => LinkNamespaceFields | undefined;
}

const describe: { readonly [K in InsideKind]: (item: Items[K], names: Names) => Fields[K] } = {
  link: (item, names) => linkFields(item, names.namespace, names.link),
  address: (item, names) => addressFields(item, names.link),
  route: (item, names) => routeFields(item, names.link),
  nexthop: (item, names) => nexthopFields(item, names.link),
  rule: ruleFields,
  neighbor: (item, names) => neighborFields(item, names.link),
  fdb: (item, names) => fdbFields(item, names.link),
};

/** linux/neighbour.h */
const NUD_NOARP = 0x40;

/** A change of something inside, without where that is. */
export type ItemChange = Pick<ItemRecord, "kind" | "change" | "id" | "fields">;

/**
 * What there is in a namespace, as it was told last. rtnetlink's watch lists everything again when events were lost, or
 * when the kernel removes things without a word: of such a list only what is new is told.
 */
export class Contents {
  readonly #shown: ReadonlySet<string>;
  readonly #state = new WatchState();
  readonly #names: Names;
  readonly #linkNames = new LinkNames();
  readonly #routes = new RouteGroups();
  /**
   * As they were told: links, for what they refer to gets to be known, or another name, without an event; and neighbors,
   * of which some are not told of.
   */
  readonly #told = new Map<string, string>();
  #isFirst = true;

  /**
   * @param shown What is told of; others may be watched for the sake of these.
   * @param namespaceOf What is known of the namespace that has an id there.
   */
  constructor(shown: readonly InsideKind[], namespaceOf: Names["namespace"] = () => undefined) {
    this.#shown = new Set(shown);
    this.#names = { link: this.#linkNames.get, namespace: namespaceOf };
  }

  /** How many things are remembered. */
  get size(): number {
    return Object.values(this.#state.counts).reduce((sum, count) => sum + count, 0);
  }

  /** All that there is of what is shown. */
  get present(): ItemChange[] {
    return insideKinds.filter((kind) => this.#shown.has(kind)).flatMap((kind) => this.#tellAll([...this.#list(kind)]));
  }

  /** Those of some links that are not as they were told. */
  untold(isMeant: (link: Items["link"]) => boolean): ItemChange[] {
    if (this.#isFirst || !this.#shown.has("link")) return [];
    const meant = this.#state.get("link").filter(isMeant);
    const links = meant.map((item) => this.#change("link", item, "changed")).filter((link) => !this.#isTold(link));
    return this.#tellAll(links);
  }

  /** Takes the next event, and says what of it is to be told. */
  apply(event: WatchEvent): ItemChange[] {
    if (event.type === "snapshot-end") return this.#settle(event);
    if (!("subject" in event) || event.subject !== "link" || event.type === "present") {
      return this.learn(event) ? this.#changesOf(event) : [];
    }
    const { index } = event.item.header;
    const [name, master] = [this.#linkNames.get(index), this.#linkNames.masterOf(index)];
    if (!this.learn(event)) return [];
    const isRenamed = name !== undefined && name !== this.#linkNames.get(index);
    const isGone = event.type === "deleted";
    const hasLeft = master !== undefined && master !== this.#linkNames.masterOf(index);
    return [
      ...(isGone || hasLeft ? this.#forgetForwarding(index, isGone ? undefined : master, event) : []),
      ...this.#changesOf(event),
      ...(isRenamed ? this.#toldBy(index) : []),
    ];
  }

  #changesOf(event: Exclude<WatchEvent, { type: "snapshot-end" }>): ItemChange[] {
    if (!("subject" in event) || event.type === "present" || !this.#shown.has(event.subject)) return [];
    if (event.subject === "route") return this.#applyRoute(event);
    const kind = event.subject as InsideKind;
    const item = event.item as Items[InsideKind];
    const change = this.#change(kind, item, event.type);
    // Before it goes a neighbor may have got a state that is not told of.
    if (kind === "neighbor" && (event.type === "deleted" || !this.#isMeant(kind, item))) {
      return this.#told.has(keyOfTold(change)) ? this.#tellAll([{ ...change, change: "deleted" }]) : [];
    }
    return this.#isMeant(kind, item) ? this.#tellAll([change]) : [];
  }

  /**
   * Takes an event that nothing is told of.
   *
   * @returns False: what it tells to be gone was not there. A list that was made meanwhile has told so already, or it
   * came while events were lost.
   */
  learn(event: WatchEvent): boolean {
    this.#linkNames.apply(event);
    // One nexthop less is no route less.
    const subject = event.type === "deleted" && event.subject !== "route" ? event.subject : undefined;
    const before = subject && this.#state.size(subject);
    this.#state.apply(event);
    return before === undefined || this.#state.size(subject as Subject) < before;
  }

  /**
   * What bridges have of a port, with or without a word of the kernel's.
   *
   * @param bridge The one that it has left. Undefined: all, and what it has itself as a bridge; it is gone.
   */
  #forgetForwarding(ifindex: number, bridge: number | undefined, event: WatchEvent): ItemChange[] {
    if (!this.#shown.has("fdb")) return [];
    const gone = this.#state.get("fdb").filter(({ header, attributes: { master } }) => {
      return header.ifindex === ifindex && master !== undefined && (bridge === undefined || master === bridge);
    });
    const changes = gone
      .filter((item) => this.#isMeant("fdb", item))
      .map((item) => this.#change("fdb", item, "deleted"));
    for (const item of gone) this.#state.apply({ ...event, type: "deleted", subject: "fdb", item } as WatchEvent);
    return changes;
  }

  /** What is told with a link's name. */
  #toldBy(ifindex: number): ItemChange[] {
    const shown = insideKinds.filter((kind) => this.#shown.has(kind));
    const told = shown
      .flatMap((kind) => [...this.#list(kind)])
      .filter(({ kind, fields }) => refersTo(kind, fields, ifindex))
      .map((item): ItemChange => ({ ...item, change: "changed" }));
    return this.#tellAll(told);
  }

  #applyRoute(event: RouteEvent): ItemChange[] {
    const { gone, news } = this.#routes.apply(event);
    const changed = news.map((item) => this.#change("route", item, "changed"));
    const ids = new Set(changed.map(({ id }) => id));
    const deleted = gone.map((item) => this.#change("route", item, "deleted")).filter(({ id }) => !ids.has(id));
    return [...deleted, ...changed];
  }

  #settle(event: Extract<WatchEvent, { type: "snapshot-end" }>): ItemChange[] {
    const wanted = insideKinds.filter((kind) => this.#shown.has(kind) && event.subjects.includes(kind));
    const before = wanted.map((kind) => byId(this.#list(kind)));
    this.#state.apply(event);
    if (wanted.includes("route")) this.#routes.reset(this.#state.get("route"));
    const changes = wanted.flatMap((kind, i) => this.#compare(before[i] ?? new Map(), byId(this.#list(kind))));
    this.#linkNames.apply(event);
    this.#isFirst = false;
    return this.#tellAll(changes);
  }

  *#list(kind: InsideKind): Generator<ItemChange> {
    for (const item of this.#state.get(kind) as Items[InsideKind][]) {
      if (this.#isMeant(kind, item)) yield this.#change(kind, item, "present");
    }
  }

  /**
   * Of some things nothing tells when they come: neighbors that need no resolution (NUD_NOARP), which `ip neighbor` does
   * not show either; and what a link merely listens to, which it lists as if it had a forwarding database.
   */
  #isMeant(kind: InsideKind, item: Items[InsideKind]): boolean {
    if (kind === "neighbor") return (item as Items["neighbor"]).header.state !== NUD_NOARP;
    if (kind !== "fdb") return true;
    const { header, attributes } = item as Items["fdb"];
    if (attributes.master !== undefined) return true;
    // Linux 6.1 tells of one that is added a second time, as if it led nowhere (rtnl_fdb_notify()).
    const leadsSomewhere = attributes.dst !== undefined || attributes.nhId !== undefined;
    return leadsSomewhere && this.#linkNames.isVxlan(header.ifindex);
  }

  #compare(before: ReadonlyMap<string, ItemChange>, after: ReadonlyMap<string, ItemChange>): ItemChange[] {
    const change = this.#isFirst ? "present" : "changed";
    const gone = [...before].filter(([key]) => !after.has(key)).map(([, item]) => item);
    const isSame = (item: ItemChange) => {
      const old = before.get(item.id);
      return item.kind === "link" ? this.#isTold(item) : old !== undefined && textOf(old) === textOf(item);
    };
    return [
      // The other way round from how they came to be.
      ...gone.reverse().map((item): ItemChange => ({ ...item, change: "deleted" })),
      ...[...after.values()].filter((item) => !isSame(item)).map((item): ItemChange => ({ ...item, change })),
    ];
  }

  #isTold(link: ItemChange): boolean {
    return this.#told.get(keyOfTold(link)) === textOf(link);
  }

  #tellAll(changes: ItemChange[]): ItemChange[] {
    for (const item of changes) {
      if (item.change === "deleted") this.#told.delete(keyOfTold(item));
      else if (item.kind === "link") this.#told.set(keyOfTold(item), textOf(item));
      else if (item.kind === "neighbor") this.#told.set(keyOfTold(item), "");
    }
    return changes;
  }

  #change(kind: InsideKind, item: Items[InsideKind], change: Change): ItemChange {
    const fieldsOf = describe[kind] as (item: Items[InsideKind], names: Names) => Fields[InsideKind];
    return { kind, change, id: idOf(kind, item), fields: fieldsOf(item, this.#names) } as ItemChange;
  }
}

function byId(changes: Iterable<ItemChange>): Map<string, ItemChange> {
  return new Map(Array.from(changes, (item) => [item.id, item]));
}

function refersTo(kind: InsideKind, fields: Fields[InsideKind], ifindex: number): boolean {
  if ("master" in fields && fields.master === ifindex) return true;
  if (kind === "link") return false;
  if ("ifindex" in fields && fields.ifindex === ifindex) return true;
  return "nexthops" in fields && (fields.nexthops?.some((hop) => hop.ifindex === ifindex) ?? false);
}

function keyOfTold({ kind, id }: ItemChange): string {
  return `${kind} ${id}`;
}

function textOf({ fields }: ItemChange): string {
  return JSON.stringify(fields);
}
