import { attr, attributes } from "../../codec/attributes.js";
import { u32 } from "../../codec/integers.js";

/** IFLA_VRF_* from linux/if_link.h. */
export const vrfAttributes = attributes("IFLA_VRF", {
  table: attr(1, u32),
});

/** IFLA_VRF_PORT_* from linux/if_link.h. */
export const vrfPortAttributes = attributes("IFLA_VRF_PORT", {
  table: attr(1, u32),
});
