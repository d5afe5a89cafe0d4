import {
  type Infer,
  linkMessage,
  type linkStats64,
  picker,
  RTM_GETLINK,
  RTM_GETSTATS,
  statsAttributes,
  statsFilterBit,
  statsMessage,
  statsRequestMessage,
} from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { NoAnswerError } from "../../errors.js";
import { type LinkReference, selectLink } from "../link-reference.js";
import type { TargetOptions } from "../nsid.js";

/** A link's counters since it was made: packets, bytes, errors. They are 64 bits wide, hence bigint. */
export type LinkStatistics = Infer<typeof linkStats64>;

/** One link's of all. */
export interface LinkStatisticsEntry {
  readonly ifindex: number;
  readonly statistics: LinkStatistics;
}

/** Reads nothing of a link but these. */
const statisticsOnly: typeof linkMessage = {
  ...linkMessage,
  // What TypeScript cannot see: nobody looks at other attributes.
  decode: picker(linkMessage, "stats64") as unknown as typeof linkMessage.decode,
};

/**
 * RTM_GETLINK: one link's counters, by its index or any of its names.
 *
 * @throws NetlinkError: ENODEV when there is none; with a target EINVAL for an unknown one, EACCES without rights over it.
 */
export function getLinkStatistics(
  client: RtnetlinkClient,
  link: LinkReference,
  { targetNsid }: TargetOptions = {},
): LinkStatistics {
  const { header, attributes } = selectLink(link);
  const message = { header, attributes: { targetNetnsid: targetNsid, ...attributes } };
  const [reply] = client.request({ codec: statisticsOnly, type: RTM_GETLINK, message });
  if (reply?.attributes.stats64 === undefined) throw new NoAnswerError("RTM_GETLINK");
  return reply.attributes.stats64;
}

/** Asks in one family and reads the answers as another. */
const statsCodec: typeof statsRequestMessage = {
  ...statsRequestMessage,
  // What TypeScript cannot see: listLinkStatistics says what it gets.
  decode: statsMessage.decode as unknown as typeof statsRequestMessage.decode,
};

/**
 * RTM_GETSTATS: all links' counters and nothing else of them, which is much quicker than listing links with them.
 *
 * @throws DumpInterruptedError when links change all the time.
 */
export function listLinkStatistics(client: RtnetlinkClient): LinkStatisticsEntry[] {
  const filterMask = statsFilterBit(statsAttributes.declared.link64.type);
  const message = { header: { filterMask }, attributes: {} };
  const { entries } = client.dump({ codec: statsCodec, type: RTM_GETSTATS, message });
  return (entries as unknown as ReturnType<typeof statsMessage.decode>[]).flatMap(({ header, attributes }) =>
    attributes.link64 === undefined ? [] : [{ ifindex: header.ifindex, statistics: attributes.link64 }],
  );
}
