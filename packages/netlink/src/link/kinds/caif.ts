import { attr, attributes } from "../../codec/attributes.js";
import { u8, u32 } from "../../codec/integers.js";

/** IFLA_CAIF_* from linux/caif/if_caif.h. */
export const caifAttributes = attributes("IFLA_CAIF", {
  ipv4Connid: attr(1, u32),
  ipv6Connid: attr(2, u32),
  loopback: attr(3, u8),
});
