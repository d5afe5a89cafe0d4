/**
 * The netlink wire format: messages, attributes, extended acknowledgements, and the life of a request. Bytes in,
 * values out, and back; no input or output, no dependency, any JavaScript runtime. Start with `decodeFrames` and
 * `nsidMessage`.
 */

export { type AddressAttribute, addressAttributes, addressCacheinfo, addressProtocol } from "./address/attributes.js";
export { addressFlags, addressFlags8, ifaddrmsg } from "./address/header.js";
export * from "./address/message.js";
export { type AddressLabelAttribute, addressLabelAttributes } from "./addrlabel/attributes.js";
export { ifaddrlblmsg } from "./addrlabel/header.js";
export * from "./addrlabel/message.js";
export { ip, ipv4, ipv6, linkAddress, mac } from "./codec/address.js";
export { array } from "./codec/array.js";
export type {
  Attribute,
  AttributeInput,
  AttributeList,
  AttributeObject,
  AttributeOf,
  AttributeSet,
  Declared,
  Kept,
  KnownAttribute,
  TrailingBytes,
  UnknownAttribute,
} from "./codec/attribute-types.js";
export { attr, attributes } from "./codec/attributes.js";
export { bitfield32 } from "./codec/bitfield32.js";
export { type ByFamily, byFamily } from "./codec/by-family.js";
export { bytes, fixedBytes } from "./codec/bytes.js";
export { type Cases, type Choice, choice, chosen, type OtherCase, otherCase } from "./codec/choice.js";
export type { AnyCodec, Names } from "./codec/codec.js";
export { type Codec, type Infer, type InferInput, type InferList, type Place, scalar } from "./codec/codec.js";
export { flag } from "./codec/flag.js";
export { type Headed, type HeadedInput, type HeadedList, headed } from "./codec/headed.js";
export { type IndexedEntry, type IndexedList, indexed } from "./codec/indexed.js";
export type { Located } from "./codec/inside.js";
export { be16, be32, be64, type Sized, s8, s16, s32, s64, u8, u16, u32, u64 } from "./codec/integers.js";
export { keyed } from "./codec/keyed.js";
export type { Nested } from "./codec/nested.js";
export { nested } from "./codec/nested.js";
export { enumeration, flagWord, type Named, nameOf, namesOf } from "./codec/numbers.js";
export { type ByteOrder, HOST_ORDER, type OrderOptions } from "./codec/order.js";
export { padding } from "./codec/padding.js";
export { NLA_F_NESTED, NLA_F_NET_BYTEORDER } from "./codec/places.js";
export type { Reader } from "./codec/reader.js";
export { type Repeated, repeated } from "./codec/repeated.js";
export type { SetByFamily } from "./codec/set-by-family.js";
export { setByFamily } from "./codec/set-by-family.js";
export {
  type Gap,
  type Grown,
  gap,
  grown,
  type Struct,
  type StructInput,
  type StructValue,
  struct,
} from "./codec/struct.js";
export type { Line } from "./codec/table.js";
export { fixedText, text } from "./codec/text.js";
export { uint } from "./codec/uint.js";
export type { Writer } from "./codec/writer.js";
export {
  type CtrlAttribute,
  ctrlAttributes,
  ctrlMcastGroupAttributes,
  ctrlOpAttributes,
  ctrlOpPolicyAttributes,
  genlOpFlags,
} from "./ctrl/attributes.js";
export { genlMessage } from "./ctrl/generic.js";
export { ctrlCommand, genlHeader, genlmsghdr } from "./ctrl/header.js";
export { ctrlMessage, GENL_ID_CTRL, NETLINK_GENERIC } from "./ctrl/message.js";
export { CodecError, type CodecOperation } from "./errors.js";
export { type ExtackAttributes, extackAttributes } from "./extack/attributes.js";
export { type Extack, explain, type MissingAttribute, type RequestContext } from "./extack/extack.js";
export { attributeType, describePolicy, type Policy, policyAttributes } from "./extack/policy.js";
export { type AnyMessageCodec, families } from "./families.js";
export { type FormatOptions, format } from "./format.js";
export { type FormatAsOptions, formatAs } from "./format-as.js";
export type { AfSpec } from "./link/af-spec.js";
export { afSpec, afSpecAttributes, mctpAttributes, mctpPhysBinding } from "./link/af-spec.js";
export type { LinkAttributes } from "./link/attributes.js";
export { extMask, type LinkAttribute, linkAttributes, linkEvent, linkmode, operstate } from "./link/attributes.js";
export {
  bridgeFlags,
  bridgeMode,
  bridgeMstAttributes,
  bridgeMstEntryAttributes,
  bridgeSpecAttributes,
  bridgeVlanFlags,
  bridgeVlanInfo,
  bridgeVlanTunnelAttributes,
} from "./link/bridge.js";
export {
  bridgeCfmAttributes,
  cfmCcCcmTxAttributes,
  cfmCcConfigAttributes,
  cfmCcmInterval,
  cfmCcPeerMepAttributes,
  cfmCcPeerStatusAttributes,
  cfmCcRdiAttributes,
  cfmDomain,
  cfmMepConfigAttributes,
  cfmMepCreateAttributes,
  cfmMepDeleteAttributes,
  cfmMepDirection,
  cfmMepStatusAttributes,
} from "./link/bridge-cfm.js";
export {
  bridgeMrpAttributes,
  mrpInfoAttributes,
  mrpInRole,
  mrpInRoleAttributes,
  mrpInState,
  mrpInStateAttributes,
  mrpInstanceAttributes,
  mrpPortRole,
  mrpPortRoleAttributes,
  mrpPortState,
  mrpPortStateAttributes,
  mrpRingRole,
  mrpRingRoleAttributes,
  mrpRingState,
  mrpRingStateAttributes,
  mrpStartInTestAttributes,
  mrpStartTestAttributes,
} from "./link/bridge-mrp.js";
export { bridgeId, bridgePortAttributes, bridgeState, multicastRouterType } from "./link/bridge-port.js";
export { devlinkPortAttributes } from "./link/devlink-port.js";
export { dpllPinAttributes } from "./link/dpll-pin.js";
export { hardwareType, ifinfomsg, linkFlags } from "./link/header.js";
export { inetAttributes, inetConf, inetConfAttributes } from "./link/inet.js";
export {
  icmp6Stats,
  inet6AddrGenMode,
  inet6Attributes,
  inet6Cacheinfo,
  inet6Conf,
  inet6Flags,
  inet6Stats,
} from "./link/inet6.js";
export { amtAttributes, amtMode } from "./link/kinds/amt.js";
export { bareudpAttributes, bareudpEthertype } from "./link/kinds/bareudp.js";
export { batadvAttributes } from "./link/kinds/batadv.js";
export {
  bondActorPortState,
  bondAdInfoAttributes,
  bondAdSelect,
  bondArpAllTargets,
  bondArpValidate,
  bondAttributes,
  bondChurnState,
  bondFailOverMac,
  bondLacpRate,
  bondMode,
  bondPartnerPortState,
  bondPortAttributes,
  bondPortLink,
  bondPortState,
  bondPrimaryReselect,
  bondXmitHashPolicy,
} from "./link/kinds/bond.js";
export {
  bridgeAttributes,
  bridgeBoolopt,
  bridgeBooloptMulti,
  bridgeQuerierAttributes,
  bridgeStpMode,
  bridgeStpState,
} from "./link/kinds/bridge.js";
export { caifAttributes } from "./link/kinds/caif.js";
export {
  canAttributes,
  canBerrCounter,
  canBittiming,
  canBittimingConst,
  canClock,
  canCtrlmode,
  canCtrlmodeExtAttributes,
  canCtrlmodeFlags,
  canDeviceStats,
  canPwmAttributes,
  canState,
  canTdcAttributes,
} from "./link/kinds/can.js";
export { dsaAttributes } from "./link/kinds/dsa.js";
export { tunnelEncapFlags, tunnelEncapType } from "./link/kinds/encap.js";
export { geneveAttributes, geneveDf, genevePortRange } from "./link/kinds/geneve.js";
export { greAttributes, greFlags, ip6greAttributes } from "./link/kinds/gre.js";
export { gtpAttributes, gtpRole } from "./link/kinds/gtp.js";
export { hsrAttributes, hsrProtocol } from "./link/kinds/hsr.js";
export { linkKinds, linkPortKinds, linkXstatsKinds } from "./link/kinds/index.js";
export { ip6TunnelFlags } from "./link/kinds/ip6-tunnel-flags.js";
export { ipoibAttributes, ipoibMode } from "./link/kinds/ipoib.js";
export { ip6tnlAttributes, ipipAttributes, sitAttributes, sitFlags } from "./link/kinds/iptunnel.js";
export { ipvlanAttributes, ipvlanFlags, ipvlanMode } from "./link/kinds/ipvlan.js";
export {
  MACSEC_CIPHER_ID_GCM_AES_128,
  MACSEC_CIPHER_ID_GCM_AES_256,
  MACSEC_CIPHER_ID_GCM_AES_XPN_128,
  MACSEC_CIPHER_ID_GCM_AES_XPN_256,
  MACSEC_DEFAULT_CIPHER_ID,
  macsecAttributes,
  macsecOffload,
  macsecValidation,
} from "./link/kinds/macsec.js";
export {
  macvlanAttributes,
  macvlanFlags,
  macvlanMacaddrAttributes,
  macvlanMacaddrMode,
  macvlanMode,
} from "./link/kinds/macvlan.js";
export { netkitAttributes, netkitMode, netkitPairing, netkitPolicy, netkitScrub } from "./link/kinds/netkit.js";
export { noAttributes } from "./link/kinds/none.js";
export { ovpnAttributes, ovpnMode } from "./link/kinds/ovpn.js";
export { pppAttributes } from "./link/kinds/ppp.js";
export { rmnetAttributes, rmnetFlag, rmnetFlags } from "./link/kinds/rmnet.js";
export { tunAttributes, tunType } from "./link/kinds/tun.js";
export { vethAttributes, vxcanAttributes } from "./link/kinds/veth.js";
export {
  vlanAttributes,
  vlanFlag,
  vlanFlags,
  vlanProtocol,
  vlanQosAttributes,
  vlanQosMapping,
} from "./link/kinds/vlan.js";
export { vrfAttributes, vrfPortAttributes } from "./link/kinds/vrf.js";
export { vti6Attributes, vtiAttributes } from "./link/kinds/vti.js";
export { vxlanAttributes, vxlanDf, vxlanLabelPolicy, vxlanPortRange } from "./link/kinds/vxlan.js";
export { wwanAttributes } from "./link/kinds/wwan.js";
export { xfrmAttributes } from "./link/kinds/xfrm.js";
export type { LinkinfoAttributes } from "./link/linkinfo.js";
export { linkinfoAttributes } from "./link/linkinfo.js";
export { linkMap } from "./link/map.js";
export * from "./link/message.js";
export {
  mrouteTableAttributes,
  mrouteVifAttributes,
  mrouteVifFlags,
  mrouteVifsAttributes,
} from "./link/mroute-table.js";
export { type LinkPeer, type LinkPeerInput, type LinkPeerList, linkPeer } from "./link/peer.js";
export { propListAttributes } from "./link/prop-list.js";
export { protoDownReasonAttributes } from "./link/proto-down.js";
export { linkStats, linkStats64 } from "./link/stats.js";
export {
  portAttributes,
  portRequest,
  portResponse,
  portVsi,
  vfAttributes,
  vfBroadcast,
  vfGuid,
  vfInfoListAttributes,
  vfLinkState,
  vfLinkStateSetting,
  vfMac,
  vfPortsAttributes,
  vfRate,
  vfRssQueryEn,
  vfSpoofchk,
  vfStatsAttributes,
  vfTrust,
  vfTxRate,
  vfVlan,
  vfVlanInfo,
  vfVlanListAttributes,
} from "./link/vf.js";
export { xdpAttached, xdpAttributes, xdpFlags } from "./link/xdp.js";
export {
  type MdbAttribute,
  mdbAttributes,
  mdbEntriesAttributes,
  mdbEntryAttributes,
  mdbPortsAttributes,
  mdbSourceAttributes,
  mdbSourceListAttributes,
} from "./mdb/attributes.js";
export { brMdbEntry, mdbFlags, mdbGroupMode, mdbState } from "./mdb/entry.js";
export { type MdbGroup, type MdbGroupInput, mdbGroup } from "./mdb/group.js";
export { brPortMsg } from "./mdb/header.js";
export {
  mdbGetMessage,
  mdbMessage,
  mdbRequestMessage,
  RTM_DELMDB,
  RTM_GETMDB,
  RTM_NEWMDB,
  RTNLGRP_MDB,
} from "./mdb/message.js";
export {
  type MdbGetAttribute,
  type MdbRequestAttribute,
  mdbeAttributes,
  mdbeSourceAttributes,
  mdbeSourceListAttributes,
  mdbGetAttributes,
  mdbRequestAttributes,
} from "./mdb/request-attributes.js";
export { mdbRouterAttributes, mdbRouterPort, mdbRouterPortAttributes } from "./mdb/router.js";
export {
  type DoneMessage,
  type DoneMessageList,
  decodeDone,
  decodeDoneList,
  decodeError,
  decodeErrorList,
  type ErrorMessage,
  type ErrorMessageList,
  encodeDone,
  encodeError,
} from "./message/error.js";
export { familyOf } from "./message/family-of.js";
export * from "./message/flags.js";
export { type Datagram, decodeFrames, encodeFrame, type Frame } from "./message/frame.js";
export { type Header, NLMSG_HDRLEN } from "./message/header.js";
export { type Locatable, locate } from "./message/locate.js";
export {
  type DecodeOptions,
  encodeMessage,
  type Message,
  type MessageCodec,
  type MessageInput,
  type MessageList,
  message,
} from "./message/message.js";
export { picker } from "./message/picker.js";
export { type NduseroptAttribute, nduseroptAttributes } from "./nduseropt/attributes.js";
export { type NduseroptHeader, type Nduseroptmsg, type NduseroptmsgInput, nduseroptmsg } from "./nduseropt/header.js";
export { nduseroptMessage, RTM_NEWNDUSEROPT, RTNLGRP_ND_USEROPT } from "./nduseropt/message.js";
export { fdbExtAttributes, type NeighborAttribute, ndaCacheinfo, neighborAttributes } from "./neighbor/attributes.js";
export { fdbNotify, neighborExtFlags, neighborFlags, neighborState } from "./neighbor/flags.js";
export { ndmsg } from "./neighbor/header.js";
export { neighborMessage, RTM_DELNEIGH, RTM_GETNEIGH, RTM_NEWNEIGH, RTNLGRP_NEIGH } from "./neighbor/message.js";
export {
  type NeighborTableAttribute,
  ndtConfig,
  ndtStats,
  neighborTableAttributes,
  neighborTableParmsAttributes,
} from "./neightbl/attributes.js";
export { ndtmsg } from "./neightbl/header.js";
export { neighborTableMessage, RTM_GETNEIGHTBL, RTM_NEWNEIGHTBL, RTM_SETNEIGHTBL } from "./neightbl/message.js";
export {
  NETCONFA_IFINDEX_ALL,
  NETCONFA_IFINDEX_DEFAULT,
  type NetconfAttribute,
  netconfAttributes,
} from "./netconf/attributes.js";
export { netconfmsg } from "./netconf/header.js";
export {
  netconfMessage,
  RTM_DELNETCONF,
  RTM_GETNETCONF,
  RTM_NEWNETCONF,
  RTNLGRP_IPV4_NETCONF,
  RTNLGRP_IPV6_NETCONF,
  RTNLGRP_MPLS_NETCONF,
} from "./netconf/message.js";
export {
  type NexthopAttribute,
  nexthopAttributes,
  nexthopGroupMember,
  nexthopGroupType,
  nexthopOpFlags,
} from "./nexthop/attributes.js";
export { nexthopGroupStatsAttributes, nexthopGroupStatsEntryAttributes } from "./nexthop/group-stats.js";
export { nexthopFlags, nhmsg } from "./nexthop/header.js";
export * from "./nexthop/message.js";
export { nexthopResBucketAttributes, nexthopResGroupAttributes } from "./nexthop/resilient.js";
export { type NsidAttribute, nsidAttributes } from "./nsid/attributes.js";
export { rtgenmsg } from "./nsid/header.js";
export { nsidMessage } from "./nsid/message.js";
export { NETNSA_NSID_NOT_ASSIGNED, RTM_DELNSID, RTM_GETNSID, RTM_NEWNSID, RTNLGRP_NSID } from "./nsid/numbers.js";
export { type PrefixAttribute, prefixAttributes, prefixCacheinfo } from "./prefix/attributes.js";
export { prefixmsg } from "./prefix/header.js";
export { prefixMessage, RTM_NEWPREFIX, RTNLGRP_IPV6_PREFIX } from "./prefix/message.js";
export { type End, Exchange } from "./protocol/exchange.js";
export {
  type RouteAttribute,
  routeAttributes,
  routeCacheinfo,
  routeMfcStats,
  routerPreference,
} from "./route/attributes.js";
export { bpfEncapAttributes, bpfProgramAttributes } from "./route/encap/bpf.js";
export { type EncapCases, encap, encapType } from "./route/encap/encap.js";
export { ilaAttributes, ilaCsumMode, ilaDirection, ilaHookType, ilaIdentType } from "./route/encap/ila.js";
export {
  type Ioam6Trace,
  type Ioam6TraceInput,
  ioam6EncapAttributes,
  ioam6Mode,
  ioam6Trace,
} from "./route/encap/ioam6.js";
export { ip6EncapAttributes, ipEncapAttributes, tunnelOptionFlags } from "./route/encap/ip.js";
export {
  erspanOptionAttributes,
  type GeneveOption,
  geneveOptionAttributes,
  type IpEncapOptions,
  type IpEncapOptionsInput,
  ipEncapOptionAttributes,
  ipEncapOptions,
  vxlanOptionAttributes,
} from "./route/encap/ip-options.js";
export { mplsEncapAttributes } from "./route/encap/mpls.js";
export { type RplHeader, type RplInput, rplEncapAttributes, rplHeader } from "./route/encap/rpl.js";
export {
  type Seg6Encap,
  type Seg6EncapInput,
  type SegmentRoutingHeader,
  type SegmentRoutingInput,
  type SegmentRoutingTlv,
  seg6Encap,
  seg6EncapAttributes,
  seg6Mode,
  segmentRoutingFlags,
  segmentRoutingHeader,
  segmentRoutingTlv,
} from "./route/encap/seg6.js";
export {
  seg6LocalAction,
  seg6LocalAttributes,
  seg6LocalBpfAttributes,
  seg6LocalCounterAttributes,
  seg6LocalFlavor,
  seg6LocalFlavorAttributes,
} from "./route/encap/seg6-local.js";
export { xfrmEncapAttributes } from "./route/encap/xfrm.js";
export { routeFlags, routeProtocol, routeScope, routeTable, routeTable8, routeType, rtmsg } from "./route/header.js";
export { RTNL_FAMILY_IP6MR, RTNL_FAMILY_IPMR } from "./route/ip.js";
export * from "./route/message.js";
export { metricsAttributes, routeFeatures } from "./route/metrics.js";
export { mplsLabels } from "./route/mpls.js";
export { type RouteHop, type RouteHopInput, type RouteHopList, routeHopFlags } from "./route/multipath.js";
export { rtvia, type Via } from "./route/via.js";
export { type RuleAttribute, ruleAttributes, rulePortRange, ruleUidRange } from "./rule/attributes.js";
export { fibRuleHdr, ruleAction, ruleFlags } from "./rule/header.js";
export * from "./rule/message.js";
export { rulePrefix } from "./rule/prefix.js";
export {
  linkXstatsAttributes,
  type StatsAttribute,
  type StatsRequestAttribute,
  statsAttributes,
  statsByFamilyAttributes,
  statsFiltersAttributes,
  statsRequestAttributes,
} from "./stats/attributes.js";
export { bond3adStatsAttributes, bondXstatsAttributes } from "./stats/bond.js";
export { bridgeStpXstats, bridgeVlanXstats, bridgeXstatsAttributes, brMcastStats } from "./stats/bridge.js";
export { ifStatsMsg, statsFilterBit } from "./stats/header.js";
export {
  RTM_GETSTATS,
  RTM_NEWSTATS,
  RTM_SETSTATS,
  RTNLGRP_STATS,
  statsMessage,
  statsRequestMessage,
} from "./stats/message.js";
export { mplsLinkStats, mplsStatsAttributes } from "./stats/mpls.js";
export { hwStats64, hwStatsInfoAttributes, hwStatsStateAttributes, offloadXstatsAttributes } from "./stats/offload.js";
export {
  type ActionRootAttribute,
  actionAttributes,
  actionDumpFlags,
  actionFlags,
  actionHwStats,
  actionRootAttributes,
} from "./tc/action-attributes.js";
export {
  type TcAttribute,
  tcAttributes,
  tcDumpFlags,
  tcLinkLayer,
  tcSizespec,
  tcStabAttributes,
} from "./tc/attributes.js";
export {
  TC_H_MIN_EGRESS,
  TC_H_MIN_INGRESS,
  TC_H_MIN_PRIORITY,
  TCM_IFINDEX_MAGIC_BLOCK,
  tcamsg,
  tcHandle,
  tcmsg,
} from "./tc/header.js";
export {
  actionMessage,
  RTM_DELACTION,
  RTM_DELCHAIN,
  RTM_DELQDISC,
  RTM_DELTCLASS,
  RTM_DELTFILTER,
  RTM_GETACTION,
  RTM_GETCHAIN,
  RTM_GETQDISC,
  RTM_GETTCLASS,
  RTM_GETTFILTER,
  RTM_NEWACTION,
  RTM_NEWCHAIN,
  RTM_NEWQDISC,
  RTM_NEWTCLASS,
  RTM_NEWTFILTER,
  RTNLGRP_TC,
  tcMessage,
} from "./tc/message.js";
export {
  gnetStatsBasic,
  gnetStatsQueue,
  gnetStatsRateEst,
  gnetStatsRateEst64,
  tcEstimator,
  tcStats,
  tcStatsAttributes,
} from "./tc/stats.js";
export {
  type TunnelAttribute,
  tunnelAttributes,
  vnifilterEntryAttributes,
  vnifilterStatsAttributes,
} from "./tunnel/attributes.js";
export { tunnelFlags, tunnelMsg } from "./tunnel/header.js";
export { RTM_DELTUNNEL, RTM_GETTUNNEL, RTM_NEWTUNNEL, RTNLGRP_TUNNEL, tunnelMessage } from "./tunnel/message.js";
export {
  type VlanDbAttribute,
  type VlanDumpAttribute,
  vlanDbAttributes,
  vlanDumpAttributes,
  vlanDumpFlags,
  vlanEntryAttributes,
  vlanStatsAttributes,
  vlanTunnelInfoAttributes,
} from "./vlan/attributes.js";
export { vlanGlobalOptionsAttributes } from "./vlan/global-options.js";
export { brVlanMsg } from "./vlan/header.js";
export { RTM_DELVLAN, RTM_GETVLAN, RTM_NEWVLAN, RTNLGRP_BRVLAN, vlanDumpMessage, vlanMessage } from "./vlan/message.js";
