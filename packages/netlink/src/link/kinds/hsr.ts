import { mac } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { u8, u16, u32 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";

/** HSR_PROTOCOL_* from linux/if_link.h. */
export const hsrProtocol = enumeration(u8, { HSR_PROTOCOL_HSR: 0, HSR_PROTOCOL_PRP: 1 });

/** IFLA_HSR_* from linux/if_link.h, for HSR and PRP. */
export const hsrAttributes = attributes("IFLA_HSR", {
  slave1: attr(1, u32),
  slave2: attr(2, u32),
  multicastSpec: attr(3, u8), // the last byte of the supervision address
  supervisionAddr: attr(4, mac),
  seqNr: attr(5, u16),
  version: attr(6, u8),
  protocol: attr(7, hsrProtocol),
  interlink: attr(8, u32),
});
