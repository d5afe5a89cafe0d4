import { attr, attributes } from "../../codec/attributes.js";
import { u16 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";

/** IPOIB_MODE_* from linux/if_link.h. */
export const ipoibMode = enumeration(u16, { IPOIB_MODE_DATAGRAM: 0, IPOIB_MODE_CONNECTED: 1 });

/** IFLA_IPOIB_* from linux/if_link.h: IP over InfiniBand. */
export const ipoibAttributes = attributes("IFLA_IPOIB", {
  pkey: attr(1, u16),
  mode: attr(2, ipoibMode),
  umcast: attr(3, u16),
});
