import { namesOf } from "../../codec/numbers.js";
import { routerPreference } from "../../route/attributes.js";
import { routeFlags, routeProtocol, routeScope, routeTable, routeType } from "../../route/header.js";
import type { routeMessage } from "../../route/message.js";
import { routeFeatures } from "../../route/metrics.js";
import type { RouteHop } from "../../route/multipath.js";
import type { Via } from "../../route/via.js";
import {
  about,
  anyOrder,
  type Check,
  each,
  type Fields,
  inside,
  notCompared,
  present,
  type Scene,
  withoutPlaces,
} from "./compare.js";
import { withEncap } from "./encap.js";
import { has, hex, named, namedUnless, plain } from "./names.js";
import { hopFlags, nexthopFields, scopeNames } from "./nexthop.js";

export type Route = ReturnType<typeof routeMessage.decode>;

/** Seconds. */
const TOLERANCE = 10;

/** The length of a whole address: an IPv4 or IPv6 address, an MPLS label. */
const lengths: Readonly<Record<number, number>> = { 2: 32, 10: 128, 28: 20, 128: 32, 129: 128 };

function prefix(family: number, address: unknown, length: number): unknown {
  if (address === undefined) return length === 0 ? "default" : `0/${length}`;
  return length === lengths[family] ? address : `${address}/${length}`;
}

const families: Readonly<Record<number, string>> = { 2: "inet", 10: "inet6", 17: "link" };

const viaFields: Fields<Via> = { family: ({ family }) => families[family], host: ({ address }) => address };

/** Of a route, and of one of several nexthops. */
function shownFlags(flags: number): string[] {
  // How a route was asked for, and why it is told, are not among those shown.
  const { RTM_F_CLONED, RTM_F_NOTIFY } = routeFlags.names;
  return namesOf(routeFlags, flags & ~(RTM_F_CLONED | RTM_F_NOTIFY)).map((name) =>
    name.replace("RTNH_F_", "").replace("RTM_F_", "rt_").toLowerCase(),
  );
}

const hopFields: Fields<RouteHop> = withEncap<RouteHop>(
  {
    to: ({ attributes }) => attributes.newdst,
    gateway: ({ attributes }) => attributes.gateway,
    via: inside(({ attributes }) => attributes.via, viaFields),
    dev: ({ ifindex }, scene) => scene.ifname(ifindex),
    weight: ({ hops }) => hops + 1,
    flags: anyOrder(({ flags }) => hopFlags(flags)),
  },
  [],
  ({ attributes }) => attributes,
);

type Metrics = NonNullable<Route["attributes"]["metrics"]>;

const metricsFields: Fields<Metrics> = {
  mtu: ({ mtu }) => mtu,
  window: ({ window }) => window,
  // Parts of a millisecond on the wire.
  rtt: ({ rtt }) => rtt && rtt / 8,
  rttvar: ({ rttvar }) => rttvar && rttvar / 4,
  ssthresh: ({ ssthresh }) => ssthresh,
  cwnd: ({ cwnd }) => cwnd,
  advmss: ({ advmss }) => advmss,
  reordering: ({ reordering }) => reordering,
  hoplimit: ({ hoplimit }) => hoplimit,
  initcwnd: ({ initcwnd }) => initcwnd,
  initrwnd: ({ initrwnd }) => initrwnd,
  ecn: present(({ features }) => has(routeFeatures, features, "RTAX_FEATURE_ECN")),
  rto_min: ({ rtoMin }) => rtoMin,
  quickack: ({ quickack }) => quickack,
  congestion: ({ ccAlgo }) => ccAlgo,
  fastopen_no_cookie: ({ fastopenNoCookie }) => fastopenNoCookie,
};

/** The nexthop object that a route names, which the tool asks for besides. */
const nexthopInfo: Check<Route> = {
  check(report, path, value, ours, scene, shown) {
    const nexthop = scene.nexthop?.(ours.attributes.nhId ?? 0);
    if (nexthop === undefined) report.left.set(withoutPlaces(path), "no nexthops are known beside the routes");
    else inside(() => nexthop, nexthopFields).check(report, path, value, ours, scene, shown);
  },
};

const scope = ({ header }: Route, scene: Scene) =>
  namedUnless(scene, routeScope, "RT_SCOPE_", header.scope, scopeNames);

/** An element of `ip -d -j route`. */
export const routeFields: Fields<Route> = withEncap<Route>(
  {
    type: ({ header }, scene) => namedUnless(scene, routeType, "RTN_", header.type),
    dst: ({ header, attributes }) => prefix(header.family, attributes.dst, header.dstLen),
    from: ({ header, attributes }) => prefix(header.family, attributes.src, header.srcLen),
    to: ({ attributes }) => attributes.newdst,
    tos: ({ header }) => (header.tos === 0 ? undefined : hex(header.tos, 2)),
    nhid: ({ attributes }) => attributes.nhId,
    nh_info: nexthopInfo,
    gateway: ({ attributes }) => attributes.gateway,
    via: inside(({ attributes }) => attributes.via, viaFields),
    dev: ({ attributes: { oif } }, scene) => oif && scene.ifname(oif),
    table: ({ header, attributes }, scene) =>
      namedUnless(scene, routeTable, "RT_TABLE_", attributes.table ?? header.table),
    protocol: ({ header }, scene) => namedUnless(scene, routeProtocol, "RTPROT_", header.protocol),
    scope,
    prefsrc: ({ attributes }) => attributes.prefsrc,
    metric: ({ attributes }) => attributes.priority,
    flags: anyOrder(({ header }) => shownFlags(header.flags)),
    mark: ({ attributes }) => hex(attributes.mark),
    flow: inside(({ attributes }) => attributes.flow, {
      from: (flow) => String(flow >>> 16),
      to: (flow) => String(flow & 0xffff),
    }),
    uid: ({ attributes }) => attributes.uid,
    expires: about(({ attributes }) => {
      const { expires } = attributes.cacheinfo ?? {};
      return expires === undefined ? undefined : expires / 100;
    }, TOLERANCE),
    error: ({ attributes }) => attributes.cacheinfo?.error && attributes.cacheinfo.error - 2 ** 32,
    users: notCompared("a count that moves"),
    age: notCompared("a time that moves"),
    used: notCompared("a count that moves"),
    metrics: each(({ attributes: { metrics } }) => metrics && [metrics], metricsFields),
    iif: ({ attributes: { iif } }, scene) => iif && scene.ifname(iif),
    pref: ({ attributes }) => named(routerPreference, "ICMPV6_ROUTER_PREF_", attributes.pref),
    "ttl-propogate": ({ attributes }) => attributes.ttlPropagate === 1,
    nexthops: each(({ attributes }) => attributes.multipath, hopFields),
  },
  ["type", "dst", "from", "to"],
  ({ attributes }) => attributes,
);

/** An element of `ip -s -j mroute`. */
export const mrouteFields: Fields<Route> = {
  src: ({ attributes }) => attributes.src,
  dst: ({ attributes }) => attributes.dst,
  iif: ({ attributes: { iif } }, scene) => iif && scene.ifname(iif),
  multipath: each(({ attributes }) => attributes.multipath, {
    oif: ({ ifindex }, scene) => scene.ifname(ifindex),
    // Shown where it is not 1.
    ttl: ({ hops }) => hops,
  }),
  state: ({ attributes: { iif } }) => (iif ? "resolved" : "unresolved"),
  packets: ({ attributes }) => plain(attributes.mfcStats?.packets),
  bytes: ({ attributes }) => plain(attributes.mfcStats?.bytes),
  expires: about(
    ({ attributes }) => (attributes.expires === undefined ? undefined : Number(attributes.expires) / 100),
    TOLERANCE,
  ),
};
