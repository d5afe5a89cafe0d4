import {
  linkMessage,
  NLM_F_ACK,
  NLM_F_CREATE,
  NLM_F_ECHO,
  NLM_F_EXCL,
  type OtherCase,
  picker,
  RTM_GETLINK,
  RTM_NEWLINK,
} from "@netns/netlink";
import { openClient, type RtnetlinkClient } from "../../client.js";
import { NetlinkError } from "../../errors.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import { addAltNames } from "./alt-names.js";
import { deleteLink } from "./delete.js";
import { detailAttributes, findLink, getLink } from "./get.js";
import {
  type KindInput,
  type LinkAttributesInput,
  type LinkDataInput,
  type LinkKind,
  type PeerKind,
  peerFields,
  resolveKindData,
} from "./kinds.js";
import type { Link } from "./link.js";
import { NamespaceArgument, type NamespaceReference, type PeerNamespaceReference } from "./namespace.js";
import { setLink } from "./set.js";
import { type BasicLinkSettings, encodeBasicSettings, encodeSettings, type LinkSettings } from "./settings.js";

/** The other end of a pair. */
export interface LinkPeerSettings extends BasicLinkSettings {
  /** Where it is born; to have it up there takes CAP_SYS_ADMIN. Default: where the other end is. */
  readonly namespace?: PeerNamespaceReference | undefined;
  /** The index that it is to have. The kernel heeds it when the other end's is given too. Default: its choice. */
  readonly ifindex?: number | undefined;
  readonly numTxQueues?: number | undefined;
  readonly numRxQueues?: number | undefined;
}

/** What any new link can have. */
export interface NewLinkSettings extends LinkSettings {
  /** The index that it is to have. Default: the kernel's choice. */
  readonly ifindex?: number | undefined;
  /** The link beneath: of a VLAN, a macvlan, … */
  readonly link?: LinkReference | undefined;
  /** The id of the namespace that `link` is in. Default: the client's own. */
  readonly linkNetnsid?: number | undefined;
  readonly numTxQueues?: number | undefined;
  readonly numRxQueues?: number | undefined;
  readonly altNames?: readonly string[] | undefined;
  /**
   * Where it is born. Default: the client's own. A `master` there goes by its index, or with an nsid by its name;
   * alternative names can only be given in the client's own.
   */
  readonly namespace?: NamespaceReference | undefined;
}

/** What a new link is: what all have, its kind, what is peculiar to that, and of a pair the other end. */
export type NewLink = NewLinkSettings &
  (
    | {
        readonly [K in LinkKind]: {
          readonly kind: K;
          readonly data?: LinkDataInput<K> | undefined;
          readonly peer?: (K extends PeerKind ? LinkPeerSettings : never) | undefined;
        };
      }[LinkKind]
    | { readonly kind: OtherCase; readonly data?: Uint8Array | undefined; readonly peer?: undefined }
  );

/** One in the client's own namespace, or in one that has an nsid there. */
type VisibleNewLink = NewLink & { readonly namespace?: { readonly nsid: number } | undefined };

/** How often a name is looked for again that somebody else was quicker to take. */
const NAME_ATTEMPTS = 3;

/**
 * RTM_NEWLINK: makes a link, and returns it; undefined when it was made in a namespace that the client cannot look
 * into. Without a name it gets the kind's with a number.
 *
 * A link with alternative names, with a master and `up`, or with a peer that is `up` takes more than one request: when one of them fails, the
 * link is deleted again.
 *
 * @example
 * addLink(client, { kind: "veth", name: "near", peer: { name: "far", namespace: "/run/netns/blue" } });
 *
 * @throws NetlinkError: EEXIST when the name, or a tunnel of the same ends, is there; EOPNOTSUPP for a kind that the
 * kernel does not have; ENODEV when `link` or `master` is not there; EBUSY for an index that is taken, or a `link` that
 * is in use otherwise; EINVAL for a value, or one that is missing; EPERM without CAP_NET_ADMIN.
 */
export function addLink(client: RtnetlinkClient, link: VisibleNewLink): Link;
export function addLink(client: RtnetlinkClient, link: NewLink): Link | undefined;
export function addLink(client: RtnetlinkClient, link: NewLink): Link | undefined {
  using namespace = new NamespaceArgument(link.namespace);
  using peerNamespace = new NamespaceArgument(link.peer?.namespace);
  if (link.namespace === undefined) return addHere(client, link, peerNamespace);
  if (link.peer?.up === true)
    throw new TypeError("a peer can only be up at once when the link is in the client's own namespace");
  if (link.altNames !== undefined) {
    throw new TypeError("alternative names can only be given to links in the client's own namespace");
  }
  const targetNsid = namespace.attributes.targetNetnsid;
  if (targetNsid === undefined && typeof link.master !== "number" && link.master !== undefined) {
    throw new TypeError("a master in a namespace that is not given by its nsid is named by its index");
  }
  create(client, link, namespace, peerNamespace);
  return targetNsid === undefined || link.name === undefined ? undefined : getLink(client, link.name, { targetNsid });
}

/**
 * Makes a link, or changes the one of that name to what is said. The kernel has nothing that replaces a link: a
 * difference in kind, or in what cannot be changed later, is an error. Of a pair that is there, `peer` is passed over.
 *
 * @throws NetlinkError as addLink and setLink do; EEXIST also when the link that is there is of another kind.
 */
export function replaceLink(
  client: RtnetlinkClient,
  link: NewLink & { readonly name: string; readonly namespace?: undefined; readonly ifindex?: undefined },
): Link {
  const existing = findLink(client, link.name);
  if (existing === undefined) return addLink(client, link);
  if (existing.kind !== link.kind) {
    const message = `${link.name} is there, and is of the kind ${existing.kind ?? "that hardware is"}`;
    throw new NetlinkError("RTM_NEWLINK", EEXIST, { message });
  }
  const { altNames = [], name: _, ...changes } = link;
  setLink(client, existing, changes as Parameters<typeof setLink>[2]);
  const missing = altNames.filter((name) => !existing.altNames.includes(name));
  if (missing.length > 0) addAltNames(client, existing, missing);
  return getLink(client, existing);
}

const EEXIST = -17;

function addHere(client: RtnetlinkClient, link: NewLink, peerNamespace: NamespaceArgument): Link {
  // A bond takes no link that is up, and the kernel makes a new one a port last (rtnl_newlink_create).
  const isRaisedLater = link.up === true && link.master !== undefined;
  const first = isRaisedLater ? { ...link, up: undefined } : link;
  const made = createNamed(client, first, peerNamespace);
  try {
    if (isRaisedLater) setLink(client, made, { up: true });
    if (link.peer?.up === true) raisePeer(client, made, link.peer);
    if (link.altNames !== undefined && link.altNames.length > 0) addAltNames(client, made, link.altNames);
    return getLink(client, made);
  } catch (error) {
    deleteLink(client, made, { ifExists: true });
    throw error;
  }
}

/** A veth opens only when both ends are there, and the kernel would do it before (ENOTCONN, veth.c). */
function raisePeer(client: RtnetlinkClient, link: LinkReference, { namespace }: LinkPeerSettings): void {
  const { link: peer = 0 } = getLink(client, link);
  if (namespace === undefined) {
    setLink(client, peer, { up: true });
    return;
  }
  const isPid = typeof namespace === "object" && !("fd" in namespace);
  using there = openClient({ namespace: isPid ? `/proc/${namespace.pid}/ns/net` : namespace });
  setLink(there, peer, { up: true });
}

/** The kernel says which name it chose only since 6.2, by NLM_F_ECHO: so a pattern's number is chosen here. */
function createNamed(client: RtnetlinkClient, link: NewLink, peerNamespace: NamespaceArgument): LinkReference {
  const pattern = link.name ?? `${link.kind}%d`;
  for (let attempt = 1; ; attempt++) {
    const name = pattern.includes("%d") ? firstFree(client, pattern) : pattern;
    try {
      return { ifindex: create(client, { ...link, name }, undefined, peerNamespace) ?? resolveLink(client, name) };
    } catch (error) {
      const isTaken = error instanceof NetlinkError && error.code === "EEXIST" && name !== pattern;
      if (!isTaken || attempt === NAME_ATTEMPTS || findLink(client, name) === undefined) throw error;
    }
  }
}

const namesOnly: typeof linkMessage = {
  ...linkMessage,
  // What TypeScript cannot see: nobody looks at other attributes.
  decode: picker(linkMessage, "ifname", "propList") as unknown as typeof linkMessage.decode,
};

function firstFree(client: RtnetlinkClient, pattern: string): string {
  const message = { attributes: detailAttributes({}) };
  const { entries } = client.dump({ codec: namesOnly, type: RTM_GETLINK, message });
  const taken = new Set(
    entries.flatMap(({ attributes: { ifname, propList } }) => [ifname, ...(propList?.altIfname ?? [])]),
  );
  for (let number = 0; ; number++) {
    const name = pattern.replace("%d", String(number));
    if (!taken.has(name)) return name;
  }
}

/** The request itself. Returns the index where the kernel tells it. */
function create(
  client: RtnetlinkClient,
  link: NewLink,
  namespace: NamespaceArgument | undefined,
  peerNamespace: NamespaceArgument,
): number | undefined {
  const { ifindex, linkNetnsid, numTxQueues, numRxQueues } = link;
  const targetNsid = namespace?.attributes.targetNetnsid;
  const { header, attributes } = encodeSettings(client, link, { targetNsid });
  const beneath = link.link === undefined ? undefined : resolveLink(client, link.link, { targetNsid: linkNetnsid });
  const message = {
    header: { ...header, index: ifindex },
    attributes: {
      ...attributes,
      ...namespace?.attributes,
      ...(beneath === undefined ? {} : { link: beneath }),
      ...(linkNetnsid === undefined ? {} : { linkNetnsid }),
      ...(numTxQueues === undefined ? {} : { numTxQueues }),
      ...(numRxQueues === undefined ? {} : { numRxQueues }),
      linkinfo: linkinfoOf(client, link, peerNamespace),
    },
  };
  // What is made elsewhere is told there, to whoever has our port's number.
  const echo = namespace === undefined ? NLM_F_ECHO : 0;
  const flags = NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL | echo;
  const replies = client.request({ codec: linkMessage, type: RTM_NEWLINK, message }, flags);
  return replies.at(-1)?.header.index;
}

function linkinfoOf(client: RtnetlinkClient, link: NewLink, namespace: NamespaceArgument) {
  const { kind, peer } = link;
  const data = resolveKindData(client, link as KindInput);
  const field = Object.hasOwn(peerFields, kind) ? peerFields[kind as unknown as PeerKind] : undefined;
  // A pair gets its peer in any case: without one, veth gives both ends the first one's address and queues (veth.c).
  const given =
    field === undefined ? data : { ...(data as object | undefined), [field]: peerOf(peer ?? {}, namespace) };
  // What TypeScript cannot see: the data is of its kind.
  return { kind, data: given } as LinkAttributesInput["linkinfo"];
}

function peerOf(peer: LinkPeerSettings, namespace: NamespaceArgument) {
  const { header, attributes } = encodeBasicSettings({ ...peer, up: undefined });
  const { ifindex, numTxQueues, numRxQueues } = peer;
  return {
    header: { ...header, index: ifindex },
    attributes: { numTxQueues, numRxQueues, ...attributes, ...namespace.attributes },
  };
}
