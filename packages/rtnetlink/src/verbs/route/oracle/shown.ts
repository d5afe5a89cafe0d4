import type { Shown } from "../../../oracle/tool.js";
import { familyOf } from "../../terms/prefix.js";
import type { Route, RouteMetrics, RouteNexthop } from "../types.js";

type NameOf = (ifindex: number) => string;

/** An element of `ip -d -j route`, of a route as our verbs tell it; encapsulations are left out. */
export function shown(route: Route, nameOf: NameOf): Shown {
  const { version, via, ifindex, tos, metric, metrics, nexthops, realms } = route;
  return withoutAbsent({
    type: String(route.type),
    dst: withoutWhole(route.destination),
    from: route.from && withoutWhole(route.from),
    tos: tos === 0 ? undefined : `0x${tos.toString(16).padStart(2, "0")}`,
    nhid: route.nexthopId,
    ...gateway(via, version),
    dev: ifindex && nameOf(ifindex),
    table: String(route.table),
    protocol: String(route.protocol),
    scope: String(route.scope),
    prefsrc: route.source,
    metric,
    flags: route.flags,
    flow: realms === undefined ? undefined : { from: String(realms >>> 16), to: String(realms & 0xffff) },
    metrics: metrics && [shownMetrics(metrics)],
    pref: route.preference,
    nexthops: nexthops?.map((nexthop) => shownHop(nexthop, version, nameOf)),
  });
}

function shownHop({ via, ifindex, weight, flags }: RouteNexthop, version: number, nameOf: NameOf): Shown {
  return withoutAbsent({ ...gateway(via, version), dev: ifindex && nameOf(ifindex), weight, flags });
}

function gateway(via: string | undefined, version: number): Shown {
  if (via === undefined) return {};
  const own = familyOf(via) === 10 ? 6 : 4;
  return own === version ? { gateway: via } : { via: { family: own === 6 ? "inet6" : "inet", host: via } };
}

function shownMetrics(metrics: RouteMetrics): Shown {
  const { mtu, window, ssthresh, cwnd, advmss, reordering, hoplimit, initcwnd, initrwnd } = metrics;
  return withoutAbsent({
    // In whole milliseconds.
    rtt: metrics.rtt && Math.floor(metrics.rtt),
    rttvar: metrics.rttvar && Math.floor(metrics.rttvar),
    ...{ mtu, window, ssthresh, cwnd, advmss, reordering, hoplimit, initcwnd, initrwnd },
    // A word without a value.
    ecn: metrics.features?.includes("ecn") ? null : undefined,
    rto_min: metrics.rtoMin,
    quickack: metrics.quickack === undefined ? undefined : Number(metrics.quickack),
    congestion: metrics.ccAlgo,
    fastopen_no_cookie: metrics.fastopenNoCookie === undefined ? undefined : Number(metrics.fastopenNoCookie),
  });
}

/** An address is shown without the length of all of it. */
function withoutWhole(prefix: string): string {
  return prefix.replace(prefix.includes(":") ? /\/128$/ : /\/32$/, "");
}

export function withoutAbsent(fields: Readonly<Record<string, unknown>>): Shown {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
