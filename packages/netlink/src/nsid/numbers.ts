/** Of linux/rtnetlink.h and net_namespace.h. Without the messages: who writes those by hand needs no codec. */
export const RTM_NEWNSID = 88;
export const RTM_DELNSID = 89;
export const RTM_GETNSID = 90;
/** The multicast group that tells of ids given and taken away. */
export const RTNLGRP_NSID = 28;

/** The value of an nsid that is not assigned. */
export const NETNSA_NSID_NOT_ASSIGNED = -1;
