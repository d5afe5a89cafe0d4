import { nexthopMessage, RTM_GETNEXTHOPBUCKET } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { NoAnswerError } from "../../errors.js";
import { resolveLink } from "../link-reference.js";
import { type Listing, listingOf } from "../terms/listing.js";
import { toBucket } from "./convert.js";
import type { NexthopBucket, NexthopBucketFilter } from "./types.js";

/**
 * RTM_GETNEXTHOPBUCKET: the buckets of all resilient groups, or those that a filter asks for. The kernel filters.
 *
 * @throws NetlinkError: ENOENT for a group that there is not, EINVAL for a nexthop that is no resilient group; ENODEV
 * for an unknown name of a link.
 * @throws DumpInterruptedError
 */
export function listNexthopBuckets(client: RtnetlinkClient, filter: NexthopBucketFilter = {}): Listing<NexthopBucket> {
  const { id, nexthopId, link, master } = filter;
  const attributes = {
    id,
    oif: link === undefined ? undefined : resolveLink(client, link),
    master: master === undefined ? undefined : resolveLink(client, master),
    resBucket: nexthopId === undefined ? undefined : { nhId: nexthopId },
  };
  const request = { codec: nexthopMessage, type: RTM_GETNEXTHOPBUCKET, message: { attributes } };
  const { entries, attempts } = client.dump(request);
  return listingOf({ entries: entries.map(toBucket), attempts }, { id, nexthopId, link, master });
}

/**
 * RTM_GETNEXTHOPBUCKET: one bucket of a resilient group.
 *
 * @throws NetlinkError: ENOENT when there is no such group or bucket, EINVAL for a nexthop that is no resilient group.
 */
export function getNexthopBucket(client: RtnetlinkClient, id: number, index: number): NexthopBucket {
  const message = { attributes: { id, resBucket: { index } } };
  const [reply] = client.request({ codec: nexthopMessage, type: RTM_GETNEXTHOPBUCKET, message });
  if (reply === undefined) throw new NoAnswerError("RTM_GETNEXTHOPBUCKET");
  return toBucket(reply);
}
