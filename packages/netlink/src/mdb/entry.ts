import { u8, u16, u32 } from "../codec/integers.js";
import { enumeration, flagWord } from "../codec/numbers.js";
import { struct } from "../codec/struct.js";
import { mdbGroup } from "./group.js";

/** MDB_TEMPORARY and MDB_PERMANENT from linux/if_bridge.h. */
export const mdbState = enumeration(u8, { MDB_TEMPORARY: 0, MDB_PERMANENT: 1 });

/** MDB_FLAGS_* from linux/if_bridge.h. */
export const mdbFlags = flagWord(u8, {
  MDB_FLAGS_OFFLOAD: 0x01,
  MDB_FLAGS_FAST_LEAVE: 0x02,
  MDB_FLAGS_STAR_EXCL: 0x04,
  MDB_FLAGS_BLOCKED: 0x08,
  MDB_FLAGS_OFFLOAD_FAILED: 0x10,
});

/** MCAST_EXCLUDE and MCAST_INCLUDE from linux/in.h: what a list of sources means. */
export const mdbGroupMode = enumeration(u8, { MCAST_EXCLUDE: 0, MCAST_INCLUDE: 1 });

/** struct br_mdb_entry, linux/if_bridge.h. */
export const brMdbEntry = struct("br_mdb_entry", {
  ifindex: u32,
  state: mdbState,
  flags: mdbFlags,
  vid: u16,
  addr: mdbGroup,
});
