import {
  listNsids as dump,
  getNsid as get,
  type NsidPair,
  type RtnetlinkClient,
  setNsid as set,
} from "@netns/rtnetlink";
import type { Fd, HasFd, System } from "@netns/syscall";
import { attempt, isSystemCallFailure, NamespaceError } from "./errors.js";
import { isOurOwnTrouble, type NamespaceIdentity, readIdentityOf } from "./identity.js";
import { type Name, nameOf } from "./name.js";
import { isNetworkNamespace, type NamespaceSource, openNamespaceFile, withNamespaceFile } from "./namespace.js";
import { openClientIn } from "./open-client.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";
import { readRunDir } from "./run-dir.js";
import { Session } from "./session.js";

/** An nsid means something only to its observer: the network namespace whose table it stands in. */
export interface ObserverOptions extends Options {
  /** The observer. Default: the calling thread's network namespace. */
  readonly observer?: NamespaceSource | undefined;
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
 * @throws NetlinkError EINVAL when it is no network namespace, EBADF when the descriptor is not open.
 * @throws NamespaceError with step "enter" when the observer is no network namespace, or not ours to enter; with step
 * "socket" when there is no netlink socket to be had.
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
 * @throws NamespaceError and InvalidNameError as `getNsid`.
 */
export function setNsid(source: NamespaceSource, nsid: number | "auto", options: ObserverOptions = {}): NsidAnswer {
  return withPeer(source, options, (client, peer, observer) => {
    if (options.observer === undefined && options.session !== undefined)
      return { nsid: options.session.assigner(client.system).assign(peer.fd, nsid), observer };
    set(client, peer, nsid);
    return { nsid: nsid === "auto" ? get(client, peer).nsid : nsid, observer };
  });
}

function withPeer<T>(
  source: NamespaceSource,
  options: ObserverOptions,
  use: (client: RtnetlinkClient, peer: HasFd, observer: NamespaceIdentity) => T,
): T {
  return withNamespaceFile(source, withDefaults(options), (peer) =>
    withObserver(options, (client, observer) => use(client, peer, observer)),
  );
}

function withObserver<T>(
  options: ObserverOptions,
  use: (client: RtnetlinkClient, observer: NamespaceIdentity) => T,
): T {
  const paths = withDefaults(options);
  const { system } = paths;
  const ask = (namespace: HasFd, observer: NamespaceIdentity) => {
    using client = openClientIn(namespace, system);
    return use(client, observer);
  };
  if (options.observer === undefined) {
    using own = new Session();
    const { client, identity } = (options.session ?? own).home(system);
    return use(client, identity);
  }
  return withNamespaceFile(options.observer, paths, (file) =>
    ask(
      file,
      attempt("stat", {}, () => readIdentityOf(file, system)),
    ),
  );
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
 * @throws NamespaceError as `getNsid`, for the observer; as `listNames`.
 */
export function listNsids(options: ListNsidsOptions = {}): NsidListing {
  const paths = withDefaults(options);
  return withObserver(options, (client, observer) => ({ observer, ...list(client, paths, options) }));
}

function list(
  client: RtnetlinkClient,
  paths: Paths,
  { nsid, targetNsid }: ListNsidsOptions,
): Omit<NsidListing, "observer"> {
  if (nsid !== undefined) {
    const found = get(client, { nsid }, { targetNsid });
    const idHere = targetNsid === undefined ? found.nsid : found.currentNsid;
    const names = idHere === undefined ? [] : (namesByNsid(client, paths).get(idHere) ?? []);
    return { entries: [{ ...found, names }], complete: true };
  }
  const { entries: dumped, complete } = dump(client, { targetNsid });
  if (dumped.length === 0) return { entries: [], complete };
  const entries = new Map<number | undefined, NsidEntry & { readonly names: Name[] }>(
    dumped.map((id) => [id.nsid, { ...id, names: [] }]),
  );
  for (const { name, ids } of namedNsids(client, paths, targetNsid)) {
    const entry = entries.get(ids.nsid);
    if (entry !== undefined) entry.names.push(name);
    else if (ids.nsid !== undefined) entries.set(ids.nsid, { ...ids, names: [name] });
  }
  return { entries: [...entries.values()].sort((a, b) => (a.nsid ?? -1) - (b.nsid ?? -1)), complete };
}

/** The ids of all live names, in the run directory's order. */
export function* namedNsids(
  client: RtnetlinkClient,
  paths: Paths,
  targetNsid?: number,
): Generator<{ readonly name: Name; readonly ids: NsidPair }> {
  for (const { rawName } of readRunDir(paths)) {
    const name = nameOf(rawName);
    using peer = openIfNamespace(name, paths);
    if (peer !== undefined) yield { name, ids: get(client, peer, { targetNsid }) };
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

function openIfNamespace({ name, rawName }: Name, { runDir, system }: Paths): Fd | undefined {
  let file: Fd;
  try {
    file = openNamespaceFile(entryPath(runDir, rawName), system);
  } catch (error) {
    if (!isSystemCallFailure(error)) throw error;
    if (isOurOwnTrouble(error)) throw new NamespaceError("open", { name }, error);
    // Removed meanwhile, or not ours to open: then it has no id that we could know.
    return undefined;
  }
  if (isNamespace(file, name, system)) return file;
  file.close();
  return undefined;
}

function isNamespace(file: Fd, name: string, system: System): boolean {
  try {
    return attempt("stat", { name }, () => isNetworkNamespace(file, system));
  } catch (error) {
    file.close();
    throw error;
  }
}
