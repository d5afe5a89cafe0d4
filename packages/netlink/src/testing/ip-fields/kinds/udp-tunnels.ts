import type { Infer } from "../../../codec/codec.js";
import { type amtAttributes, amtMode } from "../../../link/kinds/amt.js";
import { type bareudpAttributes, bareudpEthertype } from "../../../link/kinds/bareudp.js";
import { type geneveAttributes, geneveDf } from "../../../link/kinds/geneve.js";
import { type gtpAttributes, gtpRole } from "../../../link/kinds/gtp.js";
import { type vxlanAttributes, vxlanDf } from "../../../link/kinds/vxlan.js";
import { type Fields, inside, isSet, present } from "../compare.js";
import { hex, multicast, named, unicast } from "../names.js";

/** vxlan. */
export const vxlanFields: Fields<Infer<typeof vxlanAttributes>> = {
  id: ({ id }) => id,
  remote: ({ group }) => unicast(group),
  group: ({ group }) => multicast(group),
  remote6: ({ group6 }) => unicast(group6),
  group6: ({ group6 }) => multicast(group6),
  local: ({ local }) => local,
  local6: ({ local6 }) => local6,
  link: ({ link }, scene) => link && scene.ifname(link),
  port_range: inside(({ portRange }) => portRange, { low: ({ low }) => low, high: ({ high }) => high }),
  port: ({ port }) => port,
  learning: ({ learning }) => learning === 1,
  proxy: ({ proxy }) => proxy === 1,
  rsc: ({ rsc }) => rsc === 1,
  l2miss: ({ l2miss }) => l2miss === 1,
  l3miss: ({ l3miss }) => l3miss === 1,
  tos: ({ tos }) => hex(tos),
  ttl: ({ ttl, ttlInherit }) => (isSet(ttlInherit) ? "inherit" : ttl),
  df: ({ df }) => named(vxlanDf, "VXLAN_DF_", df),
  label: ({ label }) => hex(label),
  ageing: ({ ageing }) => ageing,
  limit: ({ limit }) => limit,
  udp_csum: ({ udpCsum }) => udpCsum === 1,
  udp_zero_csum6_tx: ({ udpZeroCsum6Tx }) => udpZeroCsum6Tx === 1,
  udp_zero_csum6_rx: ({ udpZeroCsum6Rx }) => udpZeroCsum6Rx === 1,
  remcsum_tx: ({ remcsumTx }) => remcsumTx === 1,
  remcsum_rx: ({ remcsumRx }) => remcsumRx === 1,
  remcsum_nopartial: present(({ remcsumNopartial }) => remcsumNopartial),
  external: present(({ collectMetadata }) => collectMetadata),
  vnifilter: present(({ vnifilter }) => vnifilter),
  localbypass: ({ localbypass }) => localbypass === 1,
  gbp: present(({ gbp }) => gbp),
  gpe: present(({ gpe }) => gpe),
};

/** geneve. */
export const geneveFields: Fields<Infer<typeof geneveAttributes>> = {
  id: ({ id }) => id,
  remote: ({ remote }) => remote,
  remote6: ({ remote6 }) => remote6,
  ttl: ({ ttl, ttlInherit }) => (isSet(ttlInherit) ? "inherit" : ttl),
  tos: ({ tos }) => hex(tos),
  df: ({ df }) => named(geneveDf, "GENEVE_DF_", df),
  label: ({ label }) => hex(label),
  port: ({ port }) => port,
  external: present(({ collectMetadata }) => collectMetadata),
  udp_csum: ({ udpCsum }) => udpCsum === 1,
  udp_zero_csum6_tx: ({ udpZeroCsum6Tx }) => udpZeroCsum6Tx === 1,
  udp_zero_csum6_rx: ({ udpZeroCsum6Rx }) => udpZeroCsum6Rx === 1,
  inner_proto_inherit: present(({ innerProtoInherit }) => innerProtoInherit),
};

/** bareudp. */
export const bareudpFields: Fields<Infer<typeof bareudpAttributes>> = {
  dstport: ({ port }) => port,
  ethertype: ({ ethertype }) => named(bareudpEthertype, "ETH_P_", ethertype),
  srcportmin: ({ srcportMin }) => srcportMin,
  multiproto: present(({ multiprotoMode }) => multiprotoMode),
};

/** amt. */
export const amtFields: Fields<Infer<typeof amtAttributes>> = {
  mode: ({ mode }) => named(amtMode, "AMT_MODE_", mode),
  gateway_port: ({ gatewayPort }) => gatewayPort,
  relay_port: ({ relayPort }) => relayPort,
  local: ({ localIp }) => localIp,
  remote: ({ remoteIp }) => remoteIp,
  discovery: ({ discoveryIp }) => discoveryIp,
  link: ({ link }, scene) => link && scene.ifname(link),
  max_tunnels: ({ maxTunnels }) => maxTunnels,
};

/** gtp. */
export const gtpFields: Fields<Infer<typeof gtpAttributes>> = {
  role: ({ role }) => named(gtpRole, "GTP_ROLE_", role),
  hsize: ({ pdpHashsize }) => pdpHashsize,
  restart_count: ({ restartCount }) => restartCount,
};
