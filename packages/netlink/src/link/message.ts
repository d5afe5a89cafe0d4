import { message } from "../message/message.js";
import { linkAttributes } from "./attributes.js";
import { ifinfomsg } from "./header.js";

export const RTM_NEWLINK = 16;
export const RTM_DELLINK = 17;
export const RTM_GETLINK = 18;
export const RTM_SETLINK = 19;
export const RTM_NEWLINKPROP = 108;
export const RTM_DELLINKPROP = 109;
export const RTM_GETLINKPROP = 110;
/** The multicast group that tells of links made, changed and gone, from linux/rtnetlink.h. */
export const RTNLGRP_LINK = 1;

/**
 * Links: asked for, made, changed, announced. Where the header's family is AF_BRIDGE (7), as ports of a bridge.
 *
 * @example
 * const linkinfo = { kind: "vlan", data: { id: 5 } } as const;
 * const payload = linkMessage.encode({ attributes: { ifname: "eth0.5", link: 2, linkinfo } });
 */
export const linkMessage = message(
  "link",
  { RTM_NEWLINK, RTM_DELLINK, RTM_GETLINK, RTM_SETLINK, RTM_NEWLINKPROP, RTM_DELLINKPROP, RTM_GETLINKPROP },
  ifinfomsg,
  linkAttributes,
);
