import { type Items, type Rule, toRule } from "@netns/rtnetlink";
import { option } from "./links.js";

/** A rule of policy routing, with rtnetlink's own words for its fields. What it does not look at is not there. */
export interface RuleFields {
  readonly ipVersion: number;
  readonly priority: number;
  /** It is for packets that do not match. */
  readonly not: boolean;
  /** "10.0.0.0/8", or "all" */
  readonly from: string;
  readonly to: string;
  readonly iif: string | undefined;
  readonly oif: string | undefined;
  readonly tos: number | undefined;
  readonly dscp: number | undefined;
  readonly fwmark: Rule["fwmark"];
  readonly ipProtocol: number | undefined;
  readonly sourcePort: Rule["sourcePort"];
  readonly destinationPort: Rule["destinationPort"];
  readonly uidRange: Rule["uidRange"];
  readonly l3mdev: boolean | undefined;
  /** In decimal: it has 64 bits. */
  readonly tunnelId: string | undefined;
  readonly action: string | number;
  readonly table: string | number | undefined;
  /** The priority of the rule that "goto" goes on with. */
  readonly target: number | undefined;
  readonly suppressPrefixLength: number | undefined;
  readonly suppressLinkGroup: number | undefined;
  readonly protocol: string | number;
  readonly flags: readonly (string | number)[];
}

export function ruleFields(item: Items["rule"]): RuleFields {
  const {
    message: _,
    version,
    tunnelId,
    flowLabel: _1,
    flowLabelMask: _2,
    dscpMask: _3,
    realms: _4,
    ...rule
  } = toRule(item);
  return { ipVersion: version, ...rule, tunnelId: tunnelId?.toString() } as RuleFields;
}

/** `32766: from all lookup main proto kernel`, of IPv6 `32766: inet6 from all …` */
export function ruleText(rule: RuleFields): string {
  const { priority, from, to, iif, oif, tos, dscp, fwmark, ipProtocol, uidRange, tunnelId } = rule;
  const words = [
    // Most have no address that would tell.
    ...(rule.ipVersion === 6 ? ["inet6"] : []),
    ...(rule.not ? ["not"] : []),
    ...option("from", from),
    ...option("to", to === "all" ? undefined : to),
    ...option("tos", tos),
    ...option("dscp", dscp),
    ...option("fwmark", fwmark && markText(fwmark)),
    ...option("iif", iif),
    ...option("oif", oif),
    ...(rule.l3mdev ? ["lookup", "[l3mdev-table]"] : []),
    ...option("uidrange", range(uidRange)),
    ...option("ipproto", ipProtocol),
    ...option("sport", range(rule.sourcePort)),
    ...option("dport", range(rule.destinationPort)),
    ...option("tun_id", tunnelId),
    ...actionWords(rule),
    ...option("proto", rule.protocol),
    ...rule.flags.filter((flag) => flag !== "not" && flag !== "permanent").map((flag) => `[${flag}]`),
  ];
  return `${priority}: ${words.join(" ")}`;
}

function actionWords({ action, table, target, suppressPrefixLength, suppressLinkGroup }: RuleFields): string[] {
  return [
    ...(action === "lookup" ? option("lookup", table) : [String(action)]),
    ...(target === undefined ? [] : [String(target)]),
    ...option("suppress_prefixlength", suppressPrefixLength),
    ...option("suppress_ifgroup", suppressLinkGroup),
  ];
}

function markText({ mark, mask }: NonNullable<Rule["fwmark"]>): string {
  return mask === undefined || mask === 0xffffffff ? hex(mark) : `${hex(mark)}/${hex(mask)}`;
}

const hex = (value: number) => `0x${value.toString(16)}`;

function range(value: { readonly start: number; readonly end: number } | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value.start === value.end ? String(value.start) : `${value.start}-${value.end}`;
}
