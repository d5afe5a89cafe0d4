import type { MessageInput, RouteHopInput, routeAttributes, rtmsg } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { resolveLink } from "../link-reference.js";
import { encapAttributes } from "../terms/encap.js";
import { numberOf } from "../terms/names.js";
import { AF_INET, AF_INET6, familyOf, familyOfVersion, parseDestination } from "../terms/prefix.js";
import { hopFlags, protocols, routeTypes, scopes, tableInHeader, tables } from "../terms/route-terms.js";
import { checkFamilies, checkWays } from "./check.js";
import { toMetricsAttribute } from "./metrics.js";
import { type RouteIdentity, type RouteInput, type RouteNexthopInput, routePreferences } from "./types.js";

type Input = MessageInput<typeof rtmsg, typeof routeAttributes>;

const { unicast, local, broadcast, anycast, multicast, nat } = routeTypes;
/** Types whose table is "local". */
const LOCAL_TYPES: readonly number[] = [local, broadcast, anycast, nat];

/** The whole of a request that makes a route; what is left out is as ip(8) has it (iproute.c). */
export function toMessage(client: RtnetlinkClient, route: RouteInput): Input {
  const type = numberOf("type of a route", routeTypes, route.type ?? "unicast");
  const identity = identify(client, route, type);
  const { header, attributes } = identity;
  const { preference, onlink } = route;
  return {
    header: {
      type,
      protocol: numberOf("protocol", protocols, route.protocol ?? "boot"),
      scope: scopeOf(route, type, header.family),
      flags: onlink ? hopFlags.onlink : 0,
      // Last, here and below: V8 takes twenty times as long for an object that begins with another's fields.
      ...header,
    },
    attributes: {
      pref: preference === undefined ? undefined : numberOf("preference", routePreferences, preference),
      expires: route.expires,
      ...(encapAttributes(route.encap) as object),
      ...(attributes as object),
    },
  };
}

/** A request that deletes a route: what it does not say matches anything. */
export function toDeletion(client: RtnetlinkClient, route: RouteIdentity): Input {
  const type = route.type === undefined ? 0 : numberOf("type of a route", routeTypes, route.type);
  const { header, attributes } = identify(client, route, type);
  const { protocol, scope } = route;
  return {
    header: {
      type,
      protocol: protocol === undefined ? 0 : numberOf("protocol", protocols, protocol),
      scope: numberOf("scope", scopes, scope ?? "nowhere"),
      ...header,
    },
    attributes,
  };
}

function identify(client: RtnetlinkClient, route: RouteIdentity, type: number) {
  const family = familyIn(route);
  const destination = parseDestination(route.destination, family, "destination");
  const from = route.from === undefined ? undefined : parseDestination(route.from, destination.family, "from");
  checkFamilies(route, destination.family);
  checkWays(route);
  const table = numberOf("table", tables, route.table ?? (LOCAL_TYPES.includes(type) ? "local" : "main"));
  const { via, link, nexthops } = route;
  return {
    header: {
      family: destination.family,
      dstLen: destination.length,
      srcLen: from?.length ?? 0,
      tos: route.tos ?? 0,
      table: tableInHeader(table),
    },
    attributes: {
      metrics: toMetricsAttribute(route.metrics),
      flow: route.realms,
      // Without an address, zero bits are "default".
      dst: destination.length === 0 ? undefined : destination.address,
      src: from === undefined || from.length === 0 ? undefined : from.address,
      table: table < 256 ? undefined : table,
      priority: route.metric,
      prefsrc: route.source,
      oif: link === undefined ? undefined : resolveLink(client, link),
      multipath: nexthops?.map((nexthop, i) => toHop(client, nexthop, destination.family, `nexthops[${i}]`)),
      nhId: route.nexthopId,
      ...gatewayAttributes(via, destination.family, "via"),
    },
  };
}

/** The version of a "default" route: what is said, or that of an address beside it. A gateway may be of another. */
function familyIn({ version, from, source, via, nexthops }: RouteIdentity): number | undefined {
  if (version !== undefined) return familyOfVersion(version);
  const prefix = from === "default" || from === "all" ? undefined : from;
  const address = prefix ?? source ?? via ?? nexthops?.[0]?.via;
  return address === undefined ? undefined : familyOf(address);
}

/** RTA_GATEWAY, or RTA_VIA for one of another version. @throws RangeError */
function gatewayAttributes(via: string | undefined, family: number, what: string) {
  if (via === undefined) return {};
  const own = familyOf(via);
  // In one of several ways, the kernel would pass over it.
  if (own !== family && family === AF_INET6) {
    throw new RangeError(`${what} ${JSON.stringify(via)}: routes of IPv6 have no gateways of IPv4`);
  }
  return own === family ? { gateway: via } : { via: { family: own, address: via } };
}

function toHop(client: RtnetlinkClient, nexthop: RouteNexthopInput, family: number, what: string): RouteHopInput {
  const { via, link, weight = 1, onlink, encap, realms } = nexthop;
  if (!Number.isInteger(weight) || weight < 1 || weight > 256) {
    throw new RangeError(`${what}.weight is a whole number from 1 to 256, not ${weight}`);
  }
  return {
    ifindex: link === undefined ? 0 : resolveLink(client, link),
    hops: weight - 1,
    flags: onlink ? hopFlags.onlink : 0,
    attributes: {
      flow: realms,
      ...gatewayAttributes(via, family, `${what}.via`),
      ...(encapAttributes(encap) as object),
    },
  };
}

/** Of IPv4: how far the destination is, by what is on the way. IPv6 has no scopes of routes. */
function scopeOf({ scope, via, nexthops, nexthopId }: RouteInput, type: number, family: number): number {
  if (scope !== undefined) return numberOf("scope", scopes, scope);
  if (family === AF_INET6) return scopes.global;
  if (family === AF_INET && (type === local || type === nat)) return scopes.host;
  if (type === broadcast || type === multicast || type === anycast) return scopes.link;
  const isDirect = via === undefined && nexthops === undefined && nexthopId === undefined;
  return type === unicast && isDirect ? scopes.link : scopes.global;
}
