import { message } from "../message/message.js";
import { prefixAttributes } from "./attributes.js";
import { prefixmsg } from "./header.js";

export const RTM_NEWPREFIX = 52;
/** The multicast group that it comes from, from linux/rtnetlink.h. */
export const RTNLGRP_IPV6_PREFIX = 18;

/** A prefix that a router has advertised. Only told, never asked for. */
export const prefixMessage = message("prefix", { RTM_NEWPREFIX }, prefixmsg, prefixAttributes);
