import { ipv6 } from "../codec/address.js";
import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { u32 } from "../codec/integers.js";
import { struct } from "../codec/struct.js";

/** struct prefix_cacheinfo, linux/rtnetlink.h: seconds; all bits set for "forever". */
export const prefixCacheinfo = struct("prefix_cacheinfo", { preferredTime: u32, validTime: u32 });

/** PREFIX_* from linux/rtnetlink.h. */
export const prefixAttributes = attributes("PREFIX", {
  address: attr(1, ipv6),
  cacheinfo: attr(2, prefixCacheinfo),
});

/** `{ name: "address", value: string } | … | UnknownAttribute`. */
export type PrefixAttribute = AttributeOf<typeof prefixAttributes>;
