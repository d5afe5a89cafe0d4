import type { Fields } from "../../src/stream/records.js";
import type { NamespaceKey, WorldNamespace } from "../../src/topology/world.js";
import { isLoopback, kindOf, stateOf } from "./link-state.js";

type Link = Fields["link"];

/** What is to be shown. */
export interface Filter {
  /** In a name of the namespace, or in a link's; empty: all. */
  readonly text: string;
  /** "veth", "bridge" …; empty: all. */
  readonly kind: string;
  readonly state: "" | "up" | "down";
  /** Only namespaces in which something changed in the last minute. */
  readonly recent: boolean;
  readonly hideLoopback: boolean;
}

export const everything: Filter = { text: "", kind: "", state: "", recent: false, hideLoopback: false };

/** Milliseconds: how long a change is recent. */
export const recently = 60_000;

/** What a filter lets through. Undefined: it lets all of them through. */
export interface Visible {
  readonly namespace: ((namespace: WorldNamespace) => boolean) | undefined;
  readonly link: ((namespace: WorldNamespace, link: Link) => boolean) | undefined;
}

/**
 * A namespace is seen when it is (or a link in it is) what is looked for.
 *
 * @param changedAt When something changed in a namespace last, in milliseconds.
 */
export function visibleBy(filter: Filter, changedAt: (key: NamespaceKey) => number | undefined, now: number): Visible {
  const text = filter.text.trim().toLowerCase();
  const looksAtLinks = filter.kind !== "" || filter.state !== "";
  const isRecent = ({ key }: WorldNamespace) => now - (changedAt(key) ?? Number.NEGATIVE_INFINITY) <= recently;
  const link = (namespace: WorldNamespace, one: Link) =>
    fits(filter, one) && (text === "" || isNamed(namespace, text) || linkIsNamed(one, text));
  const hasLink = (namespace: WorldNamespace) => some(namespace.things.link.values(), (one) => link(namespace, one));
  const namespace = (one: WorldNamespace) =>
    (!filter.recent || isRecent(one)) && (looksAtLinks || (text !== "" && !isNamed(one, text)) ? hasLink(one) : true);
  return {
    namespace: filter.recent || looksAtLinks || text !== "" ? namespace : undefined,
    link: looksAtLinks || text !== "" || filter.hideLoopback ? link : undefined,
  };
}

function fits({ kind, state, hideLoopback }: Filter, link: Link): boolean {
  if (hideLoopback && isLoopback(link)) return false;
  if (kind !== "" && kindOf(link) !== kind) return false;
  return state === "" || (state === "up") === (stateOf(link) === "up");
}

function isNamed({ names }: WorldNamespace, text: string): boolean {
  return names.some((name) => name.toLowerCase().includes(text));
}

function linkIsNamed({ ifname, altNames = [], alias = "" }: Link, text: string): boolean {
  return [ifname, ...altNames, alias].some((name) => name.toLowerCase().includes(text));
}

function some<T>(items: Iterable<T>, is: (item: T) => boolean): boolean {
  for (const item of items) if (is(item)) return true;
  return false;
}

/** The kinds that there are, to choose from. */
export function kindsIn(namespaces: Iterable<WorldNamespace>): string[] {
  const kinds = new Set<string>();
  for (const { things } of namespaces) for (const link of things.link.values()) kinds.add(kindOf(link));
  return [...kinds].sort();
}
