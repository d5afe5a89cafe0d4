import { ipv4 } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { be16, u32 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";

/** AMT_MODE_* from linux/amt.h. */
export const amtMode = enumeration(u32, { AMT_MODE_GATEWAY: 0, AMT_MODE_RELAY: 1 });

/** IFLA_AMT_* from linux/amt.h. */
export const amtAttributes = attributes("IFLA_AMT", {
  mode: attr(1, amtMode),
  relayPort: attr(2, be16),
  gatewayPort: attr(3, be16),
  link: attr(4, u32),
  localIp: attr(5, ipv4),
  remoteIp: attr(6, ipv4),
  discoveryIp: attr(7, ipv4),
  maxTunnels: attr(8, u32),
});
