import { NETNSA_NSID_NOT_ASSIGNED, NLM_F_ACK, nsidMessage, RTM_GETNSID, RTM_NEWNSID } from "@netns/netlink";
import type { HasFd } from "@netns/syscall";
import type { RtnetlinkClient } from "../client.js";
import { NoAnswerError } from "../errors.js";

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
 * @throws NetlinkError: EINVAL when it is no network namespace, ENOENT for an unknown id, ESRCH for a process that is gone.
 */
export function getNsid(client: RtnetlinkClient, peer: Peer, { targetNsid }: TargetOptions = {}): NsidPair {
  const attributes = { ...peerAttributes(peer), targetNsid };
  const [reply] = client.request({ codec: nsidMessage, type: RTM_GETNSID, message: { attributes } });
  if (reply === undefined) throw new NoAnswerError("RTM_GETNSID");
  return toPair(reply.attributes);
}

/**
 * RTM_NEWNSID: gives a namespace an id, "auto" the lowest that is free. It stays as long as the namespace lives.
 *
 * @throws NetlinkError: EEXIST when it has one, or the number is taken; EPERM without CAP_NET_ADMIN.
 */
export function setNsid(client: RtnetlinkClient, peer: HasFd | { readonly pid: number }, nsid: number | "auto"): void {
  // Any negative number means automatic (net_namespace.c).
  const attributes = { ...peerAttributes(peer), nsid: nsid === "auto" ? NETNSA_NSID_NOT_ASSIGNED : nsid };
  client.request({ codec: nsidMessage, type: RTM_NEWNSID, message: { attributes } }, NLM_F_ACK);
}

/**
 * All ids that a namespace has for others, ascending. The list may end early on a kernel that cuts it (6.18, after
 * some 1,100).
 *
 * @throws NetlinkError: EINVAL for an unknown target, EACCES without rights over it.
 */
export function listNsids(client: RtnetlinkClient, { targetNsid }: TargetOptions = {}): NsidPair[] {
  const message = { attributes: { targetNsid } };
  return client
    .dump({ codec: nsidMessage, type: RTM_GETNSID, message })
    .entries.map(({ attributes }) => toPair(attributes));
}

function peerAttributes(peer: Peer) {
  // Only what names the peer: an open namespace has other fields.
  if ("fd" in peer) return { fd: peer.fd };
  return "pid" in peer ? { pid: peer.pid } : { nsid: peer.nsid };
}

function toPair({ nsid, currentNsid }: { nsid?: number; currentNsid?: number }): NsidPair {
  return { nsid: assigned(nsid), currentNsid: assigned(currentNsid) };
}

function assigned(nsid: number | undefined): number | undefined {
  return nsid === undefined || nsid === NETNSA_NSID_NOT_ASSIGNED ? undefined : nsid;
}
