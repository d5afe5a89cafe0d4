import {
  listNsids as dump,
  getNsid as get,
  type NsidPair,
  openClient,
  type RtnetlinkClient,
  setNsid as set,
} from "@netns/rtnetlink";
import type { Bytes, Fd, HasFd, System } from "@netns/syscall";
import { attempt, isSystemCallFailure } from "./errors.js";
import { checkName, nameText } from "./name.js";
import { isNetworkNamespace, openNamespaceFile } from "./namespace.js";
import { entryPath, type Options, type Paths, withDefaults } from "./paths.js";
import { readRunDir } from "./run-dir.js";

/** An nsid means something only to its observer: the network namespace whose table it stands in. */
export interface ObserverOptions extends Options {
  /** The observer. Default: the calling thread's network namespace. */
  readonly observer?: HasFd | undefined;
}

/**
 * The id that the observer has for a named namespace; undefined when it has none. Asking gives none.
 *
 * @throws NamespaceError with step "open" when there is no such name.
 * @throws NetlinkError EINVAL when the name is no network namespace.
 * @throws InvalidNameError
 */
export function getNsid(name: Bytes, options: ObserverOptions = {}): number | undefined {
  return withPeer(name, options, (client, peer) => get(client, peer).nsid);
}

/**
 * Gives a named namespace an id in the observer: a number from 0, or "auto" for the lowest that is free. It stays
 * until the namespace ends and cannot be changed.
 *
 * @throws NetlinkError EEXIST when the namespace has an id or the number is taken, EPERM without CAP_NET_ADMIN.
 * @throws NamespaceError with step "open" when there is no such name.
 * @throws InvalidNameError
 */
export function setNsid(name: Bytes, nsid: number | "auto", options: ObserverOptions = {}): void {
  withPeer(name, options, (client, peer) => set(client, peer, nsid));
}

function withPeer<T>(name: Bytes, options: ObserverOptions, use: (client: RtnetlinkClient, peer: HasFd) => T): T {
  checkName(name);
  const { runDir, system } = withDefaults(options);
  const path = entryPath(runDir, name);
  using peer = attempt("open", { name: nameText(name) }, () => openNamespaceFile(path, system));
  using client = openClient({ system, namespace: options.observer });
  return use(client, peer);
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
  readonly names: readonly string[];
}

/**
 * The ids that a network namespace has for others, ascending, as `ip netns list-id`. Those of named namespaces are
 * always all there, also where the kernel cuts its list short (as 6.18 does, after some hundred).
 *
 * @throws NetlinkError: ENOENT for an unknown `nsid`, EINVAL for an unknown target, EACCES without rights over it.
 */
export function listNsids(options: ListNsidsOptions = {}): NsidEntry[] {
  const paths = withDefaults(options);
  const { nsid, targetNsid } = options;
  using client = openClient({ system: paths.system, namespace: options.observer });
  if (nsid !== undefined) {
    const found = get(client, { nsid }, { targetNsid });
    const idHere = targetNsid === undefined ? found.nsid : found.currentNsid;
    return [{ ...found, names: idHere === undefined ? [] : (namesByNsid(client, paths).get(idHere) ?? []) }];
  }
  const dumped = dump(client, { targetNsid }).entries;
  if (dumped.length === 0) return [];
  const entries = new Map<number | undefined, NsidEntry>(dumped.map((id) => [id.nsid, { ...id, names: [] }]));
  for (const { name, ...ids } of namedNsids(client, paths, targetNsid)) {
    if (ids.nsid === undefined) continue;
    const names = entries.get(ids.nsid)?.names ?? [];
    entries.set(ids.nsid, { ...ids, names: [...names, name] });
  }
  return [...entries.values()].sort((a, b) => (a.nsid ?? -1) - (b.nsid ?? -1));
}

interface NamedNsid extends NsidPair {
  readonly name: string;
}

/** The ids of all live names, in the run directory's order. */
function* namedNsids(client: RtnetlinkClient, paths: Paths, targetNsid?: number): Generator<NamedNsid> {
  for (const { rawName } of readRunDir(paths)) {
    using peer = openIfNamespace(entryPath(paths.runDir, rawName), paths.system);
    if (peer !== undefined) yield { name: nameText(rawName), ...get(client, peer, { targetNsid }) };
  }
}

function namesByNsid(client: RtnetlinkClient, paths: Paths): Map<number, string[]> {
  const names = new Map<number, string[]>();
  for (const { name, nsid } of namedNsids(client, paths)) {
    if (nsid !== undefined) names.set(nsid, [...(names.get(nsid) ?? []), name]);
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
