import { u8, u32 } from "../codec/integers.js";
import { flagWord } from "../codec/numbers.js";
import { struct } from "../codec/struct.js";
import { routeScope } from "../route/header.js";

/** IFA_F_* from linux/if_addr.h. IFA_F_TEMPORARY is IPv6's name of IFA_F_SECONDARY. */
export const addressFlags = flagWord(u32, {
  IFA_F_SECONDARY: 0x01,
  IFA_F_NODAD: 0x02,
  IFA_F_OPTIMISTIC: 0x04,
  IFA_F_DADFAILED: 0x08,
  IFA_F_HOMEADDRESS: 0x10,
  IFA_F_DEPRECATED: 0x20,
  IFA_F_TENTATIVE: 0x40,
  IFA_F_PERMANENT: 0x80,
  IFA_F_MANAGETEMPADDR: 0x100,
  IFA_F_NOPREFIXROUTE: 0x200,
  IFA_F_MCAUTOJOIN: 0x400,
  IFA_F_STABLE_PRIVACY: 0x800,
});

/** Those of them that fit into the header. */
export const addressFlags8 = flagWord(u8, {
  IFA_F_SECONDARY: 0x01,
  IFA_F_NODAD: 0x02,
  IFA_F_OPTIMISTIC: 0x04,
  IFA_F_DADFAILED: 0x08,
  IFA_F_HOMEADDRESS: 0x10,
  IFA_F_DEPRECATED: 0x20,
  IFA_F_TENTATIVE: 0x40,
  IFA_F_PERMANENT: 0x80,
});

/** struct ifaddrmsg, linux/if_addr.h. Of the flags, the attribute says all. */
export const ifaddrmsg = struct("ifaddrmsg", {
  family: u8,
  prefixlen: u8,
  flags: addressFlags8,
  scope: routeScope,
  index: u32,
});
