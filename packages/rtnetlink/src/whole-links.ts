import type { linkMessage, MessageInput } from "@netns/netlink";
import type { AnyMessageCodec, Request } from "./request.js";

type LinkInput = MessageInput<typeof linkMessage.header, typeof linkMessage.attributes>;

/**
 * A bit that changes nothing: it is about bridges, and asks for something only in a dump of AF_BRIDGE. A number, and
 * links told by their attributes' names: a program that never asks for links shall do without their definition.
 */
const RTEXT_FILTER_CFM_STATUS = 1 << 6;

/**
 * A dump of links in which the largest has room. The kernel looks for how much that takes only when a request has an
 * IFLA_EXT_MASK other than 0 (rtnl_calcit in rtnetlink.c). Without it the dump ends, as if all was well, at the first
 * link of more than 32 KiB: some hundred alternative names, or virtual functions.
 */
export function withWholeLinks<C extends AnyMessageCodec>(request: Request<C>): Request<C> {
  const { attributes: table, types } = request.codec;
  if (request.type !== types["RTM_GETLINK"] || table.line("extMask")?.kernelName !== "IFLA_EXT_MASK") return request;
  const { header, attributes = {} } = request.message as LinkInput;
  // A list is of a caller who wants just these bytes.
  if (Array.isArray(attributes)) return request;
  // Dumps of a family's own are of other things: AF_INET6 takes no attributes, and AF_BRIDGE has its own bits.
  if ((header?.family ?? 0) !== 0) return request;
  const given = "extMask" in attributes ? attributes.extMask : undefined;
  if (given !== undefined && given !== 0) return request;
  // What TypeScript cannot see: it is a request for links, as was found out above.
  return {
    ...request,
    message: { header, attributes: { ...attributes, extMask: RTEXT_FILTER_CFM_STATUS } } as Request<C>["message"],
  };
}
