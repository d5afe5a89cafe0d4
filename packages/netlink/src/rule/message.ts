import { message } from "../message/message.js";
import { ruleAttributes } from "./attributes.js";
import { fibRuleHdr } from "./header.js";

export const RTM_NEWRULE = 32;
export const RTM_DELRULE = 33;
export const RTM_GETRULE = 34;
/** The multicast groups that tell of rules, from linux/rtnetlink.h. */
export const RTNLGRP_IPV4_RULE = 8;
export const RTNLGRP_IPV6_RULE = 19;

/**
 * Rules, by which a packet's routing table is chosen: of IPv4 and IPv6, and of multicast routing, whose family is
 * RTNL_FAMILY_IPMR or RTNL_FAMILY_IP6MR.
 *
 * @example
 * const payload = ruleMessage.encode({
 *   header: { family: 2, srcLen: 8, action: 1 },
 *   attributes: { src: "10.0.0.0", table: 1000, priority: 100 },
 * });
 */
export const ruleMessage = message("rule", { RTM_NEWRULE, RTM_DELRULE, RTM_GETRULE }, fibRuleHdr, ruleAttributes);
