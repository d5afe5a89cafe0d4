import type { Fields } from "../../src/stream/records.js";
import type { WorldNamespace } from "../../src/topology/world.js";
import { type Cell, columns } from "./columns.js";
import { text } from "./format.js";
import { stateOf } from "./link-state.js";

export interface Row {
  /** The same for the same thing at any time. */
  readonly key: string;
  readonly cells: readonly Cell[];
  /** How a link is: "up", "no carrier", "down". */
  readonly state?: string | undefined;
}

/** A section of the panel, as it is to be shown. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export type Kind = keyof Fields;

/** The sections of the panel, in their order. */
export const sections: readonly { readonly kind: Kind; readonly title: string }[] = [
  { kind: "link", title: "Links" },
  { kind: "address", title: "Addresses" },
  { kind: "route", title: "Routes" },
  { kind: "rule", title: "Rules" },
  { kind: "neighbor", title: "Neighbors" },
  { kind: "nexthop", title: "Next hops" },
  { kind: "fdb", title: "Forwarding database" },
];

/** How many there are of a kind. @param ofLink Only what is of this link. */
export function sizeOf(namespace: WorldNamespace, kind: Kind, ofLink?: number): number {
  return ofLink === undefined ? namespace.things[kind].size : thingsOf(namespace, kind, ofLink).length;
}

/** Without the columns in which nothing is said. @param ofLink Only what is of this link. */
export function tableOf<K extends Kind>(namespace: WorldNamespace, kind: K, ofLink?: number): Table {
  const things = inOrder(kind, thingsOf(namespace, kind, ofLink));
  const saysNothing = ({ text, link }: Cell) => text === "" || (ofLink !== undefined && link === ofLink);
  const shown = columns[kind].filter(
    ({ cell }, at) => at === 0 || things.some(([, thing]) => !saysNothing(cell(thing, namespace))),
  );
  const rows = things.map(([key, thing]) => {
    const state = kind === "link" ? stateOf(thing as Fields["link"]) : undefined;
    return new LazyRow(key, state, () => shown.map(({ cell }) => cell(thing, namespace)));
  });
  return { columns: shown.map(({ title }) => title), rows };
}

/** Of thousands of rows only those are made that are seen or searched. */
class LazyRow implements Row {
  readonly key: string;
  readonly state: string | undefined;
  readonly #make: () => readonly Cell[];
  #cells: readonly Cell[] | undefined;

  constructor(key: string, state: string | undefined, make: () => readonly Cell[]) {
    this.key = key;
    this.state = state;
    this.#make = make;
  }

  get cells(): readonly Cell[] {
    this.#cells ??= this.#make();
    return this.#cells;
  }
}

function thingsOf<K extends Kind>(namespace: WorldNamespace, kind: K, ofLink?: number): [string, Fields[K]][] {
  // TypeScript does not see that each kind has its own map.
  const things = [...(namespace.things[kind] as ReadonlyMap<string, Fields[K]>)];
  return ofLink === undefined ? things : things.filter(([, thing]) => isOf(thing, ofLink));
}

/** A rule names links by their names, and is of none. */
function isOf(thing: Fields[Kind], link: number): boolean {
  const { ifindex, master, viaIfindex, nexthops } = thing as Partial<Fields["fdb"] & Fields["route"]>;
  const isHop = nexthops?.some((hop) => hop.ifindex === link) ?? false;
  return isHop || ifindex === link || master === link || viaIfindex === link;
}

/** By the keys of their kind, each of which is made once. */
function inOrder<K extends Kind>(kind: K, things: readonly [string, Fields[K]][]): [string, Fields[K]][] {
  return things
    .map(([id, thing]) => ({ id, thing, keys: order[kind].map((keyOf) => comparable(keyOf(thing))) }))
    .sort((one, other) => compareKeys(one.keys, other.keys))
    .map(({ id, thing }) => [id, thing]);
}

function compareKeys(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((key, index) => key !== other[index]);
  return at < 0 ? 0 : (one[at] ?? "") < (other[at] ?? "") ? -1 : 1;
}

/** Numbers in it are in the order of their values: "10.2.0.0/16" before "10.10.0.0/16". */
function comparable(value: string | number | undefined): string {
  return text(value).replace(/\d+/g, (digits) => digits.padStart(10, "0"));
}

type SortKey<F> = (thing: F) => string | number | undefined;

const order: { readonly [K in Kind]: readonly SortKey<Fields[K]>[] } = {
  link: [({ ifindex }) => ifindex],
  address: [({ ifindex }) => ifindex, ({ address }) => address],
  route: [tableRank, ({ table }) => table, ({ ipVersion }) => ipVersion, ({ destination }) => destination],
  rule: [({ ipVersion }) => ipVersion, ({ priority }) => priority],
  neighbor: [({ ifindex }) => ifindex, ({ address }) => address],
  nexthop: [({ nexthopId }) => nexthopId],
  fdb: [({ ifindex }) => ifindex, ({ linkAddress }) => linkAddress],
};

/** The main table first, the kernel's own at the end. */
function tableRank({ table }: Fields["route"]): number {
  return tableRanks.get(table) ?? 1;
}

const tableRanks = new Map<string | number, number>([
  ["main", 0],
  ["default", 2],
  ["local", 3],
]);

/** Those rows in which every word of the text stands. */
export function filterRows(rows: readonly Row[], query: string): readonly Row[] {
  const terms = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (terms.length === 0) return rows;
  return rows.filter(({ cells }) => {
    const all = cells.map((cell) => cell.text.toLowerCase()).join(" ");
    return terms.every((term) => all.includes(term));
  });
}
