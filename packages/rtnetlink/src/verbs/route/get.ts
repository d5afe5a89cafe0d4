import { RTM_GETROUTE, routeMessage } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { NoAnswerError } from "../../errors.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import { AF_INET, bitsIn, parsePrefix } from "../terms/prefix.js";
import { toRoute } from "./convert.js";
import type { FoundRoute } from "./types.js";

/** The packet whose way is looked for. */
export interface RouteQuery {
  /** An address. */
  readonly destination: string;
  readonly from?: string | undefined;
  /** The link that it came in by: what would be done with it if it were to be forwarded. It takes `from` in IPv4. */
  readonly incoming?: LinkReference | undefined;
  /** The link that it must go out by. */
  readonly outgoing?: LinkReference | undefined;
  readonly mark?: number | undefined;
  readonly tos?: number | undefined;
  /** The user that sends it. */
  readonly uid?: number | undefined;
  /** IPPROTO_*: UDP is 17. */
  readonly ipProtocol?: number | undefined;
  readonly sourcePort?: number | undefined;
  readonly destinationPort?: number | undefined;
  /** The route as it stands in its table, instead of what comes of it for this destination. Default false. */
  readonly fibMatch?: boolean | undefined;
}

const RTM_F_LOOKUP_TABLE = 0x1000;
const RTM_F_FIB_MATCH = 0x2000;

/**
 * RTM_GETROUTE: the route that the kernel would take to a destination.
 *
 * @throws NetlinkError: ENETUNREACH without a route, EHOSTUNREACH, EACCES and EINVAL where it is of type unreachable,
 * prohibit and blackhole; ENETUNREACH for a `from` that is no address of this host; ENODEV for an unknown link (of IPv6
 * by its name only: by an unknown index nothing is reached, ENETUNREACH); EOPNOTSUPP for an `ipProtocol` that the kernel
 * does not look up.
 * @throws RangeError for a destination that is a network, CodecError for what is no address or number.
 */
export function getRoute(client: RtnetlinkClient, query: RouteQuery): FoundRoute {
  const { family, address, length } = parsePrefix(query.destination, "destination");
  if (length !== bitsIn(family)) {
    throw new RangeError(
      `destination ${JSON.stringify(query.destination)} is a network: the way to one address is told`,
    );
  }
  const { from, incoming, outgoing, tos = 0, fibMatch = false } = query;
  const header = {
    family,
    tos,
    dstLen: bitsIn(family),
    srcLen: from === undefined ? 0 : bitsIn(family),
    // IPv6 tells the table anyway, and refuses to be asked for it (route.c).
    flags: (fibMatch ? RTM_F_FIB_MATCH : 0) | (family === AF_INET ? RTM_F_LOOKUP_TABLE : 0),
  };
  const attributes = {
    dst: address,
    src: from,
    iif: incoming === undefined ? undefined : resolveLink(client, incoming),
    oif: outgoing === undefined ? undefined : resolveLink(client, outgoing),
    mark: query.mark,
    uid: query.uid,
    ipProto: query.ipProtocol,
    sport: query.sourcePort,
    dport: query.destinationPort,
  };
  const [reply] = client.request({ codec: routeMessage, type: RTM_GETROUTE, message: { header, attributes } });
  if (reply === undefined) throw new NoAnswerError("RTM_GETROUTE");
  return { message: reply, ...toRoute(reply) };
}
