import type { NamespaceIdentity } from "../identity.js";
import type { Name } from "../name.js";

/** Something that happened to namespaces, or that all is being looked at again. */
export type WatchEvent = SnapshotEvent | NameEvent | NsidEvent | ResyncEvent;

/** What there is when the watch begins: always the first event. */
export interface SnapshotEvent {
  readonly type: "snapshot";
  /** In the run directory's order, whatever the entries are. */
  readonly names: readonly Name[];
  /** Ids that the observer has for others, ascending; empty where ids are not watched. */
  readonly nsids: readonly number[];
  /** With `allNsid` the ids that other namespaces have; those without any are left out. */
  readonly targets: readonly TargetNsids[];
  /** In whose table the ids stand; undefined where ids are not watched. */
  readonly observer: NamespaceIdentity | undefined;
  /**
   * False: the kernel may have cut its list of ids (as 6.18 does, after some 1,100). Those of named namespaces are there
   * all the same; of others some may be missing.
   */
  readonly complete: boolean;
}

/** The ids that another namespace than the observer has. */
export interface TargetNsids {
  /** The id that the observer has for that namespace. */
  readonly targetNsid: number;
  /** Ascending. */
  readonly nsids: readonly number[];
}

/**
 * An entry of the run directory came or went. When it comes, its namespace may not be mounted on it yet, and the kernel
 * tells nobody when it is: `openNamespace` then fails with EINVAL, and has to be called again a moment later.
 */
export interface NameEvent extends Name {
  readonly type: "name-added" | "name-deleted";
}

/**
 * A namespace was given an id, or has ended. With `allNsid` also: the namespace in whose table the id stands came to be
 * heard, or has ended.
 */
export interface NsidEvent {
  readonly type: "nsid-added" | "nsid-deleted";
  readonly nsid: number;
  /** The network namespace that is watched: one object for all events of a watch. */
  readonly observer: NamespaceIdentity;
  /**
   * In whose table the id stands: undefined for the observer's own; with `allNsid` the namespace that has this id in the
   * observer.
   */
  readonly targetNsid: number | undefined;
}

/**
 * Events may have been lost. What has changed meanwhile follows as ordinary events, in no particular order; something
 * that came and went in between is not seen.
 */
export interface ResyncEvent {
  readonly type: "resync";
  readonly reason: ResyncReason;
  /** False: as in a snapshot, ids may have been given meanwhile that are not told of. */
  readonly complete: boolean;
}

/**
 * The kernel's queue for names, or for ids, was full, mostly because the events were not read; or the run directory is
 * gone, or there again.
 */
export type ResyncReason = "inotify-overflow" | "netlink-overrun" | "run-dir-lost" | "run-dir-found";
