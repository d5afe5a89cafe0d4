import { keyOfIdentity } from "../identity-key.js";
import type { WireNamespace, WireWhere } from "../wire.js";
import { type MutableNamespace, type MutableWorld, noThings } from "./mutable-world.js";
import { whereKey } from "./names.js";
import type { NamespaceKey } from "./world.js";

/** The namespaces that are not as they were: they came, went, have other names, or something in them is different. */
export type Dirty = ReadonlySet<NamespaceKey>;

export const NOTHING: Dirty = new Set();

/** The key of the monitor's own namespace while it cannot be looked into. */
export const OWN = "own";

/** It is there from now on, or has other names. */
export function setNamespace(world: MutableWorld, record: WireNamespace): Dirty {
  const { namespace, raw, own, names, device, inode } = record;
  const key = keyOfIdentity(record);
  const where = { namespace, raw, own };
  const before = world.namespaces.get(key);
  if (before !== undefined && JSON.stringify([before.names, before.where]) === JSON.stringify([names, where])) {
    return NOTHING;
  }
  const changed = { names, own: own ?? false, where };
  const dirty = new Set([key]);
  const touched = [...(before?.names ?? []), ...names];
  if (before === undefined) {
    const nothing = { notWatched: undefined, things: noThings(), isTold: false };
    world.namespaces.set(key, { key, device, inode, ...nothing, ...changed });
    world.untold.add(key);
  } else {
    unname(world, before);
    Object.assign(before, changed);
  }
  enname(world, key, names, where);
  if (own === true && world.namespaces.delete(OWN)) dirty.add(OWN);
  world.wiring++;
  complete(world);
  return settleNames(world, touched, dirty);
}

/** It is let go, with all that is in it. */
export function deleteNamespace(world: MutableWorld, key: NamespaceKey): Dirty {
  const namespace = world.namespaces.get(key);
  if (namespace === undefined) return NOTHING;
  unname(world, namespace);
  world.namespaces.delete(key);
  world.untold.delete(key);
  world.wiring++;
  complete(world);
  return settleNames(world, namespace.names, new Set([key]));
}

function enname({ told, named, reasons }: MutableWorld, key: NamespaceKey, names: readonly string[], where: WireWhere) {
  told.set(whereKey(where), key);
  for (const name of names) {
    named.set(name, (named.get(name) ?? new Set()).add(key));
    reasons.delete(name);
  }
}

/** Another namespace may have its names by now. */
function unname({ told, named }: MutableWorld, { key, names, where }: MutableNamespace): void {
  if (told.get(whereKey(where)) === key) told.delete(whereKey(where));
  for (const name of names) {
    const keys = named.get(name);
    keys?.delete(key);
    if (keys?.size === 0) named.delete(name);
  }
}

/** A name stands for a namespace as long as it leads to none that is looked into. @returns `dirty`, with more in it. */
export function settleNames(
  world: MutableWorld,
  names: Iterable<string>,
  dirty = new Set<NamespaceKey>(),
): Set<NamespaceKey> {
  for (const shown of names) if (settleName(world, shown)) dirty.add(keyOfName(shown));
  return dirty;
}

function settleName(world: MutableWorld, shown: string): boolean {
  const { namespaces, names, named, reasons } = world;
  const key = keyOfName(shown);
  const name = names.get(shown);
  const before = namespaces.get(key);
  if (name === undefined || named.has(shown)) {
    if (before === undefined) return false;
    namespaces.delete(key);
    world.wiring++;
    return true;
  }
  const notWatched = reasons.get(shown);
  if (before !== undefined && before.notWatched === notWatched) return false;
  const nothing = { device: undefined, inode: undefined, things: noThings(), isTold: false };
  const where = { namespace: name.name, raw: name.raw, own: undefined };
  namespaces.set(key, { key, names: [shown], own: false, notWatched, ...nothing, where });
  world.wiring++;
  return true;
}

function keyOfName(shown: string): NamespaceKey {
  return `name:${shown}`;
}

export function complete(world: MutableWorld): void {
  world.isComplete = world.end !== undefined && world.untold.size === 0;
}
