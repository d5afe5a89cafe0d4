import { attr, attributes } from "../../codec/attributes.js";
import { s32 } from "../../codec/integers.js";

/** IFLA_PPP_* from linux/if_link.h. Only for making one. */
export const pppAttributes = attributes("IFLA_PPP", {
  devFd: attr(1, s32),
});
