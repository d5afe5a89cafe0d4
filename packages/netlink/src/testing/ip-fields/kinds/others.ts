import type { Infer } from "../../../codec/codec.js";
import { namesOf } from "../../../codec/numbers.js";
import type { hsrAttributes } from "../../../link/kinds/hsr.js";
import { type ipvlanAttributes, ipvlanFlags, ipvlanMode } from "../../../link/kinds/ipvlan.js";
import {
  MACSEC_CIPHER_ID_GCM_AES_128,
  MACSEC_CIPHER_ID_GCM_AES_256,
  MACSEC_CIPHER_ID_GCM_AES_XPN_128,
  MACSEC_CIPHER_ID_GCM_AES_XPN_256,
  MACSEC_DEFAULT_CIPHER_ID,
  type macsecAttributes,
  macsecOffload,
  macsecValidation,
} from "../../../link/kinds/macsec.js";
import { type macvlanAttributes, macvlanFlags, macvlanMode } from "../../../link/kinds/macvlan.js";
import { type netkitAttributes, netkitMode, netkitPolicy, netkitScrub } from "../../../link/kinds/netkit.js";
import { type rmnetAttributes, rmnetFlag } from "../../../link/kinds/rmnet.js";
import { type tunAttributes, tunType } from "../../../link/kinds/tun.js";
import { type vlanAttributes, vlanFlag, vlanProtocol, type vlanQosAttributes } from "../../../link/kinds/vlan.js";
import type { vrfAttributes } from "../../../link/kinds/vrf.js";
import type { wwanAttributes } from "../../../link/kinds/wwan.js";
import type { xfrmAttributes } from "../../../link/kinds/xfrm.js";
import { about, anyOrder, each, type Fields, present } from "../compare.js";
import { has, hex, named } from "../names.js";
import { vlanProtocols } from "./bridge.js";

const qos = (pick: (vlan: Infer<typeof vlanAttributes>) => Infer<typeof vlanQosAttributes> | undefined) =>
  each((vlan: Infer<typeof vlanAttributes>) => pick(vlan)?.mapping, { from: ({ from }) => from, to: ({ to }) => to });

/** vlan. */
export const vlanFields: Fields<Infer<typeof vlanAttributes>> = {
  protocol: ({ protocol }) => named(vlanProtocol, "ETH_P_", protocol, vlanProtocols),
  id: ({ id }) => id,
  flags: anyOrder(({ flags }) => namesOf(vlanFlag, flags?.flags ?? 0).map((name) => name.replace("VLAN_FLAG_", ""))),
  ingress_qos: qos(({ ingressQos }) => ingressQos),
  egress_qos: qos(({ egressQos }) => egressQos),
};

/** macvlan, macvtap. */
export const macvlanFields: Fields<Infer<typeof macvlanAttributes>> = {
  mode: ({ mode }) => named(macvlanMode, "MACVLAN_MODE_", mode),
  nopromisc: ({ flags }) => has(macvlanFlags, flags, "MACVLAN_FLAG_NOPROMISC"),
  nodst: ({ flags }) => has(macvlanFlags, flags, "MACVLAN_FLAG_NODST"),
  bcqueuelen: ({ bcQueueLen }) => bcQueueLen,
  usedbcqueuelen: ({ bcQueueLenUsed }) => bcQueueLenUsed,
  bclim: ({ bcCutoff }) => bcCutoff,
  macaddr_count: ({ macaddrCount }) => macaddrCount,
  macaddr_data: ({ macaddrData }) => macaddrData?.macaddr,
};

/** ipvlan, ipvtap. */
export const ipvlanFields: Fields<Infer<typeof ipvlanAttributes>> = {
  mode: ({ mode }) => named(ipvlanMode, "IPVLAN_MODE_", mode),
  private: ({ flags }) => has(ipvlanFlags, flags, "IPVLAN_F_PRIVATE"),
  vepa: ({ flags }) => has(ipvlanFlags, flags, "IPVLAN_F_VEPA"),
  bridge: ({ flags }) => flags === 0,
};

/** vrf, and its ports. */
export const vrfFields: Fields<Infer<typeof vrfAttributes>> = { table: ({ table }) => table };

const ciphers = new Map<bigint | undefined, string>([
  [MACSEC_DEFAULT_CIPHER_ID, "GCM-AES-128"],
  [MACSEC_CIPHER_ID_GCM_AES_128, "GCM-AES-128"],
  [MACSEC_CIPHER_ID_GCM_AES_256, "GCM-AES-256"],
  [MACSEC_CIPHER_ID_GCM_AES_XPN_128, "GCM-AES-XPN-128"],
  [MACSEC_CIPHER_ID_GCM_AES_XPN_256, "GCM-AES-XPN-256"],
]);

/** macsec. */
export const macsecFields: Fields<Infer<typeof macsecAttributes>> = {
  sci: ({ sci }) => sci?.toString(16).padStart(16, "0"),
  protect: ({ protect }) => protect === 1,
  cipher_suite: ({ cipherSuite }) => ciphers.get(cipherSuite),
  icv_len: ({ icvLen }) => icvLen,
  encoding_sa: ({ encodingSa }) => encodingSa,
  validation: ({ validation }) => named(macsecValidation, "MACSEC_VALIDATE_", validation),
  encrypt: ({ encrypt }) => encrypt === 1,
  inc_sci: ({ incSci }) => incSci === 1,
  es: ({ es }) => es === 1,
  scb: ({ scb }) => scb === 1,
  replay_protect: ({ replayProtect }) => replayProtect === 1,
  window: ({ window }) => window,
  offload: ({ offload }) => named(macsecOffload, "MACSEC_OFFLOAD_", offload),
};

/** hsr. */
export const hsrFields: Fields<Infer<typeof hsrAttributes>> = {
  slave1: ({ slave1 }, scene) => slave1 && scene.ifname(slave1),
  slave2: ({ slave2 }, scene) => slave2 && scene.ifname(slave2),
  interlink: ({ interlink }, scene) => interlink && scene.ifname(interlink),
  // A frame of supervision every two seconds.
  seq_nr: about(({ seqNr }) => seqNr, 10),
  supervision_addr: ({ supervisionAddr }) => supervisionAddr,
  proto: ({ protocol }) => protocol,
};

/** 0 is root's; other names are files'. */
const owner = (id: number | undefined) => (id === 0 ? "root" : id);

/** tun. */
export const tunFields: Fields<Infer<typeof tunAttributes>> = {
  type: ({ type }) => named(tunType, "IFF_", type),
  pi: ({ pi }) => pi === 1,
  vnet_hdr: ({ vnetHdr }) => vnetHdr === 1,
  multi_queue: ({ multiQueue }) => multiQueue === 1,
  numqueues: ({ numQueues }) => numQueues,
  numdisabled: ({ numDisabledQueues }) => numDisabledQueues,
  persist: ({ persist }) => persist === 1,
  user: (tun) => owner(tun.owner),
  group: ({ group }) => owner(group),
};

const policies = { NETKIT_PASS: "forward", NETKIT_DROP: "blackhole" };

/** netkit. */
export const netkitFields: Fields<Infer<typeof netkitAttributes>> = {
  mode: ({ mode }) => named(netkitMode, "NETKIT_", mode),
  type: ({ primary }) => (primary === 1 ? "primary" : "peer"),
  policy: ({ policy }) => named(netkitPolicy, "NETKIT_", policy, policies),
  peer_policy: ({ peerPolicy }) => named(netkitPolicy, "NETKIT_", peerPolicy, policies),
  scrub: ({ scrub }) => named(netkitScrub, "NETKIT_SCRUB_", scrub),
  peer_scrub: ({ peerScrub }) => named(netkitScrub, "NETKIT_SCRUB_", peerScrub),
};

/** rmnet. */
export const rmnetFields: Fields<Infer<typeof rmnetAttributes>> = {
  mux_id: ({ muxId }) => muxId,
  flags: anyOrder(({ flags }) => namesOf(rmnetFlag, flags?.flags ?? 0).map((name) => name.replace("RMNET_FLAGS_", ""))),
};

/** wwan. */
export const wwanFields: Fields<Infer<typeof wwanAttributes>> = { linkid: ({ linkId }) => linkId };

/** xfrm. */
export const xfrmFields: Fields<Infer<typeof xfrmAttributes>> = {
  if_id: ({ ifId }) => hex(ifId),
  external: present(({ collectMetadata }) => collectMetadata),
};
