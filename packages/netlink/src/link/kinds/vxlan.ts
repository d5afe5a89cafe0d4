import { ipv4, ipv6 } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { flag } from "../../codec/flag.js";
import { be16, be32, be64, u8, u32 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";
import { struct } from "../../codec/struct.js";
import { flagOrU8 } from "./flag-or-u8.js";

/** struct ifla_vxlan_port_range, linux/if_link.h. */
export const vxlanPortRange = struct("ifla_vxlan_port_range", { low: be16, high: be16 });

/** VXLAN_DF_* from linux/if_link.h. */
export const vxlanDf = enumeration(u8, { VXLAN_DF_UNSET: 0, VXLAN_DF_SET: 1, VXLAN_DF_INHERIT: 2 });

/** VXLAN_LABEL_* from linux/if_link.h. */
export const vxlanLabelPolicy = enumeration(u32, { VXLAN_LABEL_FIXED: 0, VXLAN_LABEL_INHERIT: 1 });

/** IFLA_VXLAN_* from linux/if_link.h. */
export const vxlanAttributes = attributes("IFLA_VXLAN", {
  id: attr(1, u32), // host order, unlike in packets
  group: attr(2, ipv4), // or a single remote address
  link: attr(3, u32),
  local: attr(4, ipv4),
  ttl: attr(5, u8),
  tos: attr(6, u8),
  learning: attr(7, u8),
  ageing: attr(8, u32), // s
  limit: attr(9, u32),
  portRange: attr(10, vxlanPortRange),
  proxy: attr(11, u8),
  rsc: attr(12, u8),
  l2miss: attr(13, u8),
  l3miss: attr(14, u8),
  port: attr(15, be16),
  group6: attr(16, ipv6),
  local6: attr(17, ipv6),
  udpCsum: attr(18, u8),
  udpZeroCsum6Tx: attr(19, u8),
  udpZeroCsum6Rx: attr(20, u8),
  remcsumTx: attr(21, u8),
  remcsumRx: attr(22, u8),
  gbp: attr(23, flag),
  remcsumNopartial: attr(24, flag),
  collectMetadata: attr(25, u8),
  label: attr(26, be32),
  gpe: attr(27, flag),
  ttlInherit: attr(28, flagOrU8),
  df: attr(29, vxlanDf),
  vnifilter: attr(30, u8),
  localbypass: attr(31, u8),
  labelPolicy: attr(32, vxlanLabelPolicy),
  reservedBits: attr(33, be64), // of the header on the wire
  mcRoute: attr(34, u8),
});
