import { attr, attributes } from "../../codec/attributes.js";
import { u8 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";

/** OVPN_MODE_* from linux/if_link.h. */
export const ovpnMode = enumeration(u8, { OVPN_MODE_P2P: 0, OVPN_MODE_MP: 1 });

/** IFLA_OVPN_* from linux/if_link.h. */
export const ovpnAttributes = attributes("IFLA_OVPN", {
  mode: attr(1, ovpnMode),
});
