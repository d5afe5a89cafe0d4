import { attr, attributes } from "../../codec/attributes.js";
import { u32 } from "../../codec/integers.js";

/** LWT_XFRM_* from linux/lwtunnel.h. */
export const xfrmEncapAttributes = attributes("LWT_XFRM", {
  ifId: attr(1, u32),
  link: attr(2, u32),
});
