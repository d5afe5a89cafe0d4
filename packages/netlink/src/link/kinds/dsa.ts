import { attr, attributes } from "../../codec/attributes.js";
import { u32 } from "../../codec/integers.js";

/** IFLA_DSA_* from linux/if_link.h: a switch's port. */
export const dsaAttributes = attributes("IFLA_DSA", {
  conduit: attr(1, u32), // IFLA_DSA_MASTER before 6.7
});
