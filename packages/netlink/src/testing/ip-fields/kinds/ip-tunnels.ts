import type { Infer } from "../../../codec/codec.js";
import { tunnelEncapFlags, tunnelEncapType } from "../../../link/kinds/encap.js";
import { type greAttributes, greFlags, type ip6greAttributes } from "../../../link/kinds/gre.js";
import { ip6TunnelFlags } from "../../../link/kinds/ip6-tunnel-flags.js";
import {
  type ip6tnlAttributes,
  type ipipAttributes,
  type sitAttributes,
  sitFlags,
} from "../../../link/kinds/iptunnel.js";
import type { vti6Attributes, vtiAttributes } from "../../../link/kinds/vti.js";
import { type Fields, flat, present } from "../compare.js";
import { dotted, has, hex, named } from "../names.js";

/** What all of them have. */
interface Ends {
  link?: number;
  local?: string;
  remote?: string;
  fwmark?: number;
}

const address = (value: string | undefined): string | undefined =>
  value === "0.0.0.0" || value === "::" ? "any" : value;

const ends: Fields<Ends> = {
  remote: ({ remote }) => address(remote),
  local: ({ local }) => address(local),
  link: ({ link }, scene) => link && scene.ifname(link),
  fwmark: ({ fwmark }) => hex(fwmark),
};

interface Encap {
  encapType?: number;
  encapFlags?: number;
  encapSport?: number;
  encapDport?: number;
}

const encap: Fields<Encap> = {
  encap: flat({
    type: ({ encapType }) => named(tunnelEncapType, "TUNNEL_ENCAP_", encapType),
    sport: ({ encapSport }) => encapSport,
    dport: ({ encapDport }) => encapDport,
    csum: ({ encapFlags }) => has(tunnelEncapFlags, encapFlags, "TUNNEL_ENCAP_FLAG_CSUM"),
    csum6: ({ encapFlags }) => has(tunnelEncapFlags, encapFlags, "TUNNEL_ENCAP_FLAG_CSUM6"),
    remcsum: ({ encapFlags }) => has(tunnelEncapFlags, encapFlags, "TUNNEL_ENCAP_FLAG_REMCSUM"),
  }),
};

const ipv4: Fields<{ ttl?: number; tos?: number; pmtudisc?: number }> = {
  ttl: ({ ttl }) => ttl,
  tos: ({ tos }) => hex(tos),
  pmtudisc: ({ pmtudisc }) => pmtudisc === 1,
};

const ipv6: Fields<{ ttl?: number; encapLimit?: number; flowinfo?: number; flags?: number }> = {
  ttl: ({ ttl }) => ttl,
  encap_limit: ({ encapLimit }) => encapLimit,
  // Version, traffic class and flow label of a header, as one number.
  tclass: ({ flowinfo }) => flowinfo !== undefined && hex((flowinfo >>> 20) & 0xff, 2),
  flowlabel: ({ flowinfo }) => flowinfo !== undefined && hex(flowinfo & 0xfffff, 5),
  ip6_tnl_f_ign_encap_limit: ({ flags }) => has(ip6TunnelFlags, flags, "IP6_TNL_F_IGN_ENCAP_LIMIT"),
  ip6_tnl_f_use_orig_tclass: ({ flags }) => has(ip6TunnelFlags, flags, "IP6_TNL_F_USE_ORIG_TCLASS"),
  ip6_tnl_f_use_orig_flowlabel: ({ flags }) => has(ip6TunnelFlags, flags, "IP6_TNL_F_USE_ORIG_FLOWLABEL"),
  ip6_tnl_f_rcv_dscp_copy: ({ flags }) => has(ip6TunnelFlags, flags, "IP6_TNL_F_RCV_DSCP_COPY"),
  ip6_tnl_f_mip6_dev: ({ flags }) => has(ip6TunnelFlags, flags, "IP6_TNL_F_MIP6_DEV"),
  ip6_tnl_f_use_orig_fwmark: ({ flags }) => has(ip6TunnelFlags, flags, "IP6_TNL_F_USE_ORIG_FWMARK"),
  ip6_tnl_f_allow_local_remote: ({ flags }) => has(ip6TunnelFlags, flags, "IP6_TNL_F_ALLOW_LOCAL_REMOTE"),
};

interface Keys {
  ikey?: number;
  okey?: number;
}

const keys: Fields<Keys> = {
  ikey: ({ ikey }) => dotted(ikey),
  okey: ({ okey }) => dotted(okey),
};

interface Gre extends Keys {
  iflags?: number;
  oflags?: number;
  collectMetadata?: true;
  erspanIndex?: number;
  erspanVer?: number;
  erspanDir?: number;
  erspanHwid?: number;
}

const gre: Fields<Gre> = {
  ...keys,
  iseq: ({ iflags }) => has(greFlags, iflags, "GRE_SEQ"),
  oseq: ({ oflags }) => has(greFlags, oflags, "GRE_SEQ"),
  icsum: ({ iflags }) => has(greFlags, iflags, "GRE_CSUM"),
  ocsum: ({ oflags }) => has(greFlags, oflags, "GRE_CSUM"),
  external: present(({ collectMetadata }) => collectMetadata),
  erspan_index: ({ erspanIndex }) => erspanIndex,
  erspan_ver: ({ erspanVer }) => erspanVer,
  erspan_dir: ({ erspanDir }) => (erspanDir === 0 ? "ingress" : "egress"),
  erspan_hwid: ({ erspanHwid }) => hex(erspanHwid),
};

/** gre, gretap, erspan. */
export const greFields: Fields<Infer<typeof greAttributes>> = {
  ...ends,
  ...ipv4,
  ...gre,
  ...encap,
  ignore_df: ({ ignoreDf }) => ignoreDf === 1,
};

/** ip6gre, ip6gretap, ip6erspan. */
export const ip6greFields: Fields<Infer<typeof ip6greAttributes>> = { ...ends, ...ipv6, ...gre, ...encap };

const IPPROTO_IPIP = 4;
const IPPROTO_IPV6 = 41;
const IPPROTO_MPLS = 137;

/** ipip. */
export const ipipFields: Fields<Infer<typeof ipipAttributes>> = {
  ...ends,
  ...ipv4,
  ...encap,
  proto: ({ proto = 0 }) => ({ [IPPROTO_IPIP]: "ipip", [IPPROTO_MPLS]: "mplsip", 0: "any" })[proto],
  external: present(({ collectMetadata }) => collectMetadata),
};

/** sit. */
export const sitFields: Fields<Infer<typeof sitAttributes>> = {
  ...ends,
  ...ipv4,
  ...encap,
  proto: ({ proto = 0 }) =>
    ({ [IPPROTO_IPIP]: "ipip", [IPPROTO_IPV6]: "ip6ip", [IPPROTO_MPLS]: "mplsip", 0: "any" })[proto],
  isatap: ({ flags }) => has(sitFlags, flags, "SIT_ISATAP"),
  prefix: ({ sixRdPrefix }) => sixRdPrefix,
  prefixlen: ({ sixRdPrefixlen }) => sixRdPrefixlen,
  relay_prefix: ({ sixRdRelayPrefix }) => sixRdRelayPrefix,
  relay_prefixlen: ({ sixRdRelayPrefixlen }) => sixRdRelayPrefixlen,
};

/** ip6tnl. */
export const ip6tnlFields: Fields<Infer<typeof ip6tnlAttributes>> = {
  ...ends,
  ...ipv6,
  ...encap,
  proto: ({ proto = 0 }) => ({ [IPPROTO_IPIP]: "ipip6", [IPPROTO_IPV6]: "ip6ip6", 0: "any" })[proto],
  external: present(({ collectMetadata }) => collectMetadata),
};

/** vti. */
export const vtiFields: Fields<Infer<typeof vtiAttributes>> = { ...ends, ...keys };

/** vti6. */
export const vti6Fields: Fields<Infer<typeof vti6Attributes>> = { ...ends, ...keys };
