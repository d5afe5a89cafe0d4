import type { Infer } from "../../codec/codec.js";
import type { linkKinds, linkPortKinds } from "../../link/kinds/index.js";
import type { Fields } from "./compare.js";
import { bondFields, bondPortFields } from "./kinds/bond.js";
import { bridgeFields, bridgePortFields } from "./kinds/bridge.js";
import {
  greFields,
  ip6greFields,
  ip6tnlFields,
  ipipFields,
  sitFields,
  vti6Fields,
  vtiFields,
} from "./kinds/ip-tunnels.js";
import {
  hsrFields,
  ipvlanFields,
  macsecFields,
  macvlanFields,
  netkitFields,
  rmnetFields,
  tunFields,
  vlanFields,
  vrfFields,
  wwanFields,
  xfrmFields,
} from "./kinds/others.js";
import { amtFields, bareudpFields, geneveFields, gtpFields, vxlanFields } from "./kinds/udp-tunnels.js";

/** What `ip` shows as `linkinfo.info_data`, by kind. */
export const kindFields: { readonly [K in keyof typeof linkKinds]?: Fields<Infer<ReturnType<(typeof linkKinds)[K]>>> } =
  {
    amt: amtFields,
    bareudp: bareudpFields,
    bond: bondFields,
    bridge: bridgeFields,
    erspan: greFields,
    geneve: geneveFields,
    gre: greFields,
    gretap: greFields,
    gtp: gtpFields,
    hsr: hsrFields,
    ip6erspan: ip6greFields,
    ip6gre: ip6greFields,
    ip6gretap: ip6greFields,
    ip6tnl: ip6tnlFields,
    ipip: ipipFields,
    ipvlan: ipvlanFields,
    ipvtap: ipvlanFields,
    macsec: macsecFields,
    macvlan: macvlanFields,
    macvtap: macvlanFields,
    netkit: netkitFields,
    rmnet: rmnetFields,
    sit: sitFields,
    tun: tunFields,
    vlan: vlanFields,
    vrf: vrfFields,
    vti: vtiFields,
    vti6: vti6Fields,
    vxlan: vxlanFields,
    wwan: wwanFields,
    xfrm: xfrmFields,
  };

/** What `ip` shows as `linkinfo.info_slave_data`, by the kind of which the link is a port. */
export const portKindFields: {
  readonly [K in keyof typeof linkPortKinds]?: Fields<Infer<ReturnType<(typeof linkPortKinds)[K]>>>;
} = {
  bond: bondPortFields,
  bridge: bridgePortFields,
  vrf: vrfFields,
};
