import {
  NLM_F_APPEND,
  NLM_F_CREATE,
  NLM_F_EXCL,
  NLM_F_REPLACE,
  RTM_DELROUTE,
  RTM_NEWROUTE,
  routeMessage,
} from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import type { BatchRequest } from "../../request.js";
import { toDeletion, toMessage } from "./request.js";
import type { RouteIdentity, RouteInput } from "./types.js";

const verbs = {
  add: NLM_F_CREATE | NLM_F_EXCL,
  replace: NLM_F_CREATE | NLM_F_REPLACE,
  append: NLM_F_CREATE | NLM_F_APPEND,
  prepend: NLM_F_CREATE,
  change: NLM_F_REPLACE,
};

/**
 * What `addRoute`, `replaceRoute`, … and `deleteRoute` send, for `client.batch`. Only links' names have to be looked up for
 * it, and what is wrong is thrown as there.
 *
 * @example
 * client.batch(destinations.map((destination) => routeRequest(client, "add", { destination, via: "192.0.2.1" })));
 */
export function routeRequest(
  client: RtnetlinkClient,
  verb: keyof typeof verbs,
  route: RouteInput,
): BatchRequest<typeof routeMessage>;
export function routeRequest(
  client: RtnetlinkClient,
  verb: "delete",
  route: RouteIdentity,
): BatchRequest<typeof routeMessage>;
export function routeRequest(
  client: RtnetlinkClient,
  verb: keyof typeof verbs | "delete",
  route: RouteInput,
): BatchRequest<typeof routeMessage> {
  return verb === "delete"
    ? { codec: routeMessage, type: RTM_DELROUTE, message: toDeletion(client, route) }
    : { codec: routeMessage, type: RTM_NEWROUTE, flags: verbs[verb], message: toMessage(client, route) };
}
