import {
  NLM_F_ACK,
  NLM_F_CREATE,
  NLM_F_ECHO,
  NLM_F_EXCL,
  NLM_F_REPLACE,
  nexthopMessage,
  RTM_DELNEXTHOP,
  RTM_GETNEXTHOP,
  RTM_NEWNEXTHOP,
} from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { NoAnswerError } from "../../errors.js";
import { resolveLink } from "../link-reference.js";
import { type DeleteOptions, deleteWith } from "../terms/deletion.js";
import { foundOr } from "../terms/finding.js";
import { equals, type Listing, listingOf } from "../terms/listing.js";
import { numberOf } from "../terms/names.js";
import { familyOfVersion } from "../terms/prefix.js";
import { protocols } from "../terms/route-terms.js";
import { toMessage, toNexthop } from "./convert.js";
import type { Nexthop, NexthopFilter, NexthopInput } from "./types.js";

/**
 * RTM_NEWNEXTHOP: makes a nexthop object, which routes name by its id.
 *
 * @returns The nexthop as it is: with its id.
 * @throws NetlinkError: EEXIST when the id is taken; ENETDOWN for a link that is down; ENETUNREACH for an IPv4 gateway
 * that no route leads to (see `onlink`); EINVAL for what does not go together, an unknown index of a link, or a group's
 * member that there is not; ENODEV for an unknown name of a link; EPERM without CAP_NET_ADMIN.
 * @throws RangeError for a weight, version or protocol that there is not, TypeError for `resilient` without a group,
 * CodecError for what is no address or number, with the path of its attribute.
 *
 * @example
 * const { id } = addNexthop(client, { via: "192.0.2.1", link: "eth0" });
 * addNexthop(client, { group: [{ id, weight: 3 }, 2], resilient: { buckets: 32, idleTimer: 60 } });
 */
export function addNexthop(client: RtnetlinkClient, nexthop: NexthopInput): Nexthop {
  return put(client, nexthop, NLM_F_CREATE | NLM_F_EXCL);
}

/**
 * RTM_NEWNEXTHOP: makes a nexthop object, or changes the one of this id: routes that name it go the new way at once.
 *
 * @throws as addNexthop, but for EEXIST; EINVAL for a group in place of what is none, or the reverse, and for id 0.
 */
export function replaceNexthop(client: RtnetlinkClient, nexthop: NexthopInput & { readonly id: number }): Nexthop {
  return put(client, nexthop, NLM_F_CREATE | NLM_F_REPLACE);
}

/**
 * RTM_DELNEXTHOP: deletes a nexthop object, and the routes that name it.
 *
 * @returns Whether it was there; false only with `ifExists`.
 * @throws NetlinkError: ENOENT when there is none (not with `ifExists`), EINVAL for id 0, EPERM without CAP_NET_ADMIN.
 */
export function deleteNexthop(client: RtnetlinkClient, id: number, options: DeleteOptions = {}): boolean {
  return deleteWith(options, ["ENOENT"], () => {
    client.request({ codec: nexthopMessage, type: RTM_DELNEXTHOP, message: { attributes: { id } } }, NLM_F_ACK);
  });
}

/** RTM_GETNEXTHOP: one nexthop object; undefined where there is none. @throws NetlinkError EINVAL for id 0. */
export function getNexthop(client: RtnetlinkClient, id: number): Nexthop | undefined {
  return foundOr("ENOENT", () => {
    const message = { attributes: { id } };
    const [reply] = client.request({ codec: nexthopMessage, type: RTM_GETNEXTHOP, message });
    return reply && toNexthop(reply);
  });
}

/**
 * RTM_GETNEXTHOP: the nexthop objects, by their ids. The kernel filters by all but the protocol. By a link that there is
 * not, there are none.
 *
 * @throws NetlinkError: ENODEV for an unknown name of a link.
 * @throws DumpInterruptedError
 */
export function listNexthops(client: RtnetlinkClient, filter: NexthopFilter = {}): Listing<Nexthop> {
  const { version, link, master, groups, fdb } = filter;
  const attributes = {
    oif: link === undefined ? undefined : resolveLink(client, link),
    master: master === undefined ? undefined : resolveLink(client, master),
    groups: groups || undefined,
    fdb: fdb || undefined,
  };
  const message = { header: { family: familyOfVersion(version) }, attributes };
  const { entries, attempts } = client.dump({ codec: nexthopMessage, type: RTM_GETNEXTHOP, message });
  const protocol = filter.protocol === undefined ? undefined : numberOf("protocol", protocols, filter.protocol);
  return listingOf(
    { entries: entries.map(toNexthop), attempts },
    { version, link, master, groups, fdb },
    { protocol: equals(protocol, ({ message }: Nexthop) => message.header.protocol) },
  );
}

function put(client: RtnetlinkClient, nexthop: NexthopInput, flags: number): Nexthop {
  const message = toMessage(client, nexthop);
  const [reply] = client.request(
    { codec: nexthopMessage, type: RTM_NEWNEXTHOP, message },
    NLM_F_ACK | NLM_F_ECHO | flags,
  );
  if (reply === undefined) throw new NoAnswerError("RTM_NEWNEXTHOP");
  return toNexthop(reply);
}
