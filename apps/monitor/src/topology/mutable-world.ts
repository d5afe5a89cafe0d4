import { type InsideKind, insideKinds } from "../stream/kinds.js";
import type { Fields } from "../stream/records.js";
import type { WireName, WireWhere } from "../wire.js";
import { whereKey } from "./names.js";
import type { NamespaceKey, World, WorldNamespace, WorldNsid } from "./world.js";

type Things = { readonly [K in keyof Fields]: Map<string, Fields[K]> };

/** A namespace that records change. */
export interface MutableNamespace extends WorldNamespace {
  names: readonly string[];
  own: boolean;
  notWatched: string | undefined;
  readonly things: Things;
  /** What its things are told by. */
  where: WireWhere;
  /** Whether all that was in it at first has been told. */
  isTold: boolean;
}

/** A world that records change: to be read by everybody else. */
export interface MutableWorld extends World {
  readonly namespaces: Map<NamespaceKey, MutableNamespace>;
  readonly nsids: Map<string, WorldNsid>;
  wiring: number;
  isComplete: boolean;
  /** The names that there are, by how they are shown. Two that are shown alike are taken for one. */
  readonly names: Map<string, Pick<WireName, "name" | "raw">>;
  /** Why names cannot be looked behind, by how they are shown. */
  readonly reasons: Map<string, string>;
  /** Namespaces that are looked into, by what they are told by. */
  readonly told: Map<string, NamespaceKey>;
  /** The same, by each of their names as shown: more than one while a name moves from one to another. */
  readonly named: Map<string, Set<NamespaceKey>>;
  /** Namespaces of which not all has been told yet that was in them at first. */
  readonly untold: Set<NamespaceKey>;
  /** The end of the names and ids that there were at first: whether those were all. */
  end: { readonly complete: boolean } | undefined;
}

/** A world that nothing is known of yet. */
export function createWorld(): MutableWorld {
  return {
    namespaces: new Map(),
    nsids: new Map(),
    wiring: 0,
    isComplete: false,
    names: new Map(),
    reasons: new Map(),
    told: new Map(),
    named: new Map(),
    untold: new Set(),
    end: undefined,
  };
}

export function noThings(): Things {
  const entries = insideKinds.map((kind) => [kind, new Map<string, never>()]);
  return Object.fromEntries(entries) as Record<InsideKind, Map<string, never>>;
}

/** The namespace that is told by this. */
export function namespaceAt(world: MutableWorld, where: WireWhere): MutableNamespace | undefined {
  const key = world.told.get(whereKey(where));
  return key === undefined ? undefined : world.namespaces.get(key);
}
