import type { NamespaceIdentity, ResyncReason } from "@netns/core";
import type { AddressFields } from "./things/addresses.js";
import type { FdbFields } from "./things/fdb.js";
import type { LinkFields } from "./things/links.js";
import type { NeighborFields } from "./things/neighbors.js";
import type { NexthopFields } from "./things/nexthops.js";
import type { RouteFields } from "./things/routes.js";
import type { RuleFields } from "./things/rules.js";

/** A name as core gives it. */
export interface Named {
  /** U+FFFD where it is not UTF-8. */
  readonly name: string;
  readonly rawName: Uint8Array;
}

/** The namespace that the monitor runs in. */
export const OWN = "own";

/** In which namespace something is: one with a name, or the monitor's own. */
export type Place = Named | typeof OWN;

/** A name in the run directory: it is there, came or went. */
interface NameRecord {
  readonly type: "name-present" | "name-added" | "name-deleted";
  readonly name: Named;
}

/** An id. `targetNsid` says in whose table it stands: undefined for the observer's own. */
export interface NsidRecord {
  readonly type: "nsid-present" | "nsid-added" | "nsid-deleted";
  readonly nsid: number;
  readonly observer: NamespaceIdentity;
  readonly targetNsid: number | undefined;
}

/** A namespace that is looked into: "present" before anything in it, "changed" names, "deleted": let go. */
interface NamespaceRecord {
  readonly type: "namespace";
  readonly change: Change;
  /** What it is told by, from here on. */
  readonly namespace: Place;
  readonly identity: NamespaceIdentity;
  /** All, the one that it is told by first. */
  readonly names: readonly Named[];
}

/** The fields of each kind of thing inside a namespace. */
export interface Fields {
  readonly link: LinkFields;
  readonly address: AddressFields;
  readonly route: RouteFields;
  readonly nexthop: NexthopFields;
  readonly rule: RuleFields;
  readonly neighbor: NeighborFields;
  readonly fdb: FdbFields;
}

/** "present": a snapshot found it; "changed": it is new, or not as it was; "deleted": these were its last fields. */
export type Change = "present" | "changed" | "deleted";

/** Something in a namespace. */
export type ItemRecord = {
  readonly [K in keyof Fields]: {
    readonly type: "item";
    readonly kind: K;
    readonly change: Change;
    readonly namespace: Place;
    /** What it is the same thing by, among those of its kind in its namespace. */
    readonly id: string;
    readonly fields: Fields[K];
  };
}[keyof Fields];

/** All that there was at first has been told: of names and ids, or of a namespace. False: some ids may be missing. */
interface SnapshotEndRecord {
  readonly type: "snapshot-end";
  readonly namespace: Place | undefined;
  readonly complete: boolean;
}

/** Events were lost, of names and ids or in a namespace: what is not as it was told last follows as changes. */
export interface ResyncRecord {
  readonly type: "resync";
  readonly namespace: Place | undefined;
  readonly reason: ResyncReason;
  /** Of names and ids: as of a snapshot. */
  readonly complete: boolean | undefined;
}

/** A namespace that cannot be looked into, for now. */
interface NotWatchedRecord {
  readonly type: "not-watched";
  readonly namespace: Place;
  /** A sentence. */
  readonly reason: string;
}

/** What is told. */
export type StreamRecord =
  | NameRecord
  | NsidRecord
  | NamespaceRecord
  | ItemRecord
  | SnapshotEndRecord
  | ResyncRecord
  | NotWatchedRecord;
