import type { Change, Fields } from "./stream/records.js";

/**
 * A record as `--json` prints it on a line, and as the server sends it: schema/netns-monitor.schema.json says the same.
 * A field that is not there is not known, or does not apply.
 */
export type WireRecord = {
  readonly version: 1;
  /** ISO 8601, UTC, to the microsecond. */
  readonly time?: string | undefined;
} & (WireName | WireNsid | WireNamespace | WireItem | WireSnapshotEnd | WireResync | WireNotWatched);

/** Which network namespace. The numbers are those of its file (stat(2)); together they are its identity. */
export interface WireIdentity {
  readonly device: number;
  readonly inode: number;
}

/** In which namespace: in one with a name, or, with `own`, in that which the monitor runs in. */
export interface WireWhere {
  /** U+FFFD stands for what is not UTF-8. */
  readonly namespace?: string | undefined;
  /** The name's bytes in hexadecimal, where it is not UTF-8. */
  readonly raw?: string | undefined;
  readonly own?: true | undefined;
}

/** A name in the run directory. */
export interface WireName {
  readonly type: "name-present" | "name-added" | "name-deleted";
  readonly name: string;
  readonly raw?: string | undefined;
}

/** An id in the observer's table, or with `targetNsid` in that of another one. */
export interface WireNsid {
  readonly type: "nsid-present" | "nsid-added" | "nsid-deleted";
  readonly nsid: number;
  readonly observer: WireIdentity;
  readonly targetNsid?: number | undefined;
}

/**
 * A namespace that is looked into: between "present" and "deleted" stand the things in it. "changed": it has other names;
 * when it is told by another one from here on, all that is in it follows once more by that.
 */
export interface WireNamespace extends WireWhere, WireIdentity {
  readonly type: "namespace-present" | "namespace-changed" | "namespace-deleted";
  /** All that it has, the one that it is told by first; as shown to people: what is not UTF-8 as `\xNN`. */
  readonly names: readonly string[];
}

/** A thing in a namespace. "deleted" comes with its last fields. */
export type WireItem = {
  readonly [K in keyof Fields]: WireWhere & {
    readonly type: `${K}-${Change}`;
    /** What it is the same thing by: among those of its kind in its namespace. Not to be taken apart. */
    readonly id: string;
  } & Fields[K];
}[keyof Fields];

/** All has been told that there was at first: in a namespace, or without one all names, ids and namespaces. */
export interface WireSnapshotEnd extends WireWhere {
  readonly type: "snapshot-end";
  /** False: some ids may be missing. */
  readonly complete: boolean;
}

/** Events were lost; what is not as it was told last follows. */
interface WireResync extends WireWhere {
  readonly type: "resync";
  readonly reason: string;
  readonly complete?: boolean | undefined;
}

/** A name whose namespace cannot be looked into, for now. */
export interface WireNotWatched extends WireWhere {
  readonly type: "not-watched";
  /** A sentence. */
  readonly reason: string;
}
