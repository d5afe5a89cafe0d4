import type { RtnetlinkClient } from "../../client.js";
import { send } from "../terms/send.js";
import { routeRequest } from "./batch-request.js";
import type { RouteInput } from "./types.js";

/**
 * RTM_NEWROUTE: makes a route.
 *
 * @throws NetlinkError: EEXIST when there is one with this destination, metric, tos and table; ENETUNREACH (of IPv6:
 * EHOSTUNREACH) for a gateway that no route leads to (see `onlink`); ENETDOWN for a link that is down; ENODEV for an
 * unknown link, or none; EINVAL for bits of an IPv4 destination behind its prefix (IPv6 clears them), for an unknown
 * nexthop object, a source that is no address of this host, what does not go together, or what the kernel was built
 * without; EPERM without CAP_NET_ADMIN.
 * @throws RangeError for a prefix, table, type, scope, weight … that there is not, and for what is of another version
 * of IP; TypeError when the ways are said in two manners; CodecError for what is no address or number, with the path of
 * its attribute.
 *
 * @example
 * addRoute(client, { destination: "10.0.0.0/8", via: "192.0.2.254", metrics: { mtu: 1400 } });
 * addRoute(client, { destination: "default", nexthops: [{ via: "192.0.2.1", weight: 3 }, { via: "192.0.2.2" }] });
 */
export function addRoute(client: RtnetlinkClient, route: RouteInput): void {
  send(client, routeRequest(client, "add", route));
}

/**
 * RTM_NEWROUTE: makes a route, in place of the one with the same destination, metric, tos and table where there is one.
 *
 * @throws as addRoute, but for EEXIST.
 */
export function replaceRoute(client: RtnetlinkClient, route: RouteInput): void {
  send(client, routeRequest(client, "replace", route));
}

/**
 * RTM_NEWROUTE: makes a route behind those with the same destination, metric, tos and table. IPv6 makes one route of
 * several ways of them.
 *
 * @throws as addRoute; EEXIST when all of it is the same.
 */
export function appendRoute(client: RtnetlinkClient, route: RouteInput): void {
  send(client, routeRequest(client, "append", route));
}

/**
 * RTM_NEWROUTE: makes a route before those with the same destination, metric, tos and table. IPv6 makes one route of
 * several ways of them, as appendRoute does.
 *
 * @throws as addRoute; EEXIST when all of it is the same.
 */
export function prependRoute(client: RtnetlinkClient, route: RouteInput): void {
  send(client, routeRequest(client, "prepend", route));
}

/**
 * RTM_NEWROUTE: puts a route in place of the one with the same destination, metric, tos and table.
 *
 * @throws as addRoute, but for EEXIST; ENOENT when there is none.
 */
export function changeRoute(client: RtnetlinkClient, route: RouteInput): void {
  send(client, routeRequest(client, "change", route));
}
