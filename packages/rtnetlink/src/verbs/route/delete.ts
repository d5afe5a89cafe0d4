import type { RtnetlinkClient } from "../../client.js";
import { type DeleteOptions, deleteWith } from "../terms/deletion.js";
import { send } from "../terms/send.js";
import { routeRequest } from "./batch-request.js";
import type { RouteIdentity } from "./types.js";

/** No such route; no such table; no such link, so that no route goes by it. */
const MISSING = ["ESRCH", "ENOENT", "ENODEV"];

/**
 * RTM_DELROUTE: deletes the first route that meets all that is said of it.
 *
 * @returns Whether there was one; false only with `ifExists`.
 * @throws NetlinkError: ESRCH when there is none, ENODEV for an unknown link (neither with `ifExists`); EINVAL for bits
 * of an IPv4 destination behind its prefix, and for an unknown nexthop object; EPERM without CAP_NET_ADMIN.
 * @throws RangeError, TypeError, CodecError as addRoute.
 */
export function deleteRoute(client: RtnetlinkClient, route: RouteIdentity, options: DeleteOptions = {}): boolean {
  return deleteWith(options, MISSING, () => send(client, routeRequest(client, "delete", route)));
}
