import type { Route, RouteInput, RouteNexthop, RouteNexthopInput } from "./types.js";

/**
 * What makes a route again as it is told: after a change to it, in another table, or, where the links have the same
 * indexes, in another namespace; appended, where there may be several to one destination. It deletes just this one, too,
 * unless there is one that differs in nothing but `encap`.
 *
 * @example
 * const { entries } = listRoutes(client, { table: 100 });
 * for (const route of entries) appendRoute(client, { ...routeInputOf(route), table: 200 });
 */
export function routeInputOf(route: Route): RouteInput {
  const { version, destination, from, type, table, protocol, scope, tos, metric, source } = route;
  const { metrics, realms, preference, expires } = route;
  const words = { version, destination, from, type, table, protocol, scope, tos, metric, source };
  return { metrics, realms, preference, expires, ...words, ...waysOf(route) };
}

/** Beside a nexthop object's id and beside several ways, the kernel takes no other; but tells a single nexthop's. */
function waysOf({ nexthopId, nexthops, via, ifindex, flags, encap }: Route): Partial<RouteInput> {
  if (nexthopId !== undefined) return { nexthopId };
  if (nexthops !== undefined) return { nexthops: nexthops.map(hopInputOf) };
  return { via, link: ifindex, onlink: flags.includes("onlink") || undefined, encap };
}

function hopInputOf({ via, ifindex, weight, flags, encap, realms }: RouteNexthop): RouteNexthopInput {
  return { via, link: ifindex, weight, onlink: flags.includes("onlink") || undefined, encap, realms };
}
