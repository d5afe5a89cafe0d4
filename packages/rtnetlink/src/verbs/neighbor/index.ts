/** Neighbors and forwarding databases: RTM_NEWNEIGH, RTM_DELNEIGH, RTM_GETNEIGH. */
export {
  addFdbEntry,
  appendFdbEntry,
  deleteFdbEntry,
  fdbRequest,
  getFdbEntry,
  listFdbEntries,
  replaceFdbEntry,
} from "./fdb.js";
export { flushFdbEntries } from "./fdb-flush.js";
export {
  addNeighbor,
  deleteNeighbor,
  getNeighbor,
  listNeighbors,
  neighborRequest,
  replaceNeighbor,
  setNeighbor,
} from "./neighbor.js";
export { flushNeighbors } from "./neighbor-flush.js";
export type {
  Ages,
  FdbEntry,
  FdbFilter,
  FdbFlush,
  FdbIdentity,
  FdbInput,
  FdbState,
  Neighbor,
  NeighborExtFlag,
  NeighborFilter,
  NeighborFlag,
  NeighborIdentity,
  NeighborInput,
  NeighborState,
} from "./types.js";
