import type { Subject } from "./subjects.js";

/** What to watch. */
export interface WatchOptions {
  /** Default: all but "fdb". */
  readonly what?: readonly Subject[] | undefined;
  /** Further multicast groups, RTNLGRP_*: their messages that are of no watched subject come as "message". */
  readonly groups?: readonly number[] | undefined;
  /**
   * Tell of other namespaces too: all that have an id in the client's, and that the caller has CAP_NET_BROADCAST over.
   * What there is in them when the watch begins, or after an overrun, is not told. Watch "nsid" as well: an id that was
   * taken away may be given to another namespace. Default false.
   */
  readonly allNsid?: boolean | undefined;
  /**
   * Room for events that wait in the kernel, in bytes as it counts them (about 1 to 3 KiB an event). Nothing is queued
   * anywhere else: a consumer that is too slow gets a snapshot in place of what there was no room for. Beyond
   * net.core.rmem_max only with CAP_NET_ADMIN. Default 8 MiB.
   */
  readonly receiveBuffer?: number | undefined;
  /**
   * Whether the socket that snapshots are made with stays open between them. False, for who watches many namespaces: one
   * socket is open instead of two; each snapshot then takes a descriptor and the rights that opening the watch took, and
   * the iteration throws when there are none any more. Default true.
   */
  readonly keepListSocket?: boolean | undefined;
  /** Ends the watch: the iteration throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What got lost so far. */
export interface WatchStatistics {
  /** How often there was no room for an event. */
  readonly overruns: number;
  /** Datagrams that the kernel had no room for. Of a watch that is closed: up to the last overrun that it noticed. */
  readonly dropped: number;
  /** Datagrams that were not the kernel's, and were not used. */
  readonly foreign: number;
  /** Snapshots that were begun. */
  readonly snapshots: number;
}
