import { attr, attributes } from "../../codec/attributes.js";
import { be64, s32, u8, u32 } from "../../codec/integers.js";
import { enumeration, flagWord } from "../../codec/numbers.js";
import { padding } from "../../codec/padding.js";

/** ILA_DIR_* from linux/ila.h. */
export const ilaDirection = flagWord(u32, { ILA_DIR_IN: 1, ILA_DIR_OUT: 2 });

/** ILA_CSUM_* from linux/ila.h. */
export const ilaCsumMode = enumeration(u8, {
  ILA_CSUM_ADJUST_TRANSPORT: 0,
  ILA_CSUM_NEUTRAL_MAP: 1,
  ILA_CSUM_NO_ACTION: 2,
  ILA_CSUM_NEUTRAL_MAP_AUTO: 3,
});

/** ILA_ATYPE_* from linux/ila.h. */
export const ilaIdentType = enumeration(u8, {
  ILA_ATYPE_IID: 0,
  ILA_ATYPE_LUID: 1,
  ILA_ATYPE_VIRT_V4: 2,
  ILA_ATYPE_VIRT_UNI_V6: 3,
  ILA_ATYPE_VIRT_MULTI_V6: 4,
  ILA_ATYPE_NONLOCAL_ADDR: 5,
  ILA_ATYPE_RSVD_1: 6,
  ILA_ATYPE_RSVD_2: 7,
  ILA_ATYPE_USE_FORMAT: 32,
});

/** ILA_HOOK_* from linux/ila.h. */
export const ilaHookType = enumeration(u8, { ILA_HOOK_ROUTE_OUTPUT: 0, ILA_HOOK_ROUTE_INPUT: 1 });

/**
 * ILA_ATTR_* from linux/ila.h. Routes have the locator and the last three; the others are generic netlink's. Locators
 * and identifiers are halves of an IPv6 address: network order, though the kernel handles them as plain u64.
 */
export const ilaAttributes = attributes("ILA_ATTR", {
  locator: attr(1, be64),
  identifier: attr(2, be64),
  locatorMatch: attr(3, be64),
  ifindex: attr(4, s32),
  dir: attr(5, ilaDirection),
  pad: attr(6, padding),
  csumMode: attr(7, ilaCsumMode),
  identType: attr(8, ilaIdentType),
  hookType: attr(9, ilaHookType),
});
