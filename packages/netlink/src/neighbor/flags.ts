import { u8, u16, u32 } from "../codec/integers.js";
import { flagWord } from "../codec/numbers.js";

/** NUD_* from linux/neighbour.h: the state of a neighbor. */
export const neighborState = flagWord(u16, {
  NUD_NONE: 0x00,
  NUD_INCOMPLETE: 0x01,
  NUD_REACHABLE: 0x02,
  NUD_STALE: 0x04,
  NUD_DELAY: 0x08,
  NUD_PROBE: 0x10,
  NUD_FAILED: 0x20,
  NUD_NOARP: 0x40,
  NUD_PERMANENT: 0x80,
});

/** NTF_* from linux/neighbour.h, as they stand in a neighbor's header. */
export const neighborFlags = flagWord(u8, {
  NTF_USE: 0x01,
  NTF_SELF: 0x02,
  NTF_MASTER: 0x04,
  NTF_PROXY: 0x08,
  NTF_EXT_LEARNED: 0x10,
  NTF_OFFLOADED: 0x20,
  NTF_STICKY: 0x40,
  NTF_ROUTER: 0x80,
});

/** NTF_EXT_* from linux/neighbour.h: the flags of NDA_FLAGS_EXT. NTF_EXT_LEARNED is none of them. */
export const neighborExtFlags = flagWord(u32, {
  NTF_EXT_MANAGED: 0x01,
  NTF_EXT_LOCKED: 0x02,
  NTF_EXT_EXT_VALIDATED: 0x04,
});

/** FDB_NOTIFY_* from linux/neighbour.h: whether a bridge tells when an entry is used and when it is not any more. */
export const fdbNotify = flagWord(u8, {
  FDB_NOTIFY_BIT: 0x01,
  FDB_NOTIFY_INACTIVE_BIT: 0x02,
});
