import { ipv4, ipv6 } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { be32, u32 } from "../../codec/integers.js";

/** IFLA_VTI_* from linux/if_tunnel.h over IPv4. */
export const vtiAttributes = attributes("IFLA_VTI", {
  link: attr(1, u32),
  ikey: attr(2, be32),
  okey: attr(3, be32),
  local: attr(4, ipv4),
  remote: attr(5, ipv4),
  fwmark: attr(6, u32),
});

/** IFLA_VTI_* from linux/if_tunnel.h over IPv6. */
export const vti6Attributes = attributes("IFLA_VTI", {
  link: attr(1, u32),
  ikey: attr(2, be32),
  okey: attr(3, be32),
  local: attr(4, ipv6),
  remote: attr(5, ipv6),
  fwmark: attr(6, u32),
});
