import { extMask, linkMessage, picker, RTM_GETLINK } from "@netns/netlink";
import type { RtnetlinkClient } from "../client.js";
import { NetlinkError, NoAnswerError } from "../errors.js";
import type { TargetOptions } from "./nsid.js";

/**
 * Which link: its index, or a name of it, be it its own or an alternative one. A link as the verbs return it is one
 * too, by its index.
 */
export type LinkReference = number | string | { readonly ifindex: number } | { readonly name: string };

/** What a request's header and attributes say of the link that it is about: the index, or the name. */
export interface LinkSelector {
  readonly header: { readonly index: number };
  readonly attributes: { readonly ifname?: string; readonly altIfname?: string };
}

/** The longest name of a link's own: IFNAMSIZ without the NUL. An alternative one may have 127 bytes. */
const NAME_LENGTH = 15;

/** Reads no more of a link than its header. */
const headerMessage: typeof linkMessage = {
  ...linkMessage,
  // What TypeScript cannot see: nobody looks at the attributes.
  decode: picker(linkMessage) as typeof linkMessage.decode,
};

/**
 * How to name a link in a request that takes names: RTM_NEWLINK, RTM_SETLINK, RTM_DELLINK, RTM_GETLINK and those of
 * alternative names. The kernel looks the name up then, so that it costs nothing and nothing can change in between.
 *
 * @throws RangeError, TypeError for what can be no link: the kernel takes index 0 without a name for "all of a group".
 */
export function selectLink(link: LinkReference): LinkSelector {
  const known = referenceOf(link);
  if (typeof known === "number") return { header: { index: known }, attributes: {} };
  // IFLA_IFNAME is looked for among alternative names as well, but holds only short ones (dev.c, rtnetlink.c).
  const isShort = Buffer.byteLength(known) <= NAME_LENGTH;
  return { header: { index: 0 }, attributes: isShort ? { ifname: known } : { altIfname: known } };
}

/**
 * A link's index, for requests that take nothing else. A name is looked up; an index is returned as it is, whether or
 * not there is such a link.
 *
 * @throws NetlinkError: ENODEV when no link has that name; with a target EINVAL for an unknown one, EACCES without rights over it.
 */
export function resolveLink(client: RtnetlinkClient, link: LinkReference, { targetNsid }: TargetOptions = {}): number {
  const known = referenceOf(link);
  if (typeof known === "number") return known;
  const { header, attributes } = selectLink(known);
  // IPv6's counters are much of a link's bytes, and most of the kernel's work.
  const mask = extMask.names.RTEXT_FILTER_SKIP_STATS;
  const message = { header, attributes: { extMask: mask, targetNetnsid: targetNsid, ...attributes } };
  const [reply] = named(known, () => client.request({ codec: headerMessage, type: RTM_GETLINK, message }));
  if (reply === undefined) throw new NoAnswerError("RTM_GETLINK");
  return reply.header.index;
}

/** The kernel says "No such device" of what a caller may have named in the middle of something else. */
function named<T>(name: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof NetlinkError && error.code === "ENODEV") throw error.explained(`there is no link "${name}"`);
    throw error;
  }
}

function referenceOf(link: LinkReference): number | string {
  const known = typeof link !== "object" ? link : "ifindex" in link ? link.ifindex : link.name;
  if (typeof known === "number") {
    if (Number.isInteger(known) && known > 0 && known <= 0x7fffffff) return known;
    throw new RangeError(`a link's index is a whole number from 1 to 2147483647, not ${known}`);
  }
  if (typeof known === "string" && known !== "") return known;
  throw new TypeError(`a link is named by its index or its name, not by ${JSON.stringify(known)}`);
}
