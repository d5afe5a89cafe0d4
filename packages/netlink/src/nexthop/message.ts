import { message } from "../message/message.js";
import { nexthopAttributes } from "./attributes.js";
import { nhmsg } from "./header.js";

export const RTM_NEWNEXTHOP = 104;
export const RTM_DELNEXTHOP = 105;
export const RTM_GETNEXTHOP = 106;
export const RTM_NEWNEXTHOPBUCKET = 116;
export const RTM_DELNEXTHOPBUCKET = 117;
export const RTM_GETNEXTHOPBUCKET = 118;
/** The multicast group that tells of nexthops and buckets, from linux/rtnetlink.h. */
export const RTNLGRP_NEXTHOP = 32;

/**
 * Nexthop objects, which routes refer to by their id, groups of them, and the buckets of resilient groups.
 *
 * @example
 * const payload = nexthopMessage.encode({ header: { family: 2 }, attributes: { id: 1, oif: 2, gateway: "192.0.2.1" } });
 */
export const nexthopMessage = message(
  "nexthop",
  {
    RTM_NEWNEXTHOP,
    RTM_DELNEXTHOP,
    RTM_GETNEXTHOP,
    RTM_NEWNEXTHOPBUCKET,
    RTM_DELNEXTHOPBUCKET,
    RTM_GETNEXTHOPBUCKET,
  },
  nhmsg,
  nexthopAttributes,
);
