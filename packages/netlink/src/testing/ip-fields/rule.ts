import { routeProtocol, routeTable } from "../../route/header.js";
import { ruleAction, ruleFlags } from "../../rule/header.js";
import type { ruleMessage } from "../../rule/message.js";
import { type Fields, present } from "./compare.js";
import { has, hex, namedUnless, plain } from "./names.js";

export type Rule = ReturnType<typeof ruleMessage.decode>;

/** A range of one is shown as a number, another as its two ends. */
function ports(name: string, pick: (rule: Rule) => { start: number; end: number } | undefined): Fields<Rule> {
  return {
    [name]: (rule) => pick(rule)?.start,
    [`${name}_start`]: (rule) => pick(rule)?.start,
    [`${name}_end`]: (rule) => pick(rule)?.end,
  };
}

const protocols: Readonly<Record<number, string>> = { 1: "icmp", 6: "tcp", 17: "udp", 47: "gre", 58: "ipv6-icmp" };

/** An element of `ip -d -j rule`. */
export const ruleFields: Fields<Rule> = {
  // The kernel leaves it out where it is zero.
  priority: ({ attributes }) => attributes.priority ?? 0,
  not: present(({ header }) => has(ruleFlags, header.flags, "FIB_RULE_INVERT")),
  src: ({ attributes }) => attributes.src ?? "all",
  srclen: ({ header }) => header.srcLen,
  dst: ({ attributes }) => attributes.dst,
  dstlen: ({ header }) => header.dstLen,
  tos: ({ header }) => hex(header.tos, 2),
  fwmark: ({ attributes }) => hex(attributes.fwmark),
  fwmask: ({ attributes }) => hex(attributes.fwmask),
  iif: ({ attributes }) => attributes.iifname,
  iif_detached: present(({ header }) => has(ruleFlags, header.flags, "FIB_RULE_IIF_DETACHED")),
  oif: ({ attributes }) => attributes.oifname,
  oif_detached: present(({ header }) => has(ruleFlags, header.flags, "FIB_RULE_OIF_DETACHED")),
  l3mdev: present(({ attributes }) => attributes.l3mdev),
  uid_start: ({ attributes }) => attributes.uidRange?.start,
  uid_end: ({ attributes }) => attributes.uidRange?.end,
  ipproto: ({ attributes: { ipProto } }, { numeric }) =>
    ipProto && ((numeric ? undefined : protocols[ipProto]) ?? `ipproto-${ipProto}`),
  ...ports("sport", ({ attributes }) => attributes.sportRange),
  ...ports("dport", ({ attributes }) => attributes.dportRange),
  tun_id: ({ attributes }) => plain(attributes.tunId),
  table: ({ header, attributes }, scene) =>
    namedUnless(scene, routeTable, "RT_TABLE_", attributes.table ?? header.table),
  suppress_prefixlen: ({ attributes }) => attributes.suppressPrefixlen,
  suppress_ifgroup: ({ attributes: { suppressIfgroup } }, { numeric }) =>
    suppressIfgroup === 0 && !numeric ? "default" : String(suppressIfgroup),
  flow_from: ({ attributes: { flow } }) => flow && String(flow >>> 16),
  flow_to: ({ attributes: { flow } }) => flow && String(flow & 0xffff),
  goto: ({ attributes }) => attributes.goto,
  unresolved: present(({ header }) => has(ruleFlags, header.flags, "FIB_RULE_UNRESOLVED")),
  nop: present(({ header }) => header.action === ruleAction.names.FR_ACT_NOP),
  action: ({ header }, scene) => namedUnless(scene, ruleAction, "FR_ACT_", header.action),
  protocol: ({ attributes }, scene) => namedUnless(scene, routeProtocol, "RTPROT_", attributes.protocol),
};
