import type { fibRuleHdr, MessageInput, ruleAttributes, ruleMessage } from "@netns/netlink";
import { nameOrNumber, namesOfBits, numberOf } from "../terms/names.js";
import { AF_INET, familyOf, familyOfVersion, parseDestination, versionOf } from "../terms/prefix.js";
import { protocols, tableInHeader, tables } from "../terms/route-terms.js";
import { type Fwmark, type PortRange, type Rule, type RuleInput, ruleActions, ruleFlagNames } from "./types.js";

type Message = ReturnType<typeof ruleMessage.decode>;
type Input = MessageInput<typeof fibRuleHdr, typeof ruleAttributes>;

/** What the kernel has for "none", and for all bits. */
const NONE = 0xffffffff;
const ALL_OF_DSCP = 0x3f;
const ALL_OF_FLOW_LABEL = 0xfffff;
const ALL_OF_PORT = 0xffff;

/** A rule as users see it. */
export function toRule(message: Message): Rule {
  const { header, attributes } = message;
  const { fwmark, fwmask, suppressPrefixlen, suppressIfgroup } = attributes;
  return {
    version: versionOf(header.family),
    // Without one it is the first of all.
    priority: attributes.priority ?? 0,
    from: prefixOf(attributes.src, header.srcLen),
    to: prefixOf(attributes.dst, header.dstLen),
    iif: attributes.iifname,
    oif: attributes.oifname,
    tos: header.tos === 0 ? undefined : header.tos,
    dscp: attributes.dscp,
    dscpMask: unlessAll(attributes.dscpMask, ALL_OF_DSCP),
    flowLabel: attributes.flowlabel,
    flowLabelMask: unlessAll(attributes.flowlabelMask, ALL_OF_FLOW_LABEL),
    fwmark: fwmark === undefined && fwmask === undefined ? undefined : { mark: fwmark ?? 0, mask: fwmask ?? NONE },
    ipProtocol: attributes.ipProto,
    sourcePort: portsOf(attributes.sportRange, attributes.sportMask),
    destinationPort: portsOf(attributes.dportRange, attributes.dportMask),
    uidRange: attributes.uidRange,
    l3mdev: attributes.l3mdev === undefined ? undefined : attributes.l3mdev !== 0,
    tunnelId: attributes.tunId,
    action: nameOrNumber(ruleActions, header.action),
    table: tableOf(message),
    target: attributes.goto,
    suppressPrefixLength: suppressPrefixlen === NONE ? undefined : suppressPrefixlen,
    suppressLinkGroup: suppressIfgroup === NONE ? undefined : suppressIfgroup,
    realms: attributes.flow,
    not: (header.flags & ruleFlagNames.not) !== 0,
    flags: namesOfBits(ruleFlagNames, header.flags),
    protocol: nameOrNumber(protocols, attributes.protocol ?? 0),
    message,
  };
}

/** Rules that look nothing up, and those of l3mdev, have table 0. */
function tableOf({ header, attributes }: Message): Rule["table"] {
  const table = attributes.table ?? header.table;
  return table === 0 ? undefined : nameOrNumber(tables, table);
}

function prefixOf(address: unknown, length: number): string {
  return address === undefined || address === "" || length === 0 ? "all" : `${address}/${length}`;
}

function portsOf(range: PortRange | undefined, mask: number | undefined): PortRange | undefined {
  const given = unlessAll(mask, ALL_OF_PORT);
  return range === undefined || given === undefined ? range : { ...range, mask: given };
}

/** Newer kernels always tell a mask. */
function unlessAll(mask: number | undefined, all: number): number | undefined {
  return mask === all ? undefined : mask;
}

/** A request about a rule. What is left out is left out; the default action is the caller's, and so may the table be. */
export function toMessage(rule: RuleInput, otherwise: number, named: RuleInput["table"] = rule.table): Input {
  const { version, from, to, fwmark, action, target, l3mdev, protocol } = rule;
  const family = version === undefined ? familyBeside(from, to) : familyOfVersion(version);
  const source = from === undefined ? undefined : parseDestination(from, family, "from");
  const destination = to === undefined ? undefined : parseDestination(to, family, "to");
  const table = named === undefined ? 0 : numberOf("table", tables, named);
  const marked: Fwmark | undefined = typeof fwmark === "number" ? { mark: fwmark } : fwmark;
  const sport = rangeOf(rule.sourcePort);
  const dport = rangeOf(rule.destinationPort);
  return {
    header: {
      family,
      srcLen: source?.length ?? 0,
      dstLen: destination?.length ?? 0,
      tos: rule.tos ?? 0,
      table: tableInHeader(table),
      action: action === undefined ? defaultAction(target, otherwise) : numberOf("action", ruleActions, action),
      flags: rule.not ? ruleFlagNames.not : 0,
    },
    attributes: {
      src: source === undefined || source.length === 0 ? undefined : source.address,
      dst: destination === undefined || destination.length === 0 ? undefined : destination.address,
      iifname: rule.iif,
      oifname: rule.oif,
      priority: rule.priority,
      fwmark: marked?.mark,
      // Without one the kernel takes a mark of 0 for any (fib_rules.c).
      fwmask: marked === undefined ? undefined : (marked.mask ?? NONE),
      dscp: rule.dscp,
      dscpMask: rule.dscpMask,
      flowlabel: rule.flowLabel,
      flowlabelMask: rule.flowLabel === undefined ? rule.flowLabelMask : (rule.flowLabelMask ?? ALL_OF_FLOW_LABEL),
      ipProto: rule.ipProtocol,
      sportRange: sport && { start: sport.start, end: sport.end },
      sportMask: sport?.mask,
      dportRange: dport && { start: dport.start, end: dport.end },
      dportMask: dport?.mask,
      uidRange: rule.uidRange,
      l3mdev: l3mdev ? 1 : undefined,
      tunId: rule.tunnelId,
      table: table < 256 ? undefined : table,
      goto: target,
      suppressPrefixlen: rule.suppressPrefixLength,
      suppressIfgroup: rule.suppressLinkGroup,
      flow: rule.realms,
      protocol: protocol === undefined ? undefined : numberOf("protocol", protocols, protocol),
    },
  };
}

function defaultAction(target: number | undefined, otherwise: number): number {
  return target === undefined ? otherwise : ruleActions.goto;
}

function familyBeside(...prefixes: readonly (string | undefined)[]): number {
  const prefix = prefixes.find((one) => one !== undefined && one !== "all" && one !== "default");
  return prefix === undefined ? AF_INET : familyOf(prefix);
}

function rangeOf(ports: number | PortRange | undefined): PortRange | undefined {
  return typeof ports === "number" ? { start: ports, end: ports } : ports;
}
