import { attr, attributes } from "../../codec/attributes.js";
import { u32 } from "../../codec/integers.js";

/** IFLA_WWAN_* from linux/wwan.h. */
export const wwanAttributes = attributes("IFLA_WWAN", {
  linkId: attr(1, u32),
});
