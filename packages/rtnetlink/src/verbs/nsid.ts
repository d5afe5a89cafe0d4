import { NETNSA_NSID_NOT_ASSIGNED, NLM_F_ACK, nsidMessage, RTM_GETNSID, RTM_NEWNSID } from "@netns/netlink";
import type { HasFd } from "@netns/syscall";
import type { RtnetlinkClient } from "../client.js";
import { NoAnswerError } from "../errors.js";
import { isNotFound } from "../predicates.js";
import { assigned } from "./assigned.js";
import type { NsidRequests } from "./nsid-assigner.js";
import type { NsidQuestions } from "./nsid-lookup.js";

/** Another namespace: held open, or of a process, or by the id that the client's namespace has for it. */
export type Peer = HasFd | { readonly pid: number } | { readonly nsid: number };

/** A namespace's ids. Each means something only in the namespace that it stands in. */
export interface NsidPair {
  /** In the client's namespace; where a target was asked for, in that. Undefined: none. */
  readonly nsid: number | undefined;
  /** Where a target was asked for: in the client's namespace. Undefined: none. */
  readonly currentNsid: number | undefined;
}

/** From whose table the ids are. */
export interface TargetOptions {
  /** The namespace that has this id in the client's; it takes CAP_NET_ADMIN over it. Default: the client's own. */
  readonly targetNsid?: number | undefined;
}

/**
 * RTM_GETNSID: the id of a namespace. Asking gives none.
 *
 * @throws NetlinkError, with the attribute's path: EINVAL when it is no network namespace, EBADF for a closed descriptor,
 * ESRCH for a process that is gone, ENOENT for an unknown id; with a target EINVAL for an unknown one, EACCES without
 * rights over it.
 *
 * @example
 * const { nsid } = getNsid(client, { pid: 1234 });
 */
export function getNsid(client: RtnetlinkClient, peer: Peer, { targetNsid }: TargetOptions = {}): NsidPair {
  const { fd, pid, nsid } = peerAttributes(peer);
  const attributes = { fd, pid, nsid, targetNsid };
  const [reply] = client.request({ codec: nsidMessage, type: RTM_GETNSID, message: { attributes } });
  if (reply === undefined) throw new NoAnswerError("RTM_GETNSID");
  return toPair(reply.attributes);
}

/**
 * RTM_NEWNSID: gives a namespace an id, "auto" the lowest that is free. It stays as long as the namespace lives.
 *
 * @throws NetlinkError, with the attribute's path: EEXIST when it has one, or the number is taken; EINVAL, EBADF and ESRCH
 * as getNsid; EPERM without CAP_NET_ADMIN.
 * @throws RangeError for a number that is no id: 0 to 2147483647.
 */
export function setNsid(client: RtnetlinkClient, peer: HasFd | { readonly pid: number }, nsid: number | "auto"): void {
  const wanted = checkAssignable(nsid);
  const { fd, pid } = peerAttributes(peer);
  const attributes = { fd, pid, nsid: wanted };
  client.request({ codec: nsidMessage, type: RTM_NEWNSID, message: { attributes } }, NLM_F_ACK);
}

/** What the kernel is told: -1 for "auto". @throws RangeError for a number that is no id. */
export function checkAssignable(nsid: number | "auto"): number {
  if (nsid === "auto") return NETNSA_NSID_NOT_ASSIGNED;
  // Any negative number means automatic (net_namespace.c): it has to be said.
  if (Number.isInteger(nsid) && nsid >= 0 && nsid <= 0x7fffffff) return nsid;
  throw new RangeError(`nsid is a whole number from 0 to 2147483647, or "auto", not ${nsid}`);
}

/** The ids that a namespace has for others. */
export interface NsidListing {
  /** Ascending. */
  readonly entries: readonly NsidPair[];
  /** How often they had to be asked for, because things changed meanwhile. */
  readonly attempts: number;
  /** False: the kernel may have cut its list, so that there may be more. */
  readonly complete: boolean;
}

/**
 * All ids that a namespace has for others. Some kernels (6.18) end their list with the first message, after some 1,100
 * ids: then those behind it are asked for one by one, as far as they follow each other, and the list says that it may
 * not be complete.
 *
 * @throws NetlinkError: EINVAL for an unknown target, EACCES without rights over it.
 */
export function listNsids(client: RtnetlinkClient, { targetNsid }: TargetOptions = {}): NsidListing {
  const message = { attributes: { targetNsid } };
  const { entries, attempts, datagrams } = client.dump({ codec: nsidMessage, type: RTM_GETNSID, message });
  const pairs = entries.map(({ attributes }) => toPair(attributes));
  if (datagrams > 1 || !mayBeCut(pairs.length, targetNsid)) return { entries: pairs, attempts, complete: true };
  return {
    entries: [...pairs, ...probe(client, (pairs.at(-1)?.nsid ?? 0) + 1, targetNsid)],
    attempts,
    complete: false,
  };
}

/** Whether a namespace has an id for any other: what the kernel's own list says, without a search for what it left out. */
export function hasNsids(client: RtnetlinkClient, { targetNsid }: TargetOptions = {}): boolean {
  const message = { attributes: { targetNsid } };
  return client.dump({ codec: nsidMessage, type: RTM_GETNSID, message }).entries.length > 0;
}

/** What `NsidLookup` and `NsidAssigner` ask a client for. */
export function questionsTo(client: RtnetlinkClient): NsidQuestions & NsidRequests {
  return {
    nsidOf: (fd) => getNsid(client, { fd }).nsid,
    hasNsids: () => hasNsids(client),
    setNsid: (fd, nsid) => setNsid(client, { fd }, nsid),
  };
}

/** A message with one id, or with two: nlmsghdr, rtgenmsg, attributes. */
const MESSAGE_SIZE = 28;
const MESSAGE_SIZE_WITH_TARGET = 36;
/**
 * What fits the kernel's messages: a page, or 32 KiB, less what it needs itself (SKB_WITH_OVERHEAD in linux/skbuff.h,
 * 320 bytes with the usual number of fragments, 768 at most).
 */
const ROOMS = [4096, 32_768];
const LEAST_OVERHEAD = 320;
const MOST_OVERHEAD = 768;

/** Whether a list of so many ids may have ended because its message was full. */
export function mayBeCut(count: number, targetNsid?: number): boolean {
  const size = targetNsid === undefined ? MESSAGE_SIZE : MESSAGE_SIZE_WITH_TARGET;
  const length = count * size;
  return ROOMS.some((room) => length <= room - LEAST_OVERHEAD && length + size > room - MOST_OVERHEAD);
}

/** So many ids are tried at once; when there is none among them, that is the end. */
const PROBES = 1024;

function probe(client: RtnetlinkClient, first: number, targetNsid: number | undefined): NsidPair[] {
  const found: NsidPair[] = [];
  for (let from = first; ; from += PROBES) {
    const requests = Array.from({ length: PROBES }, (_, i) => {
      const message = { attributes: { nsid: from + i, targetNsid } };
      return { codec: nsidMessage, type: RTM_GETNSID, message };
    });
    const before = found.length;
    for (const { replies, error } of client.batch(requests)) {
      if (error !== undefined && !isNotFound(error)) throw error;
      for (const { attributes } of replies) found.push(toPair(attributes));
    }
    if (found.length === before) return found;
  }
}

function peerAttributes(peer: Peer): { readonly fd?: number; readonly pid?: number; readonly nsid?: number } {
  // Only what names the peer: an open namespace has other fields.
  if ("fd" in peer) return { fd: peer.fd };
  return "pid" in peer ? { pid: peer.pid } : { nsid: peer.nsid };
}

function toPair({ nsid, currentNsid }: { nsid?: number; currentNsid?: number }): NsidPair {
  return { nsid: assigned(nsid), currentNsid: assigned(currentNsid) };
}
