import {
  linkMessage,
  NLM_F_ACK,
  NLM_F_CREATE,
  NLM_F_ECHO,
  NLM_F_EXCL,
  picker,
  RTM_GETLINK,
  RTM_NEWLINK,
} from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { NetlinkError } from "../../errors.js";
import { resolveLink } from "../link-reference.js";
import type { TargetOptions } from "../nsid.js";
import { extMaskOf, findLink } from "./get.js";
import { type KindInput, type LinkAttributesInput, type PeerKind, peerFields, resolveKindData } from "./kinds.js";
import type { NamespaceArgument } from "./namespace.js";
import type { LinkPeerSettings, NewLink } from "./new-link.js";
import { attributesOver, encodeBasicSettings, type LinkRequestParts } from "./settings.js";

/** A link to be made, with what has been found out about it. */
export interface Creation {
  readonly link: NewLink;
  /** Its settings, encoded. */
  readonly parts: LinkRequestParts;
  /** Where it is born, where that is not the client's namespace. */
  readonly namespace: NamespaceArgument | undefined;
  readonly peerNamespace: NamespaceArgument;
}

/** How often a name is looked for again that somebody else was quicker to take. */
const NAME_ATTEMPTS = 3;

/**
 * Makes a link where it can be found afterwards: in the client's namespace, or one that has an nsid there. The kernel
 * says which name it chose only since 6.2, by NLM_F_ECHO: so a pattern's number is chosen here.
 */
export function createNamed(client: RtnetlinkClient, creation: Creation): { ifindex: number; name: string } {
  const target = { targetNsid: creation.namespace?.attributes.targetNetnsid };
  const pattern = creation.link.name ?? `${creation.link.kind}%d`;
  const patterns = [pattern, ...peerPatterns(pattern, creation)];
  for (let attempt = 1; ; attempt++) {
    const names = firstFree(client, patterns, target);
    const [name = "", peerName] = names;
    try {
      const ifindex = create(client, creation, name, peerName) ?? resolveLink(client, name, target);
      return { ifindex, name };
    } catch (error) {
      const isTaken = (one: string, i: number) => one !== patterns[i] && findLink(client, one, target) !== undefined;
      const isExisting = error instanceof NetlinkError && error.code === "EEXIST";
      if (!isExisting || attempt === NAME_ATTEMPTS || !names.some(isTaken)) throw error;
    }
  }
}

/**
 * Of a pair that is born in one namespace: the kernel makes the peer first, and might give it the other end's name. Where
 * it cannot it may choose, which spares looking at all links.
 */
function peerPatterns(other: string, { link: { kind, peer }, peerNamespace }: Creation): string[] {
  if (!Object.hasOwn(peerFields, kind) || Object.keys(peerNamespace.attributes).length > 0) return [];
  const pattern = peer?.name ?? peer?.attributes?.ifname ?? `${kind}%d`;
  return !pattern.includes("%d") || mayCome(pattern, other) ? [pattern] : [];
}

/** Whether a pattern may come to the same as another, or to a name. */
function mayCome(pattern: string, other: string): boolean {
  const [before = "", after = ""] = pattern.split("%d");
  const number = other.slice(before.length, other.length - after.length);
  return other === pattern || (other === `${before}${number}${after}` && /^\d+$/.test(number));
}

const namesOnly: typeof linkMessage = {
  ...linkMessage,
  // What TypeScript cannot see: nobody looks at other attributes.
  decode: picker(linkMessage, "ifname", "propList") as unknown as typeof linkMessage.decode,
};

/** Names by patterns: none of them another's, nor that of a link that is there. */
function firstFree(client: RtnetlinkClient, patterns: readonly string[], target: TargetOptions): string[] {
  if (!patterns.some((pattern) => pattern.includes("%d"))) return [...patterns];
  const message = { attributes: { extMask: extMaskOf({}), targetNetnsid: target.targetNsid } };
  const { entries } = client.dump({ codec: namesOnly, type: RTM_GETLINK, message });
  const taken = new Set([
    ...patterns,
    ...entries.flatMap(({ attributes: { ifname, propList } }) => [ifname, ...(propList?.altIfname ?? [])]),
  ]);
  return patterns.map((pattern) => {
    if (!pattern.includes("%d")) return pattern;
    for (let number = 0; ; number++) {
      const name = pattern.replace("%d", String(number));
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  });
}

/** The request itself. Returns the index where the kernel tells it. Without a name the kernel chooses one. */
export function create(
  client: RtnetlinkClient,
  creation: Creation,
  name: string | undefined,
  peerName?: string,
): number | undefined {
  const { link, parts, namespace, peerNamespace } = creation;
  const { ifindex, linkNetnsid, numTxQueues, numRxQueues } = link;
  const beneath = link.link === undefined ? undefined : resolveLink(client, link.link, { targetNsid: linkNetnsid });
  const message = {
    header: { index: ifindex, ...parts.header },
    attributes: attributesOver(parts.attributes, {
      ifname: name,
      link: beneath,
      linkNetnsid,
      numTxQueues,
      numRxQueues,
      linkinfo: linkinfoOf(client, link, peerNamespace, peerName),
      ...namespace?.attributes,
    }),
  };
  // What is made elsewhere is told there, to whoever has our port's number.
  const echo = namespace === undefined ? NLM_F_ECHO : 0;
  const flags = NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL | echo;
  const replies = client.request({ codec: linkMessage, type: RTM_NEWLINK, message }, flags);
  return replies.at(-1)?.header.index;
}

function linkinfoOf(client: RtnetlinkClient, link: NewLink, namespace: NamespaceArgument, peerName?: string) {
  const { kind, peer } = link;
  const data = resolveKindData(client, link as KindInput);
  const field = Object.hasOwn(peerFields, kind) ? peerFields[kind as unknown as PeerKind] : undefined;
  // A pair gets its peer in any case: without one, veth gives both ends the first one's address and queues (veth.c).
  const given =
    field === undefined
      ? data
      : { ...(data as object | undefined), [field]: peerOf({ ...peer, name: peerName ?? peer?.name }, namespace) };
  // What TypeScript cannot see: the data is of its kind.
  return { kind, data: given } as LinkAttributesInput["linkinfo"];
}

function peerOf(peer: LinkPeerSettings, namespace: NamespaceArgument) {
  const { header, attributes } = encodeBasicSettings({ ...peer, up: undefined });
  const { ifindex, numTxQueues, numRxQueues } = peer;
  return {
    header: { index: ifindex, ...header },
    attributes: { numTxQueues, numRxQueues, ...attributes, ...namespace.attributes },
  };
}
