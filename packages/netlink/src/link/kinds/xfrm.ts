import { attr, attributes } from "../../codec/attributes.js";
import { flag } from "../../codec/flag.js";
import { u32 } from "../../codec/integers.js";

/** IFLA_XFRM_* from linux/if_link.h. */
export const xfrmAttributes = attributes("IFLA_XFRM", {
  link: attr(1, u32),
  ifId: attr(2, u32),
  collectMetadata: attr(3, flag),
});
