import { ipv4, ipv6 } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { flag } from "../../codec/flag.js";
import { be16, be32, u8, u16, u32 } from "../../codec/integers.js";
import { flagWord } from "../../codec/numbers.js";
import { tunnelEncapFlags, tunnelEncapType } from "./encap.js";
import { ip6TunnelFlags } from "./ip6-tunnel-flags.js";

/** GRE_* from linux/if_tunnel.h: the bits of the header on the wire. */
export const greFlags = flagWord(be16, {
  GRE_CSUM: 0x8000,
  GRE_ROUTING: 0x4000,
  GRE_KEY: 0x2000,
  GRE_SEQ: 0x1000,
  GRE_STRICT: 0x0800,
  GRE_ACK: 0x0080,
});

/** IFLA_GRE_* from linux/if_tunnel.h over IPv4: gre, gretap, erspan. */
export const greAttributes = attributes("IFLA_GRE", {
  link: attr(1, u32),
  iflags: attr(2, greFlags),
  oflags: attr(3, greFlags),
  ikey: attr(4, be32),
  okey: attr(5, be32),
  local: attr(6, ipv4),
  remote: attr(7, ipv4),
  ttl: attr(8, u8),
  tos: attr(9, u8),
  pmtudisc: attr(10, u8),
  encapType: attr(14, tunnelEncapType),
  encapFlags: attr(15, tunnelEncapFlags),
  encapSport: attr(16, be16),
  encapDport: attr(17, be16),
  collectMetadata: attr(18, flag),
  ignoreDf: attr(19, u8),
  fwmark: attr(20, u32),
  erspanIndex: attr(21, u32),
  erspanVer: attr(22, u8),
  erspanDir: attr(23, u8),
  erspanHwid: attr(24, u16),
});

/** IFLA_GRE_* from linux/if_tunnel.h over IPv6: ip6gre, ip6gretap, ip6erspan. */
export const ip6greAttributes = attributes("IFLA_GRE", {
  link: attr(1, u32),
  iflags: attr(2, greFlags),
  oflags: attr(3, greFlags),
  ikey: attr(4, be32),
  okey: attr(5, be32),
  local: attr(6, ipv6),
  remote: attr(7, ipv6),
  ttl: attr(8, u8),
  encapLimit: attr(11, u8),
  flowinfo: attr(12, be32),
  flags: attr(13, ip6TunnelFlags),
  encapType: attr(14, tunnelEncapType),
  encapFlags: attr(15, tunnelEncapFlags),
  encapSport: attr(16, be16),
  encapDport: attr(17, be16),
  collectMetadata: attr(18, flag),
  fwmark: attr(20, u32),
  erspanIndex: attr(21, u32),
  erspanVer: attr(22, u8),
  erspanDir: attr(23, u8),
  erspanHwid: attr(24, u16),
});
