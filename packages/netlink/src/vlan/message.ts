import { message } from "../message/message.js";
import { vlanDbAttributes, vlanDumpAttributes } from "./attributes.js";
import { brVlanMsg } from "./header.js";

export const RTM_NEWVLAN = 112;
export const RTM_DELVLAN = 113;
export const RTM_GETVLAN = 114;
/** The multicast group that tells of them, from linux/rtnetlink.h. */
export const RTNLGRP_BRVLAN = 33;

/** VLANs of bridges and their ports: made, changed, deleted, announced, and answers to a dump (RTM_NEWVLAN). */
export const vlanMessage = message("vlan", { RTM_NEWVLAN, RTM_DELVLAN }, brVlanMsg, vlanDbAttributes);

/** The request for a dump. */
export const vlanDumpMessage = message("vlanDump", { RTM_GETVLAN }, brVlanMsg, vlanDumpAttributes);
