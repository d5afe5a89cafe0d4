import { message } from "../message/message.js";
import { routeAttributes } from "./attributes.js";
import { rtmsg } from "./header.js";

export const RTM_NEWROUTE = 24;
export const RTM_DELROUTE = 25;
export const RTM_GETROUTE = 26;
/** The multicast groups that tell of routes, from linux/rtnetlink.h. MROUTE: of multicast routes. */
export const RTNLGRP_IPV4_MROUTE = 6;
export const RTNLGRP_IPV4_ROUTE = 7;
export const RTNLGRP_IPV6_MROUTE = 10;
export const RTNLGRP_IPV6_ROUTE = 11;
export const RTNLGRP_PHONET_ROUTE = 22;
export const RTNLGRP_MPLS_ROUTE = 27;

/**
 * Routes: of IPv4, IPv6 and MPLS, and multicast routes, whose family is RTNL_FAMILY_IPMR or RTNL_FAMILY_IP6MR.
 *
 * @example
 * const payload = routeMessage.encode({
 *   header: { family: 2, dstLen: 24, table: 254, protocol: 4, type: 1 },
 *   attributes: { dst: "192.0.2.0", gateway: "198.51.100.1", metrics: { mtu: 1400 } },
 * });
 */
export const routeMessage = message("route", { RTM_NEWROUTE, RTM_DELROUTE, RTM_GETROUTE }, rtmsg, routeAttributes);
