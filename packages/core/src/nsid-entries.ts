import type { NsidPair } from "@netns/rtnetlink";
import type { Name } from "./name.js";
import type { Observed, ObserverOptions } from "./observer.js";

/** What to list. */
export interface ListNsidsOptions extends ObserverOptions {
  /** Only the namespace that has this id in the observer. */
  readonly nsid?: number | undefined;
  /** Not the observer's ids but those of the namespace that has this id in the observer. */
  readonly targetNsid?: number | undefined;
}

/** An id, and the namespaces' names behind it. */
export interface NsidEntry extends NsidPair {
  /** In the run directory's order; empty for a namespace without a name. */
  readonly names: readonly Name[];
}

/** The ids that an observer has. */
export interface NsidListing extends Observed {
  /** Ascending. */
  readonly entries: readonly NsidEntry[];
  /**
   * False: the kernel may have cut its list (as 6.18 does, after some 1,100). Those of named namespaces are there all the
   * same; of others some may be missing.
   */
  readonly complete: boolean;
}

/** A name, and the ids of its namespace. */
export interface NamedNsid {
  readonly name: Name;
  readonly ids: NsidPair;
}

/** Ascending. What has a name is there also where it is not among the ids. */
export function withNames(found: readonly NsidPair[], named: Iterable<NamedNsid>): NsidEntry[] {
  const entries = new Map<number | undefined, NsidEntry & { readonly names: Name[] }>(
    found.map((ids) => [ids.nsid, { ...ids, names: [] }]),
  );
  for (const { name, ids } of named) {
    const entry = entries.get(ids.nsid);
    if (entry !== undefined) entry.names.push(name);
    else if (ids.nsid !== undefined) entries.set(ids.nsid, { ...ids, names: [name] });
  }
  return [...entries.values()].sort((a, b) => (a.nsid ?? -1) - (b.nsid ?? -1));
}
