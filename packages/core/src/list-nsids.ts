import { listFewNsids, type NsidPair, openRouteSocket } from "@netns/rtnetlink";
import { askToList } from "./ask-nsids.js";
import { attempt } from "./errors.js";
import { readOwnIdentity } from "./identity.js";
import { inspectAll, type NamespaceEntry } from "./list.js";
import { nameOf } from "./name.js";
import { type ListNsidsOptions, type NamedNsid, type NsidListing, withNames } from "./nsid-entries.js";
import { Numbering } from "./numbering.js";
import { type Options, withDefaults } from "./paths.js";
import { readRunDir } from "./run-dir.js";

/**
 * The ids that a network namespace has for others, as `ip netns list-id`. Those of named namespaces are always all there,
 * also where the kernel cuts its list short.
 *
 * @throws NetlinkError: ENOENT for an unknown `nsid`, EINVAL for an unknown target, EACCES without rights over it.
 * @throws NamespaceError as `getNsid`, for the observer; as `listNames`.
 */
export function listNsids(options: ListNsidsOptions = {}): NsidListing {
  const { observer, session, nsid, targetNsid } = options;
  const takesClient = [observer, session, nsid, targetNsid].some((each) => each !== undefined);
  return (takesClient ? undefined : listFew(options)) ?? askToList(options);
}

/** Those of the thread's own namespace, where they are few: without a client. */
function listFew(options: Options): NsidListing | undefined {
  const paths = withDefaults(options);
  const observer = readOwnIdentity(paths.system);
  const socket = attempt("socket", {}, () => openRouteSocket(paths.system));
  const nsids = listFewNsids(paths.system, socket);
  if (nsids === undefined) return undefined;
  if (nsids.length === 0) return { observer, entries: [], complete: true };
  using numbering = new Numbering(options);
  const named = inspectAll(readRunDir(paths), observer, paths, numbering).map(namedOf);
  return { observer, entries: withNames(nsids.map(pairOf), named), complete: true };
}

function namedOf({ rawName, nsid }: NamespaceEntry): NamedNsid {
  return { name: nameOf(rawName), ids: pairOf(nsid) };
}

function pairOf(nsid: number | undefined): NsidPair {
  return { nsid, currentNsid: undefined };
}
