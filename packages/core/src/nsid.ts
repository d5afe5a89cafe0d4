import {
  listNsids as dump,
  getNsid as get,
  type NsidPair,
  openClient,
  type RtnetlinkClient,
  setNsid as set,
} from "@netns/rtnetlink";
import type { Bytes, Fd, HasFd, System } from "@netns/syscall";
import { isSystemCallFailure } from "./errors.js";
import { type NamespaceIdentity, readIdentity } from "./identity.js";
import { type Name, nameOf } from "./name.js";
import { isNetworkNamespace, type NamespaceSource, openNamespaceFile, withNamespaceFile } from "./namespace.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";
import { readRunDir } from "./run-dir.js";

/** An nsid means something only to its observer: the network namespace whose table it stands in. */
export interface ObserverOptions extends Options {
  /** The observer. Default: the calling thread's network namespace. */
  readonly observer?: HasFd | undefined;
}

/** An answer, and in whose table it stands. */
export interface Observed {
  /** The network namespace whose ids these are. */
  readonly observer: NamespaceIdentity;
}

/** A namespace's id. */
export interface NsidAnswer extends Observed {
  /** Undefined: the observer has none for it. */
  readonly nsid: number | undefined;
}

/**
 * The id that the observer has for a namespace. Asking gives none.
 *
 * @throws NamespaceError with step "open" when there is no such name, process or file.
 * @throws NetlinkError EINVAL when it is no network namespace.
 * @throws InvalidNameError
 */
export function getNsid(source: NamespaceSource, options: ObserverOptions = {}): NsidAnswer {
  return withPeer(source, options, (client, peer, observer) => ({ nsid: get(client, peer).nsid, observer }));
}

/**
 * Gives a namespace an id in the observer: a number from 0, or "auto" for the lowest that is free. It stays until the
 * namespace ends and cannot be changed.
 *
 * @returns The id that it has now.
 * @throws NetlinkError EEXIST when the namespace has an id or the number is taken, EPERM without CAP_NET_ADMIN.
 * @throws NamespaceError with step "open" when there is no such name, process or file.
 * @throws InvalidNameError
 */
export function setNsid(source: NamespaceSource, nsid: number | "auto", options: ObserverOptions = {}): NsidAnswer {
  return withPeer(source, options, (client, peer, observer) => {
    set(client, peer, nsid);
    return { nsid: nsid === "auto" ? get(client, peer).nsid : nsid, observer };
  });
}

function withPeer<T>(
  source: NamespaceSource,
  options: ObserverOptions,
  use: (client: RtnetlinkClient, peer: HasFd, observer: NamespaceIdentity) => T,
): T {
  const paths = withDefaults(options);
  return withNamespaceFile(source, paths, (peer) => {
    using client = openClient({ system: paths.system, namespace: options.observer });
    return use(client, peer, observerOf(options, paths));
  });
}

function observerOf({ observer }: ObserverOptions, { system }: Paths): NamespaceIdentity {
  return readIdentity(observer === undefined ? "/proc/thread-self/ns/net" : `/proc/self/fd/${observer.fd}`, system);
}

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

/**
 * The ids that a network namespace has for others, as `ip netns list-id`. Those of named namespaces are always all there,
 * also where the kernel cuts its list short.
 *
 * @throws NetlinkError: ENOENT for an unknown `nsid`, EINVAL for an unknown target, EACCES without rights over it.
 */
export function listNsids(options: ListNsidsOptions = {}): NsidListing {
  const paths = withDefaults(options);
  const { nsid, targetNsid } = options;
  const observer = observerOf(options, paths);
  using client = openClient({ system: paths.system, namespace: options.observer });
  if (nsid !== undefined) {
    const found = get(client, { nsid }, { targetNsid });
    const idHere = targetNsid === undefined ? found.nsid : found.currentNsid;
    const names = idHere === undefined ? [] : (namesByNsid(client, paths).get(idHere) ?? []);
    return { observer, entries: [{ ...found, names }], complete: true };
  }
  const { entries: dumped, complete } = dump(client, { targetNsid });
  if (dumped.length === 0) return { observer, entries: [], complete };
  const entries = new Map<number | undefined, NsidEntry & { readonly names: Name[] }>(
    dumped.map((id) => [id.nsid, { ...id, names: [] }]),
  );
  for (const { name, ids } of namedNsids(client, paths, targetNsid)) {
    const entry = entries.get(ids.nsid);
    if (entry !== undefined) entry.names.push(name);
    else if (ids.nsid !== undefined) entries.set(ids.nsid, { ...ids, names: [name] });
  }
  return { observer, entries: [...entries.values()].sort((a, b) => (a.nsid ?? -1) - (b.nsid ?? -1)), complete };
}

/** The ids of all live names, in the run directory's order. */
function* namedNsids(
  client: RtnetlinkClient,
  paths: Paths,
  targetNsid?: number,
): Generator<{ readonly name: Name; readonly ids: NsidPair }> {
  for (const { rawName } of readRunDir(paths)) {
    using peer = openIfNamespace(entryPath(paths.runDir, rawName), paths.system);
    if (peer !== undefined) yield { name: nameOf(rawName), ids: get(client, peer, { targetNsid }) };
  }
}

function namesByNsid(client: RtnetlinkClient, paths: Paths): Map<number, Name[]> {
  const names = new Map<number, Name[]>();
  for (const { name, ids } of namedNsids(client, paths)) {
    if (ids.nsid === undefined) continue;
    const others = names.get(ids.nsid);
    if (others === undefined) names.set(ids.nsid, [name]);
    else others.push(name);
  }
  return names;
}

function openIfNamespace(path: Bytes, system: System): Fd | undefined {
  let file: Fd;
  try {
    file = openNamespaceFile(path, system);
  } catch (error) {
    // Removed meanwhile, or not ours to open: then it has no id that we could know.
    if (isSystemCallFailure(error)) return undefined;
    throw error;
  }
  if (isNetworkNamespace(file, system)) return file;
  file.close();
  return undefined;
}
