import { bridgePortAttributes } from "../bridge-port.js";
import { amtAttributes } from "./amt.js";
import { bareudpAttributes } from "./bareudp.js";
import { batadvAttributes } from "./batadv.js";
import { bondAttributes, bondPortAttributes } from "./bond.js";
import { bridgeAttributes } from "./bridge.js";
import { caifAttributes } from "./caif.js";
import { canAttributes, canDeviceStats } from "./can.js";
import { dsaAttributes } from "./dsa.js";
import { geneveAttributes } from "./geneve.js";
import { greAttributes, ip6greAttributes } from "./gre.js";
import { gtpAttributes } from "./gtp.js";
import { hsrAttributes } from "./hsr.js";
import { ipoibAttributes } from "./ipoib.js";
import { ip6tnlAttributes, ipipAttributes, sitAttributes } from "./iptunnel.js";
import { ipvlanAttributes } from "./ipvlan.js";
import { macsecAttributes } from "./macsec.js";
import { macvlanAttributes } from "./macvlan.js";
import { netkitAttributes } from "./netkit.js";
import { noAttributes } from "./none.js";
import { ovpnAttributes } from "./ovpn.js";
import { pppAttributes } from "./ppp.js";
import { rmnetAttributes } from "./rmnet.js";
import { tunAttributes } from "./tun.js";
import { vethAttributes, vxcanAttributes } from "./veth.js";
import { vlanAttributes } from "./vlan.js";
import { vrfAttributes, vrfPortAttributes } from "./vrf.js";
import { vti6Attributes, vtiAttributes } from "./vti.js";
import { vxlanAttributes } from "./vxlan.js";
import { wwanAttributes } from "./wwan.js";
import { xfrmAttributes } from "./xfrm.js";

/**
 * What IFLA_INFO_DATA holds, by IFLA_INFO_KIND: all kinds that the kernel has. Those with noAttributes have none over
 * rtnetlink. Some of them are set up by generic netlink instead, as team and wireguard are.
 */
export const linkKinds = {
  amt: () => amtAttributes,
  bareudp: () => bareudpAttributes,
  batadv: () => batadvAttributes,
  bond: () => bondAttributes,
  bridge: () => bridgeAttributes,
  caif: () => caifAttributes,
  can: () => canAttributes,
  dsa: () => dsaAttributes,
  dummy: () => noAttributes,
  erspan: () => greAttributes,
  geneve: () => geneveAttributes,
  gre: () => greAttributes,
  gretap: () => greAttributes,
  gtp: () => gtpAttributes,
  hsr: () => hsrAttributes,
  ifb: () => noAttributes,
  ip6erspan: () => ip6greAttributes,
  ip6gre: () => ip6greAttributes,
  ip6gretap: () => ip6greAttributes,
  ip6tnl: () => ip6tnlAttributes,
  ipip: () => ipipAttributes,
  ipoib: () => ipoibAttributes,
  ipvlan: () => ipvlanAttributes,
  ipvtap: () => ipvlanAttributes,
  lowpan: () => noAttributes,
  macsec: () => macsecAttributes,
  macvlan: () => macvlanAttributes,
  macvtap: () => macvlanAttributes,
  netdevsim: () => noAttributes,
  netkit: () => netkitAttributes,
  nlmon: () => noAttributes,
  openvswitch: () => noAttributes,
  ovpn: () => ovpnAttributes,
  pfcp: () => noAttributes,
  ppp: () => pppAttributes,
  rmnet: () => rmnetAttributes,
  sit: () => sitAttributes,
  team: () => noAttributes,
  tun: () => tunAttributes,
  vcan: () => noAttributes,
  veth: () => vethAttributes,
  virt_wifi: () => noAttributes,
  vlan: () => vlanAttributes,
  vrf: () => vrfAttributes,
  vsockmon: () => noAttributes,
  vti: () => vtiAttributes,
  vti6: () => vti6Attributes,
  vxcan: () => vxcanAttributes,
  vxlan: () => vxlanAttributes,
  wireguard: () => noAttributes,
  wwan: () => wwanAttributes,
  xfrm: () => xfrmAttributes,
} as const;

/** What IFLA_INFO_SLAVE_DATA holds, by IFLA_INFO_SLAVE_KIND: the kinds that links can be ports of. */
export const linkPortKinds = {
  batadv: () => noAttributes,
  bond: () => bondPortAttributes,
  bridge: () => bridgePortAttributes,
  openvswitch: () => noAttributes,
  rmnet: () => noAttributes,
  team: () => noAttributes,
  vrf: () => vrfPortAttributes,
} as const;

/** What IFLA_INFO_XSTATS holds, by IFLA_INFO_KIND: CAN alone has it, the others' statistics are in RTM_NEWSTATS. */
export const linkXstatsKinds = {
  can: () => canDeviceStats,
} as const;
