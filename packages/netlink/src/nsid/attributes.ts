import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { s32, u32 } from "../codec/integers.js";

/** NETNSA_* from linux/net_namespace.h. Ids are signed: -1 says "no id assigned". */
export const nsidAttributes = attributes("NETNSA", {
  nsid: attr(1, s32),
  pid: attr(2, u32),
  fd: attr(3, u32),
  targetNsid: attr(4, s32),
  currentNsid: attr(5, s32),
});

/** `{ name: "nsid", value: number } | … | UnknownAttribute`. */
export type NsidAttribute = AttributeOf<typeof nsidAttributes>;
