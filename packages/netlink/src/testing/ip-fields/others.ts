import type { addressLabelMessage } from "../../addrlabel/message.js";
import type { neighborTableMessage } from "../../neightbl/message.js";
import { NETCONFA_IFINDEX_ALL, NETCONFA_IFINDEX_DEFAULT } from "../../netconf/attributes.js";
import type { netconfMessage } from "../../netconf/message.js";
import type { nsidMessage } from "../../nsid/message.js";
import { tcHandle } from "../../tc/header.js";
import type { tcMessage } from "../../tc/message.js";
import { type Fields, notCompared } from "./compare.js";
import { hex, plain } from "./names.js";

export type AddressLabel = ReturnType<typeof addressLabelMessage.decode>;
export type Netconf = ReturnType<typeof netconfMessage.decode>;
export type NeighborTable = ReturnType<typeof neighborTableMessage.decode>;
export type Nsid = ReturnType<typeof nsidMessage.decode>;
export type Qdisc = ReturnType<typeof tcMessage.decode>;

const families: Readonly<Record<number, string>> = { 2: "inet", 10: "inet6", 28: "mpls" };

/** An element of `ip -j addrlabel`. */
export const addressLabelFields: Fields<AddressLabel> = {
  address: ({ attributes }) => attributes.address,
  prefixlen: ({ header }) => header.prefixlen,
  ifname: ({ header: { index } }, scene) => (index === 0 ? undefined : scene.ifname(index)),
  label: ({ attributes }) => attributes.label,
};

const everywhere: Readonly<Record<number, string>> = {
  [NETCONFA_IFINDEX_ALL]: "all",
  [NETCONFA_IFINDEX_DEFAULT]: "default",
};

/** An element of `ip -j netconf`. */
export const netconfFields: Fields<Netconf> = {
  family: ({ header }) => families[header.family],
  interface: ({ attributes: { ifindex = 0 } }, scene) => everywhere[ifindex] ?? scene.ifname(ifindex),
  forwarding: ({ attributes }) => attributes.forwarding === 1,
  rp_filter: ({ attributes: { rpFilter } }) => rpFilter !== undefined && ["off", "strict", "loose"][rpFilter],
  mc_forwarding: ({ attributes }) => attributes.mcForwarding === 1,
  proxy_neigh: ({ attributes }) => attributes.proxyNeigh === 1,
  ignore_routes_with_linkdown: ({ attributes }) => attributes.ignoreRoutesWithLinkdown === 1,
  input: ({ attributes }) => attributes.input === 1,
};

/** An element of `ip -s -j ntable`. */
export const neighborTableFields: Fields<NeighborTable> = {
  family: ({ header }) => families[header.family],
  name: ({ attributes }) => attributes.name,
  dev: ({ attributes: { parms } }, scene) => parms?.ifindex && scene.ifname(parms.ifindex),
  thresh1: ({ attributes }) => attributes.thresh1,
  thresh2: ({ attributes }) => attributes.thresh2,
  thresh3: ({ attributes }) => attributes.thresh3,
  gc_interval: ({ attributes }) => plain(attributes.gcInterval),
  key_length: ({ attributes }) => attributes.config?.keyLen,
  entry_size: ({ attributes }) => attributes.config?.entrySize,
  entries: ({ attributes }) => attributes.config?.entries,
  last_flush: notCompared("a date, worked out from the age that the message says and the time of the day"),
  last_rand: notCompared("a date, worked out from the age that the message says and the time of the day"),
  hash_rnd: ({ attributes }) => attributes.config?.hashRnd,
  hash_mask: ({ attributes }) => hex(attributes.config?.hashMask),
  hash_chain_gc: ({ attributes }) => attributes.config?.hashChainGc,
  proxy_qlen: ({ attributes }) => attributes.config?.proxyQlen,
  refcnt: ({ attributes }) => attributes.parms?.refcnt,
  reachable: ({ attributes }) => plain(attributes.parms?.reachableTime),
  base_reachable: ({ attributes }) => plain(attributes.parms?.baseReachableTime),
  retrans: ({ attributes }) => plain(attributes.parms?.retransTime),
  gc_stale: ({ attributes }) => plain(attributes.parms?.gcStaletime),
  delay_probe: ({ attributes }) => plain(attributes.parms?.delayProbeTime),
  queue: ({ attributes }) => attributes.parms?.queueLen,
  app_probes: ({ attributes }) => attributes.parms?.appProbes,
  ucast_probes: ({ attributes }) => attributes.parms?.ucastProbes,
  mcast_probes: ({ attributes }) => attributes.parms?.mcastProbes,
  mcast_reprobes: ({ attributes }) => attributes.parms?.mcastReprobes,
  anycast_delay: ({ attributes }) => plain(attributes.parms?.anycastDelay),
  proxy_delay: ({ attributes }) => plain(attributes.parms?.proxyDelay),
  proxy_queue: ({ attributes }) => attributes.parms?.proxyQlen,
  locktime: ({ attributes }) => plain(attributes.parms?.locktime),
  allocs: ({ attributes }) => plain(attributes.stats?.allocs),
  destroys: ({ attributes }) => plain(attributes.stats?.destroys),
  hash_grows: ({ attributes }) => plain(attributes.stats?.hashGrows),
  res_failed: ({ attributes }) => plain(attributes.stats?.resFailed),
  lookups: ({ attributes }) => plain(attributes.stats?.lookups),
  hits: ({ attributes }) => plain(attributes.stats?.hits),
  rcv_probes_mcast: ({ attributes }) => plain(attributes.stats?.rcvProbesMcast),
  rcv_probes_ucast: ({ attributes }) => plain(attributes.stats?.rcvProbesUcast),
  periodic_gc_runs: ({ attributes }) => plain(attributes.stats?.periodicGcRuns),
  forced_gc_runs: ({ attributes }) => plain(attributes.stats?.forcedGcRuns),
  table_fulls: ({ attributes }) => plain(attributes.stats?.tableFulls),
};

/** An element of `ip -j netns list-id`. */
export const nsidFields: Fields<Nsid> = {
  nsid: ({ attributes }) => attributes.nsid,
  "current-nsid": ({ attributes }) => attributes.currentNsid,
  name: notCompared("a file's in /run/netns"),
};

/** 1:2, each half left out where it is zero. */
function shownHandle(handle: number): string {
  const [major, minor] = [handle >>> 16, handle & 0xffff];
  return `${major === 0 ? "" : major.toString(16)}:${minor === 0 ? "" : minor.toString(16)}`;
}

/** An element of `tc -j qdisc`. */
export const qdiscFields: Fields<Qdisc> = {
  kind: ({ attributes }) => attributes.kind,
  handle: ({ header }) => (header.handle === 0 ? "0:" : shownHandle(header.handle)),
  dev: ({ header }, scene) => scene.ifname(header.ifindex),
  root: ({ header }) => header.parent === tcHandle.names.TC_H_ROOT,
  parent: ({ header }) => shownHandle(header.parent),
  refcnt: ({ header }) => header.info,
  options: notCompared("each kind's own, which the table leaves as bytes"),
};
