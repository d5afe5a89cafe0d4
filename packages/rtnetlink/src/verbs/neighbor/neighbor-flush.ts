import { NLM_F_ACK, neighborMessage, RTM_DELNEIGH } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { NetlinkError } from "../../errors.js";
import { listNeighbors } from "./neighbor.js";
import { type NeighborFilter, type NeighborState, neighborFlagNames } from "./types.js";

/** What ip(8) flushes when no state is asked for: not what somebody has made to stay. */
const passing = ["none", "incomplete", "reachable", "stale", "delay", "probe", "failed"] as const;

/** Meanwhile it went by itself. */
const GONE = ["ENOENT", "ENODEV"];

/**
 * RTM_DELNEIGH of all neighbors, or proxies, that a filter asks for, as `ip neighbor flush` does it: without `states` those
 * that are permanent or "noarp" stay. A neighbor that is in use is there again at once, to be looked for.
 *
 * @returns How many were deleted.
 * @throws NetlinkError: ENODEV for an unknown link, EPERM without CAP_NET_ADMIN.
 * @throws DumpInterruptedError
 *
 * @example
 * flushNeighbors(client, { link: "eth0", version: 4 });
 */
export function flushNeighbors(client: RtnetlinkClient, filter: NeighborFilter): number {
  const states: readonly NeighborState[] | undefined = filter.states ?? (filter.proxy === true ? undefined : passing);
  const { entries } = listNeighbors(client, { ...filter, states });
  const requests = entries.map(({ message: { header, attributes } }) => ({
    codec: neighborMessage,
    type: RTM_DELNEIGH,
    flags: NLM_F_ACK,
    message: {
      header: { family: header.family, ifindex: header.ifindex, flags: header.flags & neighborFlagNames.proxy },
      attributes: { dst: attributes.dst },
    },
  }));
  let deleted = 0;
  for (const { error } of client.batch(requests)) {
    if (error === undefined) deleted++;
    else if (!(error instanceof NetlinkError && GONE.includes(error.code))) throw error;
  }
  return deleted;
}
