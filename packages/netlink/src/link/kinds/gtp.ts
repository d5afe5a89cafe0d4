import { ipv4, ipv6 } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { u8, u32 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";

/** GTP_ROLE_* from linux/if_link.h. */
export const gtpRole = enumeration(u32, { GTP_ROLE_GGSN: 0, GTP_ROLE_SGSN: 1 });

/** IFLA_GTP_* from linux/if_link.h. */
export const gtpAttributes = attributes("IFLA_GTP", {
  fd0: attr(1, u32),
  fd1: attr(2, u32),
  pdpHashsize: attr(3, u32),
  role: attr(4, gtpRole),
  createSockets: attr(5, u8),
  restartCount: attr(6, u8),
  local: attr(7, ipv4),
  local6: attr(8, ipv6),
});
