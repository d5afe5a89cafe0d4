import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { be32, be64, u8, u16, u32 } from "../codec/integers.js";
import { padding } from "../codec/padding.js";
import { struct } from "../codec/struct.js";
import { text } from "../codec/text.js";
import { routeProtocol, routeTable } from "../route/header.js";
import { rulePrefix } from "./prefix.js";

/** struct fib_rule_uid_range, linux/fib_rules.h: both are part of it. */
export const ruleUidRange = struct("fib_rule_uid_range", { start: u32, end: u32 });

/** struct fib_rule_port_range, linux/fib_rules.h: both are part of it, in the host's byte order. */
export const rulePortRange = struct("fib_rule_port_range", { start: u16, end: u16 });

/** FRA_* from linux/fib_rules.h. */
export const ruleAttributes = attributes("FRA", {
  dst: attr(1, rulePrefix),
  src: attr(2, rulePrefix),
  iifname: attr(3, text(15)),
  goto: attr(4, u32),
  priority: attr(6, u32),
  fwmark: attr(10, u32),
  flow: attr(11, u32), // realms: source << 16 | destination
  tunId: attr(12, be64),
  suppressIfgroup: attr(13, u32), // 0xffffffff: none
  suppressPrefixlen: attr(14, u32), // 0xffffffff: none
  table: attr(15, routeTable),
  fwmask: attr(16, u32),
  oifname: attr(17, text(15)),
  pad: attr(18, padding),
  l3mdev: attr(19, u8),
  uidRange: attr(20, ruleUidRange),
  protocol: attr(21, routeProtocol),
  ipProto: attr(22, u8), // IPPROTO_*
  sportRange: attr(23, rulePortRange),
  dportRange: attr(24, rulePortRange),
  dscp: attr(25, u8),
  flowlabel: attr(26, be32),
  flowlabelMask: attr(27, be32),
  sportMask: attr(28, u16),
  dportMask: attr(29, u16),
  dscpMask: attr(30, u8),
});

/** `{ name: "dst", value: string | Uint8Array } | … | UnknownAttribute`. */
export type RuleAttribute = AttributeOf<typeof ruleAttributes>;
