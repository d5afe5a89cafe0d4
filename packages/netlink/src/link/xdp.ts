import { attr, attributes } from "../codec/attributes.js";
import { s32, u8, u32 } from "../codec/integers.js";
import { enumeration, flagWord } from "../codec/numbers.js";

/** Where a program is attached: XDP_ATTACHED_* from linux/if_link.h. */
export const xdpAttached = enumeration(u8, {
  XDP_ATTACHED_NONE: 0,
  XDP_ATTACHED_DRV: 1,
  XDP_ATTACHED_SKB: 2,
  XDP_ATTACHED_HW: 3,
  XDP_ATTACHED_MULTI: 4,
});

/** How a program is to be attached: XDP_FLAGS_* from linux/if_link.h. */
export const xdpFlags = flagWord(u32, {
  XDP_FLAGS_UPDATE_IF_NOEXIST: 0x1,
  XDP_FLAGS_SKB_MODE: 0x2,
  XDP_FLAGS_DRV_MODE: 0x4,
  XDP_FLAGS_HW_MODE: 0x8,
  XDP_FLAGS_REPLACE: 0x10,
});

/** IFLA_XDP_* from linux/if_link.h. */
export const xdpAttributes = attributes("IFLA_XDP", {
  /** -1 takes the program away. */
  fd: attr(1, s32),
  attached: attr(2, xdpAttached),
  flags: attr(3, xdpFlags),
  progId: attr(4, u32),
  drvProgId: attr(5, u32),
  skbProgId: attr(6, u32),
  hwProgId: attr(7, u32),
  expectedFd: attr(8, s32),
});
