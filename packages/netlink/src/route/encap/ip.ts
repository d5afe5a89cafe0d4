import { ipv4, ipv6 } from "../../codec/address.js";
import { attr, attributes } from "../../codec/attributes.js";
import { be16, be64, u8 } from "../../codec/integers.js";
import { flagWord } from "../../codec/numbers.js";
import { padding } from "../../codec/padding.js";
import { ipEncapOptions } from "./ip-options.js";

/** TUNNEL_* from linux/if_tunnel.h. */
export const tunnelOptionFlags = flagWord(be16, {
  TUNNEL_CSUM: 0x01,
  TUNNEL_ROUTING: 0x02,
  TUNNEL_KEY: 0x04,
  TUNNEL_SEQ: 0x08,
  TUNNEL_STRICT: 0x10,
  TUNNEL_REC: 0x20,
  TUNNEL_VERSION: 0x40,
  TUNNEL_NO_KEY: 0x80,
  TUNNEL_DONT_FRAGMENT: 0x0100,
  TUNNEL_OAM: 0x0200,
  TUNNEL_CRIT_OPT: 0x0400,
  TUNNEL_GENEVE_OPT: 0x0800,
  TUNNEL_VXLAN_OPT: 0x1000,
  TUNNEL_NOCACHE: 0x2000,
  TUNNEL_ERSPAN_OPT: 0x4000,
  TUNNEL_GTP_OPT: 0x8000,
});

/** LWTUNNEL_IP_* from linux/lwtunnel.h: what a tunnel that takes its parameters from routes is told. */
export const ipEncapAttributes = attributes("LWTUNNEL_IP", {
  id: attr(1, be64),
  dst: attr(2, ipv4),
  src: attr(3, ipv4),
  ttl: attr(4, u8),
  tos: attr(5, u8),
  flags: attr(6, tunnelOptionFlags),
  pad: attr(7, padding),
  opts: attr(8, ipEncapOptions),
});

/** LWTUNNEL_IP6_* from linux/lwtunnel.h. */
export const ip6EncapAttributes = attributes("LWTUNNEL_IP6", {
  id: attr(1, be64),
  dst: attr(2, ipv6),
  src: attr(3, ipv6),
  hoplimit: attr(4, u8),
  tc: attr(5, u8),
  flags: attr(6, tunnelOptionFlags),
  pad: attr(7, padding),
  opts: attr(8, ipEncapOptions),
});
