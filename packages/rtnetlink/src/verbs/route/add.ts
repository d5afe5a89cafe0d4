import {
  NLM_F_ACK,
  NLM_F_APPEND,
  NLM_F_CREATE,
  NLM_F_EXCL,
  NLM_F_REPLACE,
  RTM_NEWROUTE,
  routeMessage,
} from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { toMessage } from "./request.js";
import type { RouteInput } from "./types.js";

/**
 * RTM_NEWROUTE: makes a route.
 *
 * @throws NetlinkError: EEXIST when there is one with this destination, metric, tos and table; ENETUNREACH or
 * EHOSTUNREACH for a gateway that no route leads to (see `onlink`); ENETDOWN for a link that is down; ENODEV for an
 * unknown link; EINVAL for what does not go together, or that the kernel was built without; EPERM without
 * CAP_NET_ADMIN.
 * @throws RangeError for a prefix, table, type, scope or weight that there is not, CodecError for what is no address.
 *
 * @example
 * addRoute(client, { destination: "10.0.0.0/8", via: "192.0.2.254", metrics: { mtu: 1400 } });
 * addRoute(client, { destination: "default", nexthops: [{ via: "192.0.2.1", weight: 3 }, { via: "192.0.2.2" }] });
 */
export function addRoute(client: RtnetlinkClient, route: RouteInput): void {
  put(client, route, NLM_F_CREATE | NLM_F_EXCL);
}

/**
 * RTM_NEWROUTE: makes a route, in place of the one with the same destination, metric, tos and table where there is one.
 *
 * @throws as addRoute, but for EEXIST.
 */
export function replaceRoute(client: RtnetlinkClient, route: RouteInput): void {
  put(client, route, NLM_F_CREATE | NLM_F_REPLACE);
}

/**
 * RTM_NEWROUTE: makes a route behind those with the same destination, metric, tos and table. IPv6 makes one route of
 * several ways of them.
 *
 * @throws as addRoute; EEXIST when all of it is the same.
 */
export function appendRoute(client: RtnetlinkClient, route: RouteInput): void {
  put(client, route, NLM_F_CREATE | NLM_F_APPEND);
}

function put(client: RtnetlinkClient, route: RouteInput, flags: number): void {
  const message = toMessage(client, route);
  client.request({ codec: routeMessage, type: RTM_NEWROUTE, message }, NLM_F_ACK | flags);
}
