import type { Fields } from "../stream/records.js";
import { edgesOf } from "./edges.js";
import type { Edge, World, WorldNamespace, WorldNsid } from "./world.js";

/** A thing with its id, which events call it by. */
type Thing<F> = { readonly id: string } & F;

/** A namespace as JSON. Rules are in the order of their priorities, all else in that of links' indices; then of ids. */
interface SnapshotNamespace extends Omit<WorldNamespace, "things"> {
  readonly links: readonly Thing<Fields["link"]>[];
  readonly addresses: readonly Thing<Fields["address"]>[];
  readonly routes: readonly Thing<Fields["route"]>[];
  readonly nexthops: readonly Thing<Fields["nexthop"]>[];
  readonly rules: readonly Thing<Fields["rule"]>[];
  readonly neighbors: readonly Thing<Fields["neighbor"]>[];
  readonly fdb: readonly Thing<Fields["fdb"]>[];
}

/** A world as JSON: the same world gives the same text. */
interface Snapshot {
  /** Whether all had been told that there was. */
  readonly complete: boolean;
  /** By key. */
  readonly namespaces: readonly SnapshotNamespace[];
  readonly nsids: readonly WorldNsid[];
  /** By id. */
  readonly edges: readonly Edge[];
}

export function toSnapshot(world: World): Snapshot {
  return {
    complete: world.isComplete,
    namespaces: sorted(world.namespaces).map(toNamespace),
    ...others(world),
  };
}

/** The same, of the world as it is now, whatever becomes of it while the namespaces are gone through. */
export function toLazySnapshot(world: World): Omit<Snapshot, "namespaces"> & {
  readonly namespaces: Iterable<SnapshotNamespace>;
} {
  // What the world changes in these it replaces.
  const copies = sorted(world.namespaces).map(copyOf);
  return { complete: world.isComplete, namespaces: lazily(copies), ...others(world) };
}

function* lazily(namespaces: readonly WorldNamespace[]): Generator<SnapshotNamespace> {
  for (const namespace of namespaces) yield toNamespace(namespace);
}

function copyOf(namespace: WorldNamespace): WorldNamespace {
  const things = Object.entries(namespace.things).map(([kind, map]) => [kind, new Map<string, unknown>(map)]);
  return { ...namespace, things: Object.fromEntries(things) };
}

function others(world: World): Pick<Snapshot, "nsids" | "edges"> {
  return { nsids: sorted(world.nsids), edges: [...edgesOf(world)].sort((a, b) => compare(a.id, b.id)) };
}

function toNamespace({ key, names, own, device, inode, notWatched, things }: WorldNamespace): SnapshotNamespace {
  return {
    ...{ key, names, own, device, inode, notWatched },
    links: listOf(things.link),
    addresses: listOf(things.address),
    routes: listOf(things.route),
    nexthops: listOf(things.nexthop),
    rules: listOf(things.rule),
    neighbors: listOf(things.neighbor),
    fdb: listOf(things.fdb),
  };
}

function listOf<F extends object>(things: ReadonlyMap<string, F>): Thing<F>[] {
  return [...things]
    .map(([id, fields]) => ({ id, ...fields }))
    .sort((a, b) => rank(a) - rank(b) || compare(a.id, b.id));
}

function rank(fields: object): number {
  const { priority, ifindex } = fields as { readonly priority?: number; readonly ifindex?: number };
  return priority ?? ifindex ?? 0;
}

function sorted<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => compare(a, b)).map(([, value]) => value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
