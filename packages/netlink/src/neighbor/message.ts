import { message } from "../message/message.js";
import { neighborAttributes } from "./attributes.js";
import { ndmsg } from "./header.js";

export const RTM_NEWNEIGH = 28;
export const RTM_DELNEIGH = 29;
export const RTM_GETNEIGH = 30;
/** The multicast group that tells of neighbors and of forwarding databases, from linux/rtnetlink.h. */
export const RTNLGRP_NEIGH = 3;

/** Neighbors (ARP and NDP entries, proxies), and the entries of forwarding databases. */
export const neighborMessage = message(
  "neighbor",
  { RTM_NEWNEIGH, RTM_DELNEIGH, RTM_GETNEIGH },
  ndmsg,
  neighborAttributes,
);
