/** Nexthop objects: RTM_NEWNEXTHOP, RTM_DELNEXTHOP, RTM_GETNEXTHOP. */
export { addNexthop, deleteNexthop, getNexthop, listNexthops, replaceNexthop } from "./nexthop.js";
export type { Nexthop, NexthopFilter, NexthopInput, NexthopMember, ResilientInput } from "./types.js";
