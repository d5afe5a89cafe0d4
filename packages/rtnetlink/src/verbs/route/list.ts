import { RTM_GETROUTE, routeMessage } from "@netns/netlink";
import type { Request, RtnetlinkClient, StreamEnd } from "../../client.js";
import { NetlinkError } from "../../errors.js";
import { resolveLink } from "../link-reference.js";
import { answeredAs, dumpAs } from "../terms/dump-as.js";
import { equals, type Listing, listingOf, type Tests } from "../terms/listing.js";
import { numberOf } from "../terms/names.js";
import { AF_INET, AF_INET6, bitsIn, familyOf, familyOfVersion, parseDestination, versionOf } from "../terms/prefix.js";
import { protocols, routeTypes, scopes, tableInHeader, tables } from "../terms/route-terms.js";
import { nameScope, toRoute } from "./convert.js";
import type { Route, RouteFilter } from "./types.js";

const RTM_F_CLONED = 0x200;

/**
 * RTM_GETROUTE: the routes of all tables, or those that a filter asks for. The kernel filters by version, table, link,
 * protocol, type and whether they are cloned. A table that does not exist has none.
 *
 * @throws NetlinkError: ENODEV for an unknown link.
 * @throws DumpInterruptedError
 */
export function listRoutes(client: RtnetlinkClient, filter: RouteFilter = {}): Listing<Route> {
  const { version, table, link, protocol, type, cloned } = filter;
  return listingOf(collect(client, filter), { version, table, link, protocol, type, cloned }, testsOf(filter));
}

/**
 * The same in bounded memory, however many there are: each step is some of the routes, and at the end stands whether
 * they changed meanwhile. It is `client.stream`, and like that can be left early.
 *
 * @throws NetlinkError: ENODEV for an unknown link.
 *
 * @example
 * for (const routes of streamRoutes(client, { table: "main" })) for (const { destination } of routes) …
 */
export function* streamRoutes(
  client: RtnetlinkClient,
  filter: RouteFilter = {},
): Generator<readonly Route[], StreamEnd, undefined> {
  const tests = Object.values(testsOf(filter)).filter((test) => test !== undefined);
  const request = answeredAs(requestFor(client, filter), (message) => {
    const route = toIpRoute(message);
    return route !== undefined && tests.every((test) => test(route)) ? route : undefined;
  });
  try {
    // What TypeScript cannot see: what the answers are made into.
    return yield* client.stream(request) as unknown as Generator<readonly Route[], StreamEnd, undefined>;
  } catch (error) {
    if (isWithoutTable(filter, error)) return { consistent: true };
    throw error;
  }
}

/** What the kernel cannot do. */
function testsOf({ destination, via, scope, metric, nexthopId }: RouteFilter): Tests<Route> {
  const wantedScope = scope === undefined ? undefined : nameScope(numberOf("scope", scopes, scope));
  return {
    destination: destination === undefined ? undefined : isDestination(destination),
    via: via === undefined ? undefined : hasGateway(via),
    scope: equals(wantedScope, (one: Route) => one.scope),
    metric: equals(metric, (one: Route) => one.metric ?? 0),
    nexthopId: equals(nexthopId, (one: Route) => one.nexthopId),
  };
}

function collect(client: RtnetlinkClient, filter: RouteFilter): Pick<Listing<Route>, "entries" | "attempts"> {
  try {
    return dumpAs(client, requestFor(client, filter), toIpRoute);
  } catch (error) {
    if (isWithoutTable(filter, error)) return { entries: [], attempts: 1 };
    throw error;
  }
}

/** "FIB table does not exist": it comes with its first route, and goes with its last. */
function isWithoutTable({ table }: RouteFilter, error: unknown): boolean {
  return table !== undefined && error instanceof NetlinkError && error.code === "ENOENT";
}

function requestFor(
  client: RtnetlinkClient,
  { version, table, link, protocol, type, cloned }: RouteFilter,
): Request<typeof routeMessage> {
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
  return { codec: routeMessage, type: RTM_GETROUTE, message: { header, attributes } };
}

/** Multicast routes and those of MPLS are of other families. */
function toIpRoute(message: ReturnType<typeof routeMessage.decode>): Route | undefined {
  const { family } = message.header;
  return family === AF_INET || family === AF_INET6 ? toRoute(message) : undefined;
}

/** The version of "default" is known by the route. */
function isDestination(wanted: string): (route: Route) => boolean {
  const { family, address, length } = parseDestination(wanted, undefined, "destination");
  const isDefault = wanted === "default" || wanted === "all";
  const text = length === 0 ? "default" : `${written(family, address, length)}/${length}`;
  const version = versionOf(family);
  return (route) => route.destination === text && (isDefault || route.version === version);
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
