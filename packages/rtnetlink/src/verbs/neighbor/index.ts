/** Neighbors and forwarding databases: RTM_NEWNEIGH, RTM_DELNEIGH, RTM_GETNEIGH. */
export {
  addFdbEntry,
  appendFdbEntry,
  deleteFdbEntry,
  getFdbEntry,
  listFdbEntries,
  replaceFdbEntry,
} from "./fdb.js";
export { addNeighbor, deleteNeighbor, getNeighbor, listNeighbors, replaceNeighbor } from "./neighbor.js";
export type {
  Ages,
  FdbEntry,
  FdbFilter,
  FdbIdentity,
  FdbInput,
  Neighbor,
  NeighborExtFlag,
  NeighborFilter,
  NeighborFlag,
  NeighborIdentity,
  NeighborInput,
  NeighborState,
} from "./types.js";
