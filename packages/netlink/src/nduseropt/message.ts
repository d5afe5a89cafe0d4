import { message } from "../message/message.js";
import { nduseroptAttributes } from "./attributes.js";
import { nduseroptmsg } from "./header.js";

export const RTM_NEWNDUSEROPT = 68;
/** The multicast group that it comes from, from linux/rtnetlink.h. */
export const RTNLGRP_ND_USEROPT = 20;

/** An option of a router's advertisement that is for programs: name servers, captive portals. Only told. */
export const nduseroptMessage = message("nduseropt", { RTM_NEWNDUSEROPT }, nduseroptmsg, nduseroptAttributes);
