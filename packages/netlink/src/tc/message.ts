import { message } from "../message/message.js";
import { actionRootAttributes } from "./action-attributes.js";
import { tcAttributes } from "./attributes.js";
import { tcamsg, tcmsg } from "./header.js";

export const RTM_NEWQDISC = 36;
export const RTM_DELQDISC = 37;
export const RTM_GETQDISC = 38;
export const RTM_NEWTCLASS = 40;
export const RTM_DELTCLASS = 41;
export const RTM_GETTCLASS = 42;
export const RTM_NEWTFILTER = 44;
export const RTM_DELTFILTER = 45;
export const RTM_GETTFILTER = 46;
export const RTM_NEWACTION = 48;
export const RTM_DELACTION = 49;
export const RTM_GETACTION = 50;
export const RTM_NEWCHAIN = 100;
export const RTM_DELCHAIN = 101;
export const RTM_GETCHAIN = 102;
/** The multicast group that tells of all of them, from linux/rtnetlink.h. */
export const RTNLGRP_TC = 4;

/** Traffic control: queueing disciplines, classes, filters and chains of filters. */
export const tcMessage = message(
  "tc",
  {
    RTM_NEWQDISC,
    RTM_DELQDISC,
    RTM_GETQDISC,
    RTM_NEWTCLASS,
    RTM_DELTCLASS,
    RTM_GETTCLASS,
    RTM_NEWTFILTER,
    RTM_DELTFILTER,
    RTM_GETTFILTER,
    RTM_NEWCHAIN,
    RTM_DELCHAIN,
    RTM_GETCHAIN,
  },
  tcmsg,
  tcAttributes,
);

/** Traffic control: actions that filters share. */
export const actionMessage = message(
  "action",
  { RTM_NEWACTION, RTM_DELACTION, RTM_GETACTION },
  tcamsg,
  actionRootAttributes,
);
