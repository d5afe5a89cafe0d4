import { type Items, toRoute } from "@netns/rtnetlink";
import { option } from "./links.js";

type NameOf = (ifindex: number) => string | undefined;

/** A way that a route leads. */
interface HopFields {
  readonly via: string | undefined;
  readonly ifindex: number | undefined;
  readonly ifname: string | undefined;
  /** RTNH_F_* in ip(8)'s words: "linkdown", "dead", "onlink" … */
  readonly flags: readonly (string | number)[];
}

/** A route. When it expires is left out: that runs down by itself, and nobody tells. */
export interface RouteFields extends HopFields {
  readonly ipVersion: number;
  /** "10.0.0.0/8", or "default" */
  readonly destination: string;
  readonly from: string | undefined;
  readonly routeType: string | number;
  readonly table: string | number;
  readonly protocol: string | number;
  readonly scope: string | number;
  readonly metric: number | undefined;
  readonly source: string | undefined;
  readonly nexthopId: number | undefined;
  readonly nexthops: readonly (HopFields & { readonly weight: number })[] | undefined;
}

export function routeFields(item: Items["route"], nameOf: NameOf): RouteFields {
  const route = toRoute(item);
  const { version, destination, from, type, table, protocol, scope, metric, source, nexthopId, nexthops } = route;
  return {
    ipVersion: version,
    destination,
    from,
    routeType: type,
    table,
    protocol,
    scope,
    metric,
    ...hopFields(route, nameOf),
    source,
    nexthopId,
    nexthops: nexthops?.map((hop) => ({ ...hopFields(hop, nameOf), weight: hop.weight })),
  };
}

function hopFields({ via, ifindex, flags }: Omit<HopFields, "ifname">, nameOf: NameOf): HopFields {
  return { via, ifindex, ifname: ifindex === undefined ? undefined : nameOf(ifindex), flags };
}

/**
 * `10.0.0.0/8 via 192.0.2.9 dev eth0 table main proto static`, with a type before it that is not "unicast"; of IPv6
 * `inet6 default …`.
 */
export function routeText(route: RouteFields): string {
  const { destination, from, routeType, table, protocol, scope, metric, source, nexthopId, nexthops = [] } = route;
  return [
    ...(routeType === "unicast" ? [] : [String(routeType)]),
    // Nothing else may tell.
    ...(destination === "default" && route.ipVersion === 6 ? ["inet6"] : []),
    destination,
    ...option("from", from),
    ...option("nhid", nexthopId),
    ...hopWords(route),
    ...option("table", table),
    ...option("proto", protocol),
    ...option("scope", scope === "global" ? undefined : scope),
    ...option("src", source),
    ...option("metric", metric),
    ...route.flags.map(String),
    ...nexthops.flatMap((hop) => ["nexthop", ...hopWords(hop), "weight", String(hop.weight), ...hop.flags.map(String)]),
  ].join(" ");
}

function hopWords({ via, ifindex, ifname }: HopFields): string[] {
  return [...option("via", via), ...option("dev", ifname ?? (ifindex && `if${ifindex}`))];
}
