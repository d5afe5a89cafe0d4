import type { Items, Subject } from "./subjects.js";

/** The namespace whose socket heard of an event: ids mean something only there. One object for all events of a watch. */
export interface Observer {
  /** Of the filesystem of namespaces. Both together name a namespace as long as it lives. */
  readonly device: bigint;
  readonly inode: bigint;
}

/** In which namespace something is. */
export interface Whereabouts {
  readonly observer: Observer;
  /** Whether it is in the observer's own namespace. */
  readonly own: boolean;
  /** The id that the observer's namespace has for that other namespace; undefined when it is `own`. */
  readonly nsid: number | undefined;
}

/**
 * Why all is told once more: the watch begins; the kernel had to drop events; the last snapshot was not consistent; or
 * the kernel may have removed things without telling (IPv4 routes and nexthops whose link or address is gone).
 */
export type SnapshotReason = "opened" | "overrun" | "inconsistent" | "silent-removal";

/**
 * Of these subjects all that there is in the observer's namespace follows, as "present". What is known of them from
 * before holds until "snapshot-end", and then not any more.
 */
export interface SnapshotStartEvent {
  readonly type: "snapshot-start";
  readonly reason: SnapshotReason;
  readonly subjects: readonly Subject[];
  readonly observer: Observer;
}

/** From here on it is changes. */
export interface SnapshotEndEvent {
  readonly type: "snapshot-end";
  readonly subjects: readonly Subject[];
  readonly observer: Observer;
  /**
   * False: things changed each time that they were listed, so an item may be missing; what was known before may still
   * be true. Another snapshot follows.
   */
  readonly consistent: boolean;
  /**
   * False: the kernel may have ended a list too early, and there may be things that were never told of: Linux 6.18 lists
   * some 1,150 ids of namespaces and no more. What was told of before and is still there is in the snapshot.
   */
  readonly complete: boolean;
}

/**
 * - "present": it is there, says a snapshot.
 * - "changed": it is new, or not as it was (RTM_NEW…).
 * - "deleted": it is gone (RTM_DEL…); it may be one that was never told of.
 */
export type ItemEvent = {
  readonly [S in Subject]: Whereabouts & {
    readonly type: "present" | "changed" | "deleted";
    readonly subject: S;
    readonly item: Items[S];
    /** NLM_F_* of the message: NLM_F_REPLACE and NLM_F_APPEND say what a route does to others. */
    readonly flags: number;
  };
}[Subject];

/** A message of a group that was asked for by its number, and of no subject. */
export interface OtherMessageEvent extends Whereabouts {
  readonly type: "message";
  /** RTM_*. */
  readonly messageType: number;
  readonly flags: number;
  /** What stands behind the nlmsghdr: a copy. */
  readonly payload: Uint8Array;
}

/** What a watch tells. */
export type WatchEvent = SnapshotStartEvent | SnapshotEndEvent | ItemEvent | OtherMessageEvent;
