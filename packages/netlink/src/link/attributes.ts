import { linkAddress } from "../codec/address.js";
import type { AttributeOf, AttributeSet } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { bytes } from "../codec/bytes.js";
import { s32, u8, u16, u32 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { enumeration, flagWord } from "../codec/numbers.js";
import { padding } from "../codec/padding.js";
import { setByFamily } from "../codec/set-by-family.js";
import { text } from "../codec/text.js";
import { uint } from "../codec/uint.js";
import { afSpec } from "./af-spec.js";
import { bridgePortAttributes } from "./bridge-port.js";
import { devlinkPortAttributes } from "./devlink-port.js";
import { dpllPinAttributes } from "./dpll-pin.js";
import { inet6Attributes } from "./inet6.js";
import { linkinfoAttributes } from "./linkinfo.js";
import { linkMap } from "./map.js";
import { propListAttributes } from "./prop-list.js";
import { protoDownReasonAttributes } from "./proto-down.js";
import { linkStats, linkStats64 } from "./stats.js";
import { portAttributes, vfInfoListAttributes, vfPortsAttributes } from "./vf.js";
import { xdpAttributes } from "./xdp.js";

/** What a link's state amounts to (RFC 2863): IF_OPER_* from linux/if.h. */
export const operstate = enumeration(u8, {
  IF_OPER_UNKNOWN: 0,
  IF_OPER_NOTPRESENT: 1,
  IF_OPER_DOWN: 2,
  IF_OPER_LOWERLAYERDOWN: 3,
  IF_OPER_TESTING: 4,
  IF_OPER_DORMANT: 5,
  IF_OPER_UP: 6,
});

/** What state a link goes to when it has carrier: IF_LINK_MODE_* from linux/if.h. */
export const linkmode = enumeration(u8, {
  IF_LINK_MODE_DEFAULT: 0,
  IF_LINK_MODE_DORMANT: 1,
  IF_LINK_MODE_TESTING: 2,
});

/** Why a notification came: IFLA_EVENT_* from linux/if_link.h. */
export const linkEvent = enumeration(u32, {
  IFLA_EVENT_NONE: 0,
  IFLA_EVENT_REBOOT: 1,
  IFLA_EVENT_FEATURES: 2,
  IFLA_EVENT_BONDING_FAILOVER: 3,
  IFLA_EVENT_NOTIFY_PEERS: 4,
  IFLA_EVENT_IGMP_RESEND: 5,
  IFLA_EVENT_BONDING_OPTIONS: 6,
});

/** What a request for links wants besides, or not: RTEXT_FILTER_* from linux/rtnetlink.h. */
export const extMask = flagWord(u32, {
  RTEXT_FILTER_VF: 0x1,
  RTEXT_FILTER_BRVLAN: 0x2,
  RTEXT_FILTER_BRVLAN_COMPRESSED: 0x4,
  RTEXT_FILTER_SKIP_STATS: 0x8,
  RTEXT_FILTER_MRP: 0x10,
  RTEXT_FILTER_CFM_CONFIG: 0x20,
  RTEXT_FILTER_CFM_STATUS: 0x40,
  RTEXT_FILTER_MST: 0x80,
});

const declared = {
  /** As long as the link's type has it: 6 bytes, 20 on InfiniBand, an IP address on a tunnel. */
  address: attr(1, linkAddress),
  broadcast: attr(2, linkAddress),
  ifname: attr(3, text(15)),
  mtu: attr(4, u32),
  /** The index of the link beneath, in the namespace that `linkNetnsid` says; 0 is none. */
  link: attr(5, u32),
  qdisc: attr(6, text(15)),
  stats: attr(7, linkStats),
  /** 0 lets it go. */
  master: attr(10, u32),
  /** struct iw_event, linux/wireless.h. */
  wireless: attr(11, bytes),
  /** IFLA_BRPORT_* where the header's family is AF_BRIDGE (7), IFLA_INET6_* where it is AF_INET6. */
  protinfo: attr(
    12,
    setByFamily(
      { 7: nested(() => bridgePortAttributes) },
      nested(() => inet6Attributes),
    ),
  ),
  txqlen: attr(13, u32),
  map: attr(14, linkMap),
  weight: attr(15, u32),
  operstate: attr(16, operstate),
  linkmode: attr(17, linkmode),
  linkinfo: attr(
    18,
    nested(() => linkinfoAttributes),
  ),
  netNsPid: attr(19, u32),
  ifalias: attr(20, text(255)),
  numVf: attr(21, u32),
  vfinfoList: attr(
    22,
    nested(() => vfInfoListAttributes),
  ),
  stats64: attr(23, linkStats64),
  vfPorts: attr(
    24,
    nested(() => vfPortsAttributes),
  ),
  portSelf: attr(
    25,
    nested(() => portAttributes),
  ),
  afSpec: attr(26, afSpec),
  group: attr(27, u32),
  netNsFd: attr(28, u32),
  extMask: attr(29, extMask),
  /** How many want it, not a switch. */
  promiscuity: attr(30, u32),
  numTxQueues: attr(31, u32),
  numRxQueues: attr(32, u32),
  carrier: attr(33, u8),
  physPortId: attr(34, bytes),
  carrierChanges: attr(35, u32),
  physSwitchId: attr(36, bytes),
  linkNetnsid: attr(37, s32),
  physPortName: attr(38, text()),
  protoDown: attr(39, u8),
  gsoMaxSegs: attr(40, u32),
  gsoMaxSize: attr(41, u32),
  pad: attr(42, padding),
  xdp: attr(
    43,
    nested(() => xdpAttributes),
  ),
  event: attr(44, linkEvent),
  /** Where a link went that left this namespace; its index there is `newIfindex`. */
  newNetnsid: attr(45, s32),
  /** IFLA_IF_NETNSID by its older name. */
  targetNetnsid: attr(46, s32),
  carrierUpCount: attr(47, u32),
  carrierDownCount: attr(48, u32),
  newIfindex: attr(49, s32),
  minMtu: attr(50, u32),
  /** 0 is no limit. */
  maxMtu: attr(51, u32),
  propList: attr(
    52,
    nested(() => propListAttributes),
  ),
  /** Only to ask for a link by it; a link's own are in `propList`. */
  altIfname: attr(53, text(127)),
  permAddress: attr(54, linkAddress),
  protoDownReason: attr(
    55,
    nested(() => protoDownReasonAttributes),
  ),
  parentDevName: attr(56, text()),
  parentDevBusName: attr(57, text()),
  groMaxSize: attr(58, u32),
  tsoMaxSize: attr(59, u32),
  tsoMaxSegs: attr(60, u32),
  /** How many want it, not a switch. */
  allmulti: attr(61, u32),
  devlinkPort: attr(
    62,
    nested(() => devlinkPortAttributes),
  ),
  gsoIpv4MaxSize: attr(63, u32),
  groIpv4MaxSize: attr(64, u32),
  dpllPin: attr(
    65,
    nested(() => dpllPinAttributes),
  ),
  maxPacingOffloadHorizon: attr(66, uint), // ns
  netnsImmutable: attr(67, u8),
  headroom: attr(68, u16),
  tailroom: attr(69, u16),
};

/** Named, so that declarations and hovers of what contains it stay short. */
export interface LinkAttributes extends AttributeSet<typeof declared> {}

/** IFLA_* from linux/if_link.h: a link. Switches are 0 or 1. */
export const linkAttributes: LinkAttributes = attributes("IFLA", declared);

/** `{ name: "ifname", value: string } | … | UnknownAttribute`. */
export type LinkAttribute = AttributeOf<typeof linkAttributes>;
