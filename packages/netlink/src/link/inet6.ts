import { ipv6 } from "../codec/address.js";
import { attr, attributes } from "../codec/attributes.js";
import { s32, u8, u32, u64 } from "../codec/integers.js";
import { enumeration, flagWord } from "../codec/numbers.js";
import { grown, struct } from "../codec/struct.js";

/** IF_* of the kernel's net/if_inet6.h, which user space has no header for: how far IPv6 is with a link. */
export const inet6Flags = flagWord(u32, {
  IF_RS_SENT: 0x10,
  IF_RA_RCVD: 0x20,
  IF_RA_MANAGED: 0x40,
  IF_RA_OTHERCONF: 0x80,
  IF_READY: 0x80000000,
});

/** IN6_ADDR_GEN_MODE_* from linux/if_link.h: how the host part of an own address is made. */
export const inet6AddrGenMode = enumeration(u8, {
  IN6_ADDR_GEN_MODE_EUI64: 0,
  IN6_ADDR_GEN_MODE_NONE: 1,
  IN6_ADDR_GEN_MODE_STABLE_PRIVACY: 2,
  IN6_ADDR_GEN_MODE_RANDOM: 3,
});

/**
 * net.ipv6.conf.*, in the order of DEVCONF_* from linux/ipv6.h: 32 bits each, as many as the kernel knows. What a newer
 * one has behind them is `tail`. Intervals are milliseconds; lifetimes, and what the kernel counts so, seconds.
 */
export const inet6Conf = struct("ipv6_devconf", {
  forwarding: grown(s32),
  hoplimit: grown(s32),
  mtu6: grown(s32),
  acceptRa: grown(s32),
  acceptRedirects: grown(s32),
  autoconf: grown(s32),
  dadTransmits: grown(s32),
  rtrSolicits: grown(s32),
  rtrSolicitInterval: grown(s32),
  rtrSolicitDelay: grown(s32),
  useTempaddr: grown(s32),
  tempValidLft: grown(s32),
  tempPreferedLft: grown(s32),
  regenMaxRetry: grown(s32),
  maxDesyncFactor: grown(s32),
  maxAddresses: grown(s32),
  forceMldVersion: grown(s32),
  acceptRaDefrtr: grown(s32),
  acceptRaPinfo: grown(s32),
  acceptRaRtrPref: grown(s32),
  rtrProbeInterval: grown(s32),
  acceptRaRtInfoMaxPlen: grown(s32),
  proxyNdp: grown(s32),
  optimisticDad: grown(s32),
  acceptSourceRoute: grown(s32),
  mcForwarding: grown(s32),
  disableIpv6: grown(s32),
  acceptDad: grown(s32),
  forceTllao: grown(s32),
  ndiscNotify: grown(s32),
  mldv1UnsolicitedReportInterval: grown(s32),
  mldv2UnsolicitedReportInterval: grown(s32),
  suppressFragNdisc: grown(s32),
  acceptRaFromLocal: grown(s32),
  useOptimistic: grown(s32),
  acceptRaMtu: grown(s32),
  stableSecret: grown(s32),
  useOifAddrsOnly: grown(s32),
  acceptRaMinHopLimit: grown(s32),
  ignoreRoutesWithLinkdown: grown(s32),
  dropUnicastInL2Multicast: grown(s32),
  dropUnsolicitedNa: grown(s32),
  keepAddrOnDown: grown(s32),
  rtrSolicitMaxInterval: grown(s32),
  seg6Enabled: grown(s32),
  seg6RequireHmac: grown(s32),
  enhancedDad: grown(s32),
  addrGenMode: grown(s32),
  disablePolicy: grown(s32),
  acceptRaRtInfoMinPlen: grown(s32),
  ndiscTclass: grown(s32),
  rplSegEnabled: grown(s32),
  raDefrtrMetric: grown(s32),
  ioam6Enabled: grown(s32),
  ioam6Id: grown(s32),
  ioam6IdWide: grown(s32),
  ndiscEvictNocarrier: grown(s32),
  acceptUntrackedNa: grown(s32),
  acceptRaMinLft: grown(s32),
  forceForwarding: grown(s32),
});

/** IPSTATS_MIB_* from linux/snmp.h: a link's counters, as many as the kernel knows; the first is how many. */
export const inet6Stats = struct("ipstats_mib", {
  num: grown(u64),
  inpkts: grown(u64),
  inoctets: grown(u64),
  indelivers: grown(u64),
  outforwdatagrams: grown(u64),
  outrequests: grown(u64),
  outoctets: grown(u64),
  inhdrerrors: grown(u64),
  intoobigerrors: grown(u64),
  innoroutes: grown(u64),
  inaddrerrors: grown(u64),
  inunknownprotos: grown(u64),
  intruncatedpkts: grown(u64),
  indiscards: grown(u64),
  outdiscards: grown(u64),
  outnoroutes: grown(u64),
  reasmtimeout: grown(u64),
  reasmreqds: grown(u64),
  reasmoks: grown(u64),
  reasmfails: grown(u64),
  fragoks: grown(u64),
  fragfails: grown(u64),
  fragcreates: grown(u64),
  inmcastpkts: grown(u64),
  outmcastpkts: grown(u64),
  inbcastpkts: grown(u64),
  outbcastpkts: grown(u64),
  inmcastoctets: grown(u64),
  outmcastoctets: grown(u64),
  inbcastoctets: grown(u64),
  outbcastoctets: grown(u64),
  csumerrors: grown(u64),
  noectpkts: grown(u64),
  ect1pkts: grown(u64),
  ect0pkts: grown(u64),
  cepkts: grown(u64),
  reasmOverlaps: grown(u64),
  outpkts: grown(u64),
});

/** ICMP6_MIB_* from linux/snmp.h: a link's counters, as many as the kernel knows; the first is how many. */
export const icmp6Stats = struct("icmpv6_mib", {
  num: grown(u64),
  inmsgs: grown(u64),
  inerrors: grown(u64),
  outmsgs: grown(u64),
  outerrors: grown(u64),
  csumerrors: grown(u64),
  ratelimithost: grown(u64),
});

/** struct ifla_cacheinfo, linux/if_link.h. Times are milliseconds, but for `tstamp`: 1/100 s since boot. */
export const inet6Cacheinfo = struct("ifla_cacheinfo", {
  maxReasmLen: u32,
  tstamp: u32,
  reachableTime: u32,
  retransTime: u32,
});

/**
 * IFLA_INET6_* from linux/if_link.h: IPv6 of a link. Under AF_INET6 in IFLA_AF_SPEC, and in IFLA_PROTINFO where the
 * header's family is AF_INET6.
 */
export const inet6Attributes = attributes("IFLA_INET6", {
  flags: attr(1, inet6Flags),
  conf: attr(2, inet6Conf),
  stats: attr(3, inet6Stats),
  cacheinfo: attr(5, inet6Cacheinfo),
  icmp6stats: attr(6, icmp6Stats),
  token: attr(7, ipv6),
  addrGenMode: attr(8, inet6AddrGenMode),
  raMtu: attr(9, u32),
});
