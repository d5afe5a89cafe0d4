/** Something that happened to namespaces, or that all is being looked at again. */
export type WatchEvent = SnapshotEvent | NameEvent | NsidEvent | ResyncEvent;

/** What there is when the watch begins: always the first event. */
export interface SnapshotEvent {
  readonly type: "snapshot";
  readonly names: readonly string[];
  /** Ids that the watching process's network namespace has for others. */
  readonly nsids: readonly number[];
}

/** An entry of the run directory came or went. When it comes, its namespace may not be mounted on it yet. */
export interface NameEvent {
  readonly type: "name-added" | "name-deleted";
  /** For people: U+FFFD where the name is not UTF-8. */
  readonly name: string;
  readonly rawName: Uint8Array;
}

/** The kernel gave another namespace an id in the watching process's network namespace, or took it away. */
export interface NsidEvent {
  readonly type: "nsid-added" | "nsid-deleted";
  readonly nsid: number;
}

/**
 * Events may have been lost. What has changed meanwhile follows as ordinary events, in no particular order; something
 * that came and went in between is not seen.
 */
export interface ResyncEvent {
  readonly type: "resync";
  readonly reason: ResyncReason;
}

/** The kernel's queue for names, or for ids, was full; or the run directory is gone, or there again. */
export type ResyncReason = "inotify-overflow" | "netlink-overrun" | "run-dir-lost" | "run-dir-found";
