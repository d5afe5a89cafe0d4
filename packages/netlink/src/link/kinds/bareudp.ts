import { attr, attributes } from "../../codec/attributes.js";
import { flag } from "../../codec/flag.js";
import { be16, u16 } from "../../codec/integers.js";
import { enumeration } from "../../codec/numbers.js";

/** The Ethernet protocols that a bareudp device carries, linux/if_ether.h. */
export const bareudpEthertype = enumeration(be16, {
  ETH_P_IP: 0x0800,
  ETH_P_IPV6: 0x86dd,
  ETH_P_MPLS_UC: 0x8847,
  ETH_P_MPLS_MC: 0x8848,
});

/** IFLA_BAREUDP_* from linux/if_link.h. */
export const bareudpAttributes = attributes("IFLA_BAREUDP", {
  port: attr(1, be16),
  ethertype: attr(2, bareudpEthertype),
  srcportMin: attr(3, u16), // host order, unlike the port
  multiprotoMode: attr(4, flag),
});
