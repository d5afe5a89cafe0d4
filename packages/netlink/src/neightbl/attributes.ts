import type { AttributeOf } from "../codec/attribute-types.js";
import { attr, attributes } from "../codec/attributes.js";
import { u16, u32, u64 } from "../codec/integers.js";
import { nested } from "../codec/nested.js";
import { padding } from "../codec/padding.js";
import { grown, struct } from "../codec/struct.js";
import { text } from "../codec/text.js";

/** struct ndt_config, linux/neighbour.h. */
export const ndtConfig = struct("ndt_config", {
  keyLen: u16,
  entrySize: u16,
  entries: u32,
  lastFlush: u32, // ms ago
  lastRand: u32, // ms ago
  hashRnd: u32,
  hashMask: u32,
  hashChainGc: u32,
  proxyQlen: u32,
});

/** struct ndt_stats, linux/neighbour.h. */
export const ndtStats = struct("ndt_stats", {
  allocs: u64,
  destroys: u64,
  hashGrows: u64,
  resFailed: u64,
  lookups: u64,
  hits: u64,
  rcvProbesMcast: u64,
  rcvProbesUcast: u64,
  periodicGcRuns: u64,
  forcedGcRuns: u64,
  tableFulls: grown(u64),
});

/** NDTPA_* from linux/neighbour.h: a table's parameters, or one interface's. Times in ms. */
export const neighborTableParmsAttributes = attributes("NDTPA", {
  ifindex: attr(1, u32),
  refcnt: attr(2, u32),
  reachableTime: attr(3, u64),
  baseReachableTime: attr(4, u64),
  retransTime: attr(5, u64),
  gcStaletime: attr(6, u64),
  delayProbeTime: attr(7, u64),
  queueLen: attr(8, u32), // packets
  appProbes: attr(9, u32),
  ucastProbes: attr(10, u32),
  mcastProbes: attr(11, u32),
  anycastDelay: attr(12, u64),
  proxyDelay: attr(13, u64),
  proxyQlen: attr(14, u32),
  locktime: attr(15, u64),
  queueLenbytes: attr(16, u32),
  mcastReprobes: attr(17, u32),
  pad: attr(18, padding),
  intervalProbeTimeMs: attr(19, u64),
});

/** NDTA_* from linux/neighbour.h. */
export const neighborTableAttributes = attributes("NDTA", {
  name: attr(1, text()), // "arp_cache", "ndisc_cache"
  thresh1: attr(2, u32),
  thresh2: attr(3, u32),
  thresh3: attr(4, u32),
  config: attr(5, ndtConfig),
  parms: attr(
    6,
    nested(() => neighborTableParmsAttributes),
  ),
  stats: attr(7, ndtStats),
  gcInterval: attr(8, u64), // ms
  pad: attr(9, padding),
});

/** `{ name: "thresh1", value: number } | … | UnknownAttribute`. */
export type NeighborTableAttribute = AttributeOf<typeof neighborTableAttributes>;
