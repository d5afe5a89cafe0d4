import { attr, attributes } from "../../codec/attributes.js";
import { u8 } from "../../codec/integers.js";
import { mplsLabels } from "../mpls.js";

/** MPLS_IPTUNNEL_* from linux/mpls_iptunnel.h. */
export const mplsEncapAttributes = attributes("MPLS_IPTUNNEL", {
  dst: attr(1, mplsLabels),
  ttl: attr(2, u8),
});
