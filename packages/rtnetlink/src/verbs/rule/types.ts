import type { ruleMessage } from "@netns/netlink";
import type { NameIn } from "../terms/names.js";
import type { IpVersion } from "../terms/prefix.js";
import type { RouteProtocol, RouteTable } from "../terms/route-terms.js";

/** FR_ACT_* from linux/fib_rules.h: what a rule does. */
export const ruleActions = { lookup: 1, goto: 2, nop: 3, blackhole: 6, unreachable: 7, prohibit: 8 } as const;
export type RuleAction = NameIn<typeof ruleActions>;

/** FIB_RULE_* from linux/fib_rules.h by ip(8)'s names. */
export const ruleFlagNames = {
  permanent: 0x01,
  not: 0x02,
  unresolved: 0x04,
  iif_detached: 0x08,
  oif_detached: 0x10,
} as const;
export type RuleFlag = NameIn<typeof ruleFlagNames>;

/** Bits that are compared: those of the mask. */
export interface Fwmark {
  readonly mark: number;
  /** Default: all 32 bits. */
  readonly mask?: number | undefined;
}

/** From and to, both part of it. */
export interface NumberRange {
  readonly start: number;
  readonly end: number;
}

/** Ports, from and to; or those that are like one port in some bits. */
export interface PortRange extends NumberRange {
  /** The bits that are compared, where start and end are the same; kernels from 6.15 on. Default: all. */
  readonly mask?: number | undefined;
}

/** What a rule matches: undefined is anything. */
interface RuleMatch {
  /** The source: "10.0.0.0/8". */
  readonly from?: string | undefined;
  /** The destination. */
  readonly to?: string | undefined;
  /** The name of the link that packets come in by; it need not exist. "lo": they are the host's own. */
  readonly iif?: string | undefined;
  /** The name of the link that a socket is bound to; it need not exist. */
  readonly oif?: string | undefined;
  /** The type of service without the two lowest bits; of IPv4 without the three highest ones, too. 0: any. */
  readonly tos?: number | undefined;
  /** Differentiated services: 0 to 63; kernels from 6.13 on. */
  readonly dscp?: number | undefined;
  /** Its bits that are compared; kernels from 6.15 on. Default: all. */
  readonly dscpMask?: number | undefined;
  /** Of IPv6: 0 to 0xfffff; kernels from 6.14 on. */
  readonly flowLabel?: number | undefined;
  /** Its bits that are compared. Default: all. */
  readonly flowLabelMask?: number | undefined;
  /** IPPROTO_*: TCP is 6. */
  readonly ipProtocol?: number | undefined;
  /** The socket's owner, as the user namespace of whoever asks has it: EINVAL for users that are not in it. */
  readonly uidRange?: NumberRange | undefined;
  /** The link is enslaved to an l3mdev device (VRF), whose table is looked up. */
  readonly l3mdev?: boolean | undefined;
  /** The key or number of the tunnel that packets came through. */
  readonly tunnelId?: bigint | undefined;
  /** It is for packets that do not match. */
  readonly not?: boolean | undefined;
}

/** What a rule does besides. */
interface RuleEffect {
  /** Rules are gone through in ascending order. Default: one less than that of the second rule that there is. */
  readonly priority?: number | undefined;
  /** The table that "lookup" looks in. */
  readonly table?: RouteTable | undefined;
  /** Routes that are found are passed over when their prefix is this long, or shorter. */
  readonly suppressPrefixLength?: number | undefined;
  /** The same for those by a link of this group. */
  readonly suppressLinkGroup?: number | undefined;
  /** The priority of the rule that "goto" goes on with. */
  readonly target?: number | undefined;
  /** Of IPv4: source << 16 | destination. */
  readonly realms?: number | undefined;
}

/** A rule to be made, or which one to delete. */
export interface RuleInput extends RuleMatch, RuleEffect {
  /** Default: that of an address in it, or IPv4. */
  readonly version?: IpVersion | undefined;
  /** Default "lookup"; "goto" where there is a target. */
  readonly action?: RuleAction | undefined;
  /** A number is one without a mask. */
  readonly fwmark?: number | Fwmark | undefined;
  /** 1 to 65534. */
  readonly sourcePort?: number | PortRange | undefined;
  readonly destinationPort?: number | PortRange | undefined;
  /** Default "unspec", as ip(8) has it. */
  readonly protocol?: RouteProtocol | undefined;
}

/** A rule. It can be given to the verbs as it is. */
export interface Rule extends RuleMatch, RuleEffect {
  readonly version: IpVersion;
  readonly priority: number;
  /** "all", or "10.0.0.0/8". */
  readonly from: string;
  readonly to: string;
  readonly action: RuleAction;
  readonly not: boolean;
  readonly flags: readonly RuleFlag[];
  readonly fwmark?: Required<Fwmark> | undefined;
  readonly sourcePort?: PortRange | undefined;
  readonly destinationPort?: PortRange | undefined;
  readonly protocol: RouteProtocol;
  /** All that the kernel says, as the codec has it. */
  readonly message: ReturnType<typeof ruleMessage.decode>;
}

/** Which rules to list: those that meet all of it. */
export interface RuleFilter {
  /** Default: both. */
  readonly version?: IpVersion | undefined;
  readonly priority?: number | undefined;
  readonly table?: RouteTable | undefined;
  readonly action?: RuleAction | undefined;
  readonly protocol?: RouteProtocol | undefined;
  readonly iif?: string | undefined;
  readonly oif?: string | undefined;
}
