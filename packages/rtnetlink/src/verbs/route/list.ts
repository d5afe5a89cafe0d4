import { RTM_GETROUTE, routeMessage } from "@netns/netlink";
import type { Dump, RtnetlinkClient } from "../../client.js";
import { NetlinkError } from "../../errors.js";
import { resolveLink } from "../link-reference.js";
import { equals, type Listing, listingOf } from "../terms/listing.js";
import { numberOf } from "../terms/names.js";
import { AF_INET, AF_INET6, bitsIn, familyOf, familyOfVersion, parseDestination } from "../terms/prefix.js";
import { protocols, routeTypes, scopes, tableInHeader, tables } from "../terms/route-terms.js";
import { toRoute } from "./convert.js";
import type { Route, RouteFilter } from "./types.js";

type Message = ReturnType<typeof routeMessage.decode>;

const RTM_F_CLONED = 0x200;

/**
 * RTM_GETROUTE: the routes of all tables, or those that a filter asks for. The kernel filters by version, table, link,
 * protocol, type and whether they are cloned. A table that does not exist has none.
 *
 * @throws NetlinkError: ENODEV for an unknown link.
 * @throws DumpInterruptedError
 */
export function listRoutes(client: RtnetlinkClient, filter: RouteFilter = {}): Listing<Route> {
  const { version, table, link, protocol, type, cloned, destination, via, metric, nexthopId } = filter;
  const scope = filter.scope === undefined ? undefined : numberOf("scope", scopes, filter.scope);
  const { entries, attempts } = ask(client, filter);
  return listingOf(
    // Multicast routes and those of MPLS are of other families.
    { entries: entries.filter(isOfIp).map(toRoute), attempts },
    { version, table, link, protocol, type, cloned },
    {
      destination: destination === undefined ? undefined : isDestination(destination),
      via: via === undefined ? undefined : hasGateway(via),
      scope: equals(scope, ({ message }: Route) => message.header.scope),
      metric: equals(metric, (one: Route) => one.metric ?? 0),
      nexthopId: equals(nexthopId, (one: Route) => one.nexthopId),
    },
  );
}

function ask(client: RtnetlinkClient, { version, table, link, protocol, type, cloned }: RouteFilter): Dump<Message> {
  const number = table === undefined ? 0 : numberOf("table", tables, table);
  const header = {
    family: familyOfVersion(version),
    table: tableInHeader(number),
    protocol: protocol === undefined ? 0 : numberOf("protocol", protocols, protocol),
    type: type === undefined ? 0 : numberOf("type of a route", routeTypes, type),
    flags: cloned ? RTM_F_CLONED : 0,
  };
  const oif = link === undefined ? undefined : resolveLink(client, link);
  const attributes = { table: number < 256 ? undefined : number, oif };
  try {
    return client.dump({ codec: routeMessage, type: RTM_GETROUTE, message: { header, attributes } });
  } catch (error) {
    // "FIB table does not exist": it comes with its first route, and goes with its last.
    const isEmpty = table !== undefined && error instanceof NetlinkError && error.code === "ENOENT";
    if (isEmpty) return { entries: [], attempts: 1, datagrams: 0, consistent: true };
    throw error;
  }
}

function isOfIp({ header: { family } }: Message): boolean {
  return family === AF_INET || family === AF_INET6;
}

/** The version of "default" is known by the route. */
function isDestination(wanted: string): (route: Route) => boolean {
  const { family, address, length } = parseDestination(wanted, undefined, "destination");
  const isDefault = wanted === "default" || wanted === "all";
  const text = length === 0 ? "default" : `${written(family, address, length)}/${length}`;
  return ({ destination, message }) => destination === text && (isDefault || message.header.family === family);
}

function hasGateway(wanted: string): (route: Route) => boolean {
  const family = familyOf(wanted);
  const text = written(family, wanted, bitsIn(family));
  return ({ via, nexthops }) => via === text || (nexthops?.some((one) => one.via === text) ?? false);
}

/** An address as the kernel has it and the codec writes it, which can be written in many ways: without its last bits. */
function written(family: number, address: string, length: number): string {
  const bytes = routeMessage.encode({ header: { family }, attributes: { dst: address } });
  const start = bytes.length - bitsIn(family) / 8;
  for (let bit = length; bit < bitsIn(family); bit++) {
    const at = start + (bit >> 3);
    bytes[at] = (bytes[at] as number) & ~(0x80 >> (bit & 7));
  }
  return String(routeMessage.decode(bytes).attributes.dst);
}
