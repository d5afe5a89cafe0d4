import { message } from "../message/message.js";
import { tunnelAttributes } from "./attributes.js";
import { tunnelMsg } from "./header.js";

export const RTM_NEWTUNNEL = 120;
export const RTM_DELTUNNEL = 121;
export const RTM_GETTUNNEL = 122;
/** The multicast group that tells of them, from linux/rtnetlink.h. */
export const RTNLGRP_TUNNEL = 35;

/** The VNIs that a VXLAN interface with a filter takes. */
export const tunnelMessage = message(
  "tunnel",
  { RTM_NEWTUNNEL, RTM_DELTUNNEL, RTM_GETTUNNEL },
  tunnelMsg,
  tunnelAttributes,
);
