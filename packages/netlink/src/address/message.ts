import { message } from "../message/message.js";
import { addressAttributes } from "./attributes.js";
import { ifaddrmsg } from "./header.js";

export const RTM_NEWADDR = 20;
export const RTM_DELADDR = 21;
export const RTM_GETADDR = 22;
export const RTM_NEWMULTICAST = 56;
export const RTM_DELMULTICAST = 57;
export const RTM_GETMULTICAST = 58;
export const RTM_NEWANYCAST = 60;
export const RTM_DELANYCAST = 61;
export const RTM_GETANYCAST = 62;
/** The multicast groups that tell of addresses, from linux/rtnetlink.h. */
export const RTNLGRP_IPV4_IFADDR = 5;
export const RTNLGRP_IPV6_IFADDR = 9;
export const RTNLGRP_PHONET_IFADDR = 21;
export const RTNLGRP_MCTP_IFADDR = 34;
export const RTNLGRP_IPV4_MCADDR = 37;
export const RTNLGRP_IPV6_MCADDR = 38;
export const RTNLGRP_IPV6_ACADDR = 39;

/**
 * A link's addresses, and the multicast and anycast addresses that it listens to.
 *
 * @example
 * const payload = addressMessage.encode({
 *   header: { family: 2, prefixlen: 24, index: 2 },
 *   attributes: { local: "192.0.2.1", address: "192.0.2.1" },
 * });
 */
export const addressMessage = message(
  "address",
  {
    RTM_NEWADDR,
    RTM_DELADDR,
    RTM_GETADDR,
    RTM_NEWMULTICAST,
    RTM_DELMULTICAST,
    RTM_GETMULTICAST,
    RTM_NEWANYCAST,
    RTM_DELANYCAST,
    RTM_GETANYCAST,
  },
  ifaddrmsg,
  addressAttributes,
);
