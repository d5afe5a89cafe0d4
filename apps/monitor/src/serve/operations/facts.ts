/**
 * What the server knows of itself. `/metrics` and `/healthz` tell it; reading it costs next to nothing, since all of it
 * is counted as it happens, but `world`, which counts links when it is asked.
 */
export interface ServerFacts {
  /** When the server began, milliseconds since 1970. */
  readonly startedAt: number;
  /** Whether all that there was at first has been told; before, the state is not whole. */
  readonly isReady: boolean;

  /** How often a socket's receive buffer ran over. */
  readonly overruns: number;
  /** Events that the kernel had no room for. */
  readonly dropped: number;
  /** Descriptors that are open, of any kind; undefined: there is none left to count them with. */
  readonly descriptors: number | undefined;

  /** Clients that read events now. */
  readonly clients: number;
  /** Clients that read events, since the start. */
  readonly clientsTotal: number;
  /** Clients that were dropped because they did not read. */
  readonly clientsDropped: number;
  /** Clients that went on where they had stopped. */
  readonly clientsResumed: number;
  /** Requests that were answered, by status. */
  readonly responses: ReadonlyMap<number, number>;

  /** Of batches that a client can go on from. */
  readonly ringBytes: number;

  /** What there is now. */
  readonly world: WorldFacts;
}

export interface WorldFacts {
  readonly names: number;
  readonly namespaces: number;
  /** Namespaces that cannot be looked into. */
  readonly notWatched: number;
  /** Links by operational state, in ip(8)'s words. */
  readonly linksByState: ReadonlyMap<string, number>;
}
