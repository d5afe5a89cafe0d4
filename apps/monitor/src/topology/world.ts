import type { Fields } from "../stream/records.js";
import type { WireIdentity } from "../wire.js";

/**
 * What identifies a namespace here: `DEVICE:INODE`; `name:NAME` for a name that could not be looked behind (yet), with the
 * name as it is shown to people; `own` for the monitor's own where that cannot be looked into.
 */
export type NamespaceKey = string;

/** The state that a sequence of records leads to. No Node: a page keeps one as well. */
export interface World {
  readonly namespaces: ReadonlyMap<NamespaceKey, WorldNamespace>;
  /** Ids, in the tables of those that have them. */
  readonly nsids: ReadonlyMap<string, WorldNsid>;
  /** Whether all has been told that there was at first, and all of the namespaces that came since then. */
  readonly isComplete: boolean;
  /** Counts up with all that may change an edge. */
  readonly wiring: number;
}

/** A namespace, and what is in it. */
export interface WorldNamespace {
  readonly key: NamespaceKey;
  /** As shown to people. Empty: it has none, as the monitor's own may. */
  readonly names: readonly string[];
  /** The one that the monitor runs in. */
  readonly own: boolean;
  readonly device: number | undefined;
  readonly inode: number | undefined;
  /** Why it cannot be looked into. Undefined where it can, and for a name that nothing is known of yet. */
  readonly notWatched: string | undefined;
  /** By their ids: those of records. */
  readonly things: { readonly [K in keyof Fields]: ReadonlyMap<string, Fields[K]> };
}

/** An id in the observer's table, or with `targetNsid` in that of another one. */
export interface WorldNsid {
  readonly nsid: number;
  readonly observer: WireIdentity;
  readonly targetNsid: number | undefined;
}

/** One end of an edge: a link of a namespace that is known; of one that cannot be looked into, no more than its index. */
export interface End {
  readonly namespace: NamespaceKey;
  readonly ifindex: number;
}

/**
 * The other end where it is not known: in a namespace that is not shown, mostly for want of a name. `from`'s namespace has an
 * id for it: what has the same id there is in the same one.
 */
export interface UnknownEnd {
  readonly nsid: number;
  /** Whose id that is. */
  readonly observer: NamespaceKey;
  readonly ifindex: number | undefined;
  /** It has one after all, and nothing is told of it: as shown to people. */
  readonly name?: string;
  /** It is the monitor's own, of which nothing is told. */
  readonly own?: true;
}

/**
 * How links belong together. "peer": two ends of a pair (veth, netkit …), told once; "master": a port and its bridge, bond,
 * VRF …; "lower": a VLAN, macvlan, VXLAN … and the link beneath.
 */
export interface Edge {
  /** The same for the same edge at any time. */
  readonly id: string;
  readonly kind: "peer" | "master" | "lower";
  readonly from: End;
  readonly to: End | UnknownEnd;
}
