import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { s32, u8, u32 } from "../codec/integers.js";
import { enumeration } from "../codec/numbers.js";
import { struct } from "../codec/struct.js";
import { text } from "../codec/text.js";
import { address } from "../route/ip.js";
import { addressFlags } from "./header.js";

/** struct ifa_cacheinfo, linux/if_addr.h: lifetimes in seconds (0xffffffff: for ever), timestamps in 1/100 s. */
export const addressCacheinfo = struct("ifa_cacheinfo", {
  prefered: u32,
  valid: u32,
  cstamp: u32,
  tstamp: u32,
});

/** IFAPROT_* from linux/if_addr.h: who made an address. */
export const addressProtocol = enumeration(u8, {
  IFAPROT_UNSPEC: 0,
  IFAPROT_KERNEL_LO: 1,
  IFAPROT_KERNEL_RA: 2,
  IFAPROT_KERNEL_LL: 3,
});

/** IFA_* from linux/if_addr.h. On a point-to-point link `address` is the other end's, and `local` ours. */
export const addressAttributes = attributes("IFA", {
  address: attr(1, address),
  local: attr(2, address),
  label: attr(3, text(15)),
  broadcast: attr(4, address),
  anycast: attr(5, address),
  cacheinfo: attr(6, addressCacheinfo),
  multicast: attr(7, address),
  flags: attr(8, addressFlags),
  rtPriority: attr(9, u32),
  targetNetnsid: attr(10, s32),
  proto: attr(11, addressProtocol),
});

/** `{ name: "address", value: string | Uint8Array } | … | UnknownAttribute`. */
export type AddressAttribute = AttributeOf<typeof addressAttributes>;
