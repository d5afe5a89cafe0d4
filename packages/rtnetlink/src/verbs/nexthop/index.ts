/** Nexthop objects: RTM_NEWNEXTHOP, RTM_DELNEXTHOP, RTM_GETNEXTHOP, RTM_GETNEXTHOPBUCKET. */
export { getNexthopBucket, listNexthopBuckets } from "./bucket.js";
export { nexthopInputOf } from "./input-of.js";
export { addNexthop, deleteNexthop, getNexthop, listNexthops, replaceNexthop } from "./nexthop.js";
export type {
  Nexthop,
  NexthopBucket,
  NexthopBucketFilter,
  NexthopFilter,
  NexthopInput,
  NexthopMember,
  Resilient,
  ResilientInput,
} from "./types.js";
