import { message } from "../message/message.js";
import { netconfAttributes } from "./attributes.js";
import { netconfmsg } from "./header.js";

export const RTM_NEWNETCONF = 80;
export const RTM_DELNETCONF = 81;
export const RTM_GETNETCONF = 82;
/** Multicast groups that tell of changes, by address family, from linux/rtnetlink.h. */
export const RTNLGRP_IPV4_NETCONF = 24;
export const RTNLGRP_IPV6_NETCONF = 25;
export const RTNLGRP_MPLS_NETCONF = 29;

/** What an address family does on an interface, as net.ipv4.conf and its like say it. */
export const netconfMessage = message(
  "netconf",
  { RTM_NEWNETCONF, RTM_DELNETCONF, RTM_GETNETCONF },
  netconfmsg,
  netconfAttributes,
);
