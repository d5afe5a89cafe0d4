import { message } from "../message/message.js";
import { mdbAttributes } from "./attributes.js";
import { brPortMsg } from "./header.js";
import { mdbGetAttributes, mdbRequestAttributes } from "./request-attributes.js";

export const RTM_NEWMDB = 84;
export const RTM_DELMDB = 85;
export const RTM_GETMDB = 86;
/** The multicast group that tells of entries and of ports with routers, from linux/rtnetlink.h. */
export const RTNLGRP_MDB = 26;

/**
 * Multicast databases of bridges and VXLANs, as the kernel sends them. A bridge's in a dump has the type RTM_GETMDB, as
 * the request for it, and the family 0; a VXLAN's has RTM_NEWMDB.
 */
export const mdbMessage = message("mdb", { RTM_NEWMDB, RTM_DELMDB, RTM_GETMDB }, brPortMsg, mdbAttributes);

/** Requests to make, change or delete an entry. The same attribute numbers say something else than in answers. */
export const mdbRequestMessage = message("mdbRequest", { RTM_NEWMDB, RTM_DELMDB }, brPortMsg, mdbRequestAttributes, {
  only: "requests",
});

/** A request for one entry, or for a dump. */
export const mdbGetMessage = message("mdbGet", { RTM_GETMDB }, brPortMsg, mdbGetAttributes, { only: "requests" });
