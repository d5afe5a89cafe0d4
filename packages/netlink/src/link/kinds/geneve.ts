import { ipv4, ipv6 } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { flag } from "../../codec/flag.js";
import { be16, be32, u8, u32 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";
import { struct } from "../../codec/struct.js";

/** struct ifla_geneve_port_range, linux/if_link.h. */
export const genevePortRange = struct("ifla_geneve_port_range", { low: be16, high: be16 });

/** GENEVE_DF_* from linux/if_link.h. */
export const geneveDf = enumeration(u8, { GENEVE_DF_UNSET: 0, GENEVE_DF_SET: 1, GENEVE_DF_INHERIT: 2 });

/** IFLA_GENEVE_* from linux/if_link.h. */
export const geneveAttributes = attributes("IFLA_GENEVE", {
  id: attr(1, u32), // host order, unlike in packets
  remote: attr(2, ipv4),
  ttl: attr(3, u8),
  tos: attr(4, u8),
  port: attr(5, be16),
  collectMetadata: attr(6, flag),
  remote6: attr(7, ipv6),
  udpCsum: attr(8, u8),
  udpZeroCsum6Tx: attr(9, u8),
  udpZeroCsum6Rx: attr(10, u8),
  label: attr(11, be32),
  ttlInherit: attr(12, u8),
  df: attr(13, geneveDf),
  innerProtoInherit: attr(14, flag),
  portRange: attr(15, genevePortRange),
  groHint: attr(16, flag),
  local: attr(17, ipv4),
  local6: attr(18, ipv6),
});
