import { type Infer, type linkAttributes, type linkMessage, nameOf, operstate } from "@netns/netlink";
import type { KindFacts, LinkKind, LinkPortKind, PortKindFacts } from "./kinds.js";

/** What is the same of links of all kinds. */
export interface LinkFacts {
  readonly ifindex: number;
  readonly name: string;
  readonly altNames: readonly string[];
  /** IFF_* from linux/if.h: `namesOf(linkFlags, flags)`. */
  readonly flags: number;
  /** Whether it is to work: IFF_UP. Whether it does is in `operstate`. */
  readonly up: boolean;
  /** RFC 2863, as /sys/class/net has it: "up", "down", "lowerlayerdown", "unknown", … A number without a name: that. */
  readonly operstate: string | undefined;
  /** Whether there is a cable, or what is like one. */
  readonly carrier: boolean | undefined;
  /** Bytes. */
  readonly mtu: number | undefined;
  /** ARPHRD_* from linux/if_arp.h: `nameOf(hardwareType, …)`. */
  readonly hardwareType: number;
  /** Of the link layer; as long as the hardware's type has it. */
  readonly address: string | undefined;
  readonly broadcast: string | undefined;
  readonly alias: string | undefined;
  /** How many packets may wait to be sent. */
  readonly txqlen: number | undefined;
  readonly group: number | undefined;
  /** The queueing discipline's name. */
  readonly qdisc: string | undefined;
  /** The ifindex of the bridge, bond, … that it is a port of. */
  readonly master: number | undefined;
  /** The ifindex of the link beneath, or of the other end of a pair, in the namespace of `linkNetnsid`. */
  readonly link: number | undefined;
  /** The id, in this namespace, of the one that `link` is in. Undefined: the same. */
  readonly linkNetnsid: number | undefined;
  /** Everything that the kernel told, as the codec has it. */
  readonly attributes: Infer<typeof linkAttributes>;
}

/**
 * A link as the kernel told it. A check of `kind` types `data`, one of `portKind` types `portData`.
 *
 * @example
 * if (link.kind === "vlan") console.log(link.data?.id);
 */
export type Link = LinkFacts & KindFacts & PortKindFacts;

/** A link of one kind. */
export type LinkOfKind<K extends LinkKind> = Link & { readonly kind: K };

/** A link that is a port of a bridge, a bond, … */
export type PortOfKind<K extends LinkPortKind> = Link & { readonly portKind: K };

const IFF_UP = 1;
const OPERSTATE_PREFIX = /^IF_OPER_/;

/** A message about a link as what users see of it. */
export function toLink({ header, attributes }: ReturnType<typeof linkMessage.decode>): Link {
  const { linkinfo } = attributes;
  const facts: LinkFacts & Record<"kind" | "data" | "portKind" | "portData", unknown> = {
    ifindex: header.index,
    name: attributes.ifname ?? "",
    kind: linkinfo?.kind,
    data: linkinfo?.data,
    altNames: attributes.propList?.altIfname ?? [],
    flags: header.flags,
    up: (header.flags & IFF_UP) !== 0,
    operstate: operstateName(attributes.operstate),
    carrier: attributes.carrier === undefined ? undefined : attributes.carrier !== 0,
    mtu: attributes.mtu,
    hardwareType: header.type,
    address: attributes.address,
    broadcast: attributes.broadcast,
    alias: attributes.ifalias,
    txqlen: attributes.txqlen,
    group: attributes.group,
    qdisc: attributes.qdisc,
    master: attributes.master,
    portKind: linkinfo?.slaveKind,
    portData: linkinfo?.slaveData,
    // A link that has none beneath says 0, if it says anything.
    link: attributes.link === 0 ? undefined : attributes.link,
    linkNetnsid: attributes.linkNetnsid,
    attributes,
  };
  // What TypeScript cannot see: the codec has chosen the data by the kind.
  return facts as Link;
}

const operstateNames = new Map<number, string>();

function operstateName(value: number | undefined): string | undefined {
  if (value === undefined) return undefined;
  let name = operstateNames.get(value);
  if (name === undefined) {
    name = nameOf(operstate, value)?.replace(OPERSTATE_PREFIX, "").toLowerCase() ?? String(value);
    operstateNames.set(value, name);
  }
  return name;
}
