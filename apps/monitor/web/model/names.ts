import type { Fields } from "../../src/stream/records.js";
import { visible } from "../../src/stream/visible.js";
import type { World, WorldNamespace } from "../../src/topology/world.js";
import type { Selection } from "../selection.js";

/** What a namespace is called: its first name; the monitor's own may have none. */
export function titleOf(namespace: Pick<WorldNamespace, "names" | "own" | "key">): string {
  return namespace.names[0] ?? (namespace.own ? "this namespace" : namespace.key);
}

/** A name with nothing behind it: its file is there, and a namespace is not (yet). */
export function isNameOnly({ own, inode, notWatched }: Pick<WorldNamespace, "own" | "inode" | "notWatched">): boolean {
  return !own && inode === undefined && notWatched === undefined;
}

/** The link with this ifindex, if it is known. */
export function linkOf(namespace: WorldNamespace | undefined, ifindex: number | undefined): Fields["link"] | undefined {
  if (namespace === undefined || ifindex === undefined) return undefined;
  for (const link of namespace.things.link.values()) if (link.ifindex === ifindex) return link;
  return undefined;
}

/** "eth0", or "if7" of a link that is not known. */
export function linkTitle(namespace: WorldNamespace | undefined, ifindex: number): string {
  return visible(linkOf(namespace, ifindex)?.ifname ?? `if${ifindex}`);
}

/** Whether what is selected is (still) there. */
export function isThere(world: World, { namespace, link }: Selection): boolean {
  const found = world.namespaces.get(namespace);
  return found !== undefined && (link === undefined || linkOf(found, link) !== undefined);
}

/** In the order that people read them: by name, numbers in them by value; without a name at the end. */
export function inOrder(namespaces: Iterable<WorldNamespace>): WorldNamespace[] {
  return [...namespaces].sort((one, other) => compareText(sortKey(one), sortKey(other)));
}

function sortKey(namespace: WorldNamespace): string {
  return namespace.names[0] ?? `\uffff${namespace.key}`;
}

const collator = new Intl.Collator("en", { numeric: true });

/** "eth2" before "eth10". */
export function compareText(one: string, other: string): number {
  return collator.compare(one, other);
}

/** What there is (still) of what is to be selected: of a link that is gone, its namespace. */
export function stillThere(world: World, item: Selection): Selection | undefined {
  if (isThere(world, item)) return item;
  return world.namespaces.has(item.namespace) ? { namespace: item.namespace } : undefined;
}
