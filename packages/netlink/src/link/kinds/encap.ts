import { u16 } from "../../codec/integers.js";
import { enumeration, flagWord } from "../../codec/numbers.js";

/** TUNNEL_ENCAP_* from linux/if_tunnel.h: what a tunnel's packets are put into. */
export const tunnelEncapType = enumeration(u16, {
  TUNNEL_ENCAP_NONE: 0,
  TUNNEL_ENCAP_FOU: 1,
  TUNNEL_ENCAP_GUE: 2,
  TUNNEL_ENCAP_MPLS: 3,
});

/** TUNNEL_ENCAP_FLAG_* from linux/if_tunnel.h. */
export const tunnelEncapFlags = flagWord(u16, {
  TUNNEL_ENCAP_FLAG_CSUM: 1,
  TUNNEL_ENCAP_FLAG_CSUM6: 2,
  TUNNEL_ENCAP_FLAG_REMCSUM: 4,
});
