import { ipv4, ipv6 } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { flag } from "../../codec/flag.js";
import { be16, be32, u8, u16, u32 } from "../../codec/integers.js";
import { flagWord } from "../../codec/numbers.js";
import { tunnelEncapFlags, tunnelEncapType } from "./encap.js";
import { ip6TunnelFlags } from "./ip6-tunnel-flags.js";

/** SIT_ISATAP from linux/if_tunnel.h. The kernel declares it in network order, and stores it in the host's. */
export const sitFlags = flagWord(u16, { SIT_ISATAP: 1 });

/** IFLA_IPTUN_* from linux/if_tunnel.h, for ipip: IPv4 (or MPLS) in IPv4. */
export const ipipAttributes = attributes("IFLA_IPTUN", {
  link: attr(1, u32),
  local: attr(2, ipv4),
  remote: attr(3, ipv4),
  ttl: attr(4, u8),
  tos: attr(5, u8),
  flags: attr(8, u16),
  proto: attr(9, u8), // IPPROTO_*
  pmtudisc: attr(10, u8),
  encapType: attr(15, tunnelEncapType),
  encapFlags: attr(16, tunnelEncapFlags),
  encapSport: attr(17, be16),
  encapDport: attr(18, be16),
  collectMetadata: attr(19, flag),
  fwmark: attr(20, u32),
});

/** IFLA_IPTUN_* from linux/if_tunnel.h, for sit: IPv6 (or others) in IPv4. */
export const sitAttributes = attributes("IFLA_IPTUN", {
  link: attr(1, u32),
  local: attr(2, ipv4),
  remote: attr(3, ipv4),
  ttl: attr(4, u8),
  tos: attr(5, u8),
  flags: attr(8, sitFlags),
  proto: attr(9, u8), // IPPROTO_*
  pmtudisc: attr(10, u8),
  sixRdPrefix: attr(11, ipv6, "IFLA_IPTUN_6RD_PREFIX"),
  sixRdRelayPrefix: attr(12, ipv4, "IFLA_IPTUN_6RD_RELAY_PREFIX"),
  sixRdPrefixlen: attr(13, u16, "IFLA_IPTUN_6RD_PREFIXLEN"),
  sixRdRelayPrefixlen: attr(14, u16, "IFLA_IPTUN_6RD_RELAY_PREFIXLEN"),
  encapType: attr(15, tunnelEncapType),
  encapFlags: attr(16, tunnelEncapFlags),
  encapSport: attr(17, be16),
  encapDport: attr(18, be16),
  fwmark: attr(20, u32),
});

/** IFLA_IPTUN_* from linux/if_tunnel.h, for ip6tnl: IPv4 or IPv6 in IPv6. */
export const ip6tnlAttributes = attributes("IFLA_IPTUN", {
  link: attr(1, u32),
  local: attr(2, ipv6),
  remote: attr(3, ipv6),
  ttl: attr(4, u8),
  encapLimit: attr(6, u8),
  flowinfo: attr(7, be32),
  flags: attr(8, ip6TunnelFlags),
  proto: attr(9, u8), // IPPROTO_*
  encapType: attr(15, tunnelEncapType),
  encapFlags: attr(16, tunnelEncapFlags),
  encapSport: attr(17, be16),
  encapDport: attr(18, be16),
  collectMetadata: attr(19, flag),
  fwmark: attr(20, u32),
});
