import { namesOf } from "../../codec/numbers.js";
import { neighborExtFlags, neighborFlags, neighborState } from "../../neighbor/flags.js";
import type { neighborMessage } from "../../neighbor/message.js";
import { routeProtocol } from "../../route/header.js";
import { about, anyOrder, type Check, type Fields, present } from "./compare.js";
import { has, namedUnless } from "./names.js";

export type Neighbor = ReturnType<typeof neighborMessage.decode>;
type Cacheinfo = NonNullable<Neighbor["attributes"]["cacheinfo"]>;

/** Seconds that pass between two looks at an age, at most. */
const TOLERANCE = 10;

function age(pick: (cacheinfo: Cacheinfo) => number): Check<Neighbor> {
  return about(({ attributes: { cacheinfo } }) => cacheinfo && pick(cacheinfo) / 100, TOLERANCE);
}

const flag = (name: keyof typeof neighborFlags.names) =>
  present<Neighbor>(({ header }) => has(neighborFlags, header.flags, name));

/** An element of `ip -d -s -j neigh`. */
export const neighborFields: Fields<Neighbor> = {
  dst: ({ attributes }) => attributes.dst,
  dev: ({ header }, scene) => scene.ifname(header.ifindex),
  lladdr: ({ attributes }) => attributes.lladdr,
  router: flag("NTF_ROUTER"),
  proxy: flag("NTF_PROXY"),
  extern_learn: flag("NTF_EXT_LEARNED"),
  offload: flag("NTF_OFFLOADED"),
  managed: present(({ attributes }) => has(neighborExtFlags, attributes.flagsExt, "NTF_EXT_MANAGED")),
  refcnt: about(({ attributes: { cacheinfo } }) => cacheinfo?.refcnt, 2),
  used: age(({ used }) => used),
  confirmed: age(({ confirmed }) => confirmed),
  updated: age(({ updated }) => updated),
  // More of them are sent meanwhile.
  probes: about(({ attributes }) => attributes.probes, 5),
  state: anyOrder(({ header }) => namesOf(neighborState, header.state).map((name) => name.replace("NUD_", ""))),
  protocol: ({ attributes }, scene) => namedUnless(scene, routeProtocol, "RTPROT_", attributes.protocol),
};

const flagWords: Readonly<Record<string, string>> = {
  NTF_EXT_LEARNED: "extern_learn",
  NTF_OFFLOADED: "offload",
};

/** One word for all bits: of several that are set, the first of these. */
function fdbState(state: number): string {
  if (has(neighborState, state, "NUD_PERMANENT")) return "permanent";
  if (has(neighborState, state, "NUD_NOARP")) return "static";
  if (has(neighborState, state, "NUD_STALE")) return "stale";
  return has(neighborState, state, "NUD_REACHABLE") ? "" : `state=0x${state.toString(16)}`;
}

/** An element of `bridge -d -s -j fdb`. */
export const fdbFields: Fields<Neighbor> = {
  mac: ({ attributes }) => attributes.lladdr,
  ifname: ({ header }, scene) => scene.ifname(header.ifindex),
  dst: ({ attributes }) => attributes.dst,
  vlan: ({ attributes }) => attributes.vlan,
  port: ({ attributes }) => attributes.port,
  vni: ({ attributes }) => attributes.vni,
  src_vni: ({ attributes }) => attributes.srcVni,
  viaIf: ({ attributes: { ifindex } }, scene) => ifindex && scene.ifname(ifindex),
  nhid: ({ attributes }) => attributes.nhId,
  linkNetNsId: ({ attributes }) => attributes.linkNetnsid,
  used: age(({ used }) => used),
  updated: age(({ updated }) => updated),
  flags: anyOrder(({ header, attributes }) => [
    ...namesOf(neighborFlags, header.flags).map((name) => flagWords[name] ?? name.replace("NTF_", "").toLowerCase()),
    ...namesOf(neighborExtFlags, attributes.flagsExt ?? 0).map((name) => name.replace("NTF_EXT_", "").toLowerCase()),
  ]),
  master: ({ attributes: { master } }, scene) => master && scene.ifname(master),
  state: ({ header }) => fdbState(header.state),
  protocol: ({ attributes }, scene) => namedUnless(scene, routeProtocol, "RTPROT_", attributes.protocol),
};
