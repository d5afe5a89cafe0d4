import type { HasFd } from "@netns/syscall";
import { openClient, type RtnetlinkClient } from "../../client.js";
import type { LinkReference } from "../link-reference.js";
import { checkNewAddress } from "./address-length.js";
import { addAltNames } from "./alt-names.js";
import { create, createNamed } from "./create.js";
import { deleteLink } from "./delete.js";
import { getLink } from "./get.js";
import type { LinkAttributesInput } from "./kinds.js";
import type { Link } from "./link.js";
import { checkAltName } from "./name.js";
import { NamespaceArgument, type NamespaceReference } from "./namespace.js";
import type { LinkPeerSettings, NewLink } from "./new-link.js";
import { setLink } from "./set.js";
import { encodeSettings, type LinkRequestParts, laterAttributes } from "./settings.js";

export type { LinkPeerSettings, NewLink, NewLinkSettings } from "./new-link.js";

/** What is returned of a link that was made in a namespace: only its own, and those with an nsid, can the client look into. */
export type MadeLink<N> = N extends string | HasFd | { readonly pid: number } ? Link | undefined : Link;

/**
 * RTM_NEWLINK: makes a link, and returns it; undefined when it was made in a namespace that the client cannot look
 * into. Without a name it gets the kind's with a number.
 *
 * It takes more than one request for a link with alternative names, with an alias or what else the kernel only sets on
 * links that are there, with a master and `up`, or with a peer that is `up`: when one of them fails, the link is deleted
 * again.
 *
 * @example
 * addLink(client, { kind: "veth", name: "near", peer: { name: "far", namespace: "/run/netns/blue" } });
 *
 * @throws NetlinkError: EEXIST when the name, the index, or a tunnel of the same ends, is there; EOPNOTSUPP for a kind
 * that the kernel does not have, or a `master` that takes no ports; ENODEV when `link` or `master` is not there; EBUSY
 * for a peer's index that is taken, or a `link` that is in use otherwise; ENETDOWN for one that cannot be `up` because
 * the one beneath is not; EADDRNOTAVAIL for an address that many would have; EINVAL for another value, or one that is
 * missing, or no network namespace; ESRCH for a process that is gone; EPERM without CAP_NET_ADMIN.
 * @throws CodecError for a value that does not fit its attribute, which it names.
 * @throws RangeError for a name or an address that cannot be one, TypeError for what does not go together.
 */
export function addLink<N extends NamespaceReference | undefined = undefined>(
  client: RtnetlinkClient,
  link: NewLink & { readonly namespace?: N },
): MadeLink<N>;
export function addLink(client: RtnetlinkClient, link: NewLink): Link | undefined {
  checkNewAddress(link.kind, link);
  if (link.peer !== undefined) checkNewAddress(link.kind, link.peer, "peer.");
  link.altNames?.forEach(checkAltName);
  using namespace = new NamespaceArgument(link.namespace, client.system);
  using peerNamespace = new NamespaceArgument(link.peer?.namespace, client.system);
  return link.namespace === undefined
    ? addHere(client, link, peerNamespace)
    : addElsewhere(client, link, namespace, peerNamespace);
}

function addHere(client: RtnetlinkClient, link: NewLink, peerNamespace: NamespaceArgument): Link {
  const { parts, later } = split(encodeSettings(client, link));
  // A bond takes no link that is up, and the kernel makes a new one a port last (rtnl_newlink_create). And what comes
  // later may have to come before it is up, as the way of making addresses has.
  const isRaisedLater = link.up === true && (link.master !== undefined || later !== undefined);
  const first = isRaisedLater ? split(encodeSettings(client, { ...link, up: undefined })).parts : parts;
  const made = createNamed(client, { link, parts: first, namespace: undefined, peerNamespace });
  try {
    if (later !== undefined) setLink(client, made.ifindex, { attributes: later });
    if (isRaisedLater) setLink(client, made.ifindex, { up: true });
    if (link.peer?.up === true) raisePeer(client, made.ifindex, link.peer);
    if (link.altNames !== undefined && link.altNames.length > 0) addAltNames(client, made.ifindex, link.altNames);
    return getLink(client, made.ifindex);
  } catch (error) {
    deleteLink(client, made.ifindex, { ifExists: true });
    throw error;
  }
}

function addElsewhere(
  client: RtnetlinkClient,
  link: NewLink,
  namespace: NamespaceArgument,
  peerNamespace: NamespaceArgument,
): Link | undefined {
  if (link.peer?.up === true)
    throw new TypeError("a peer can only be up at once when the link is in the client's own namespace");
  if (link.altNames !== undefined)
    throw new TypeError("alternative names can only be given to links in the client's own namespace");
  const { targetNetnsid: targetNsid } = namespace.attributes;
  if (targetNsid === undefined && typeof link.master !== "number" && link.master !== undefined)
    throw new TypeError("a master in a namespace that is not given by its nsid is named by its index");
  const { parts, later } = split(encodeSettings(client, link, { targetNsid }));
  if (later !== undefined)
    throw new TypeError(`only links in the client's own namespace can be given ${Object.keys(later).join(", ")}`);
  const creation = { link, parts, namespace, peerNamespace };
  if (targetNsid !== undefined) return getLink(client, createNamed(client, creation).ifindex, { targetNsid });
  create(client, creation, link.name);
  return undefined;
}

/** What a new link is made with, and what it gets afterwards, if anything. */
function split({ header, attributes }: LinkRequestParts): {
  readonly parts: LinkRequestParts;
  readonly later: LinkAttributesInput | undefined;
} {
  const entries = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const names: readonly string[] = laterAttributes;
  const later = entries.filter(([name]) => names.includes(name));
  if (later.length === 0) return { parts: { header, attributes }, later: undefined };
  const now = entries.filter(([name]) => !names.includes(name));
  // What TypeScript cannot see: all of these are attributes.
  return {
    parts: { header, attributes: Object.fromEntries(now) as LinkAttributesInput },
    later: Object.fromEntries(later) as LinkAttributesInput,
  };
}

/** A veth opens only when both ends are there, and the kernel would do it before (ENOTCONN, veth.c). */
function raisePeer(client: RtnetlinkClient, link: LinkReference, { namespace }: LinkPeerSettings): void {
  const { link: peer = 0 } = getLink(client, link);
  if (namespace === undefined) {
    setLink(client, peer, { up: true });
    return;
  }
  const isPid = typeof namespace === "object" && !("fd" in namespace);
  const there = isPid ? `/proc/${namespace.pid}/ns/net` : namespace;
  using elsewhere = openClient({ namespace: there, system: client.system });
  setLink(elsewhere, peer, { up: true });
}
