import { AF_INET, familyOf, versionOf } from "../terms/prefix.js";
import type { RouteIdentity, RouteInput } from "./types.js";

/**
 * All but gateways are of one version. The kernel passes over what is of IPv6 alone, and makes another route than the
 * one that was meant.
 *
 * @throws RangeError
 */
export function checkFamilies(route: RouteIdentity & Partial<RouteInput>, family: number): void {
  const version = versionOf(family);
  const { version: wanted = version, from, source, preference, expires } = route;
  if (wanted !== version) throw mixed("destination", route.destination, wanted);
  if (source !== undefined && familyOf(source) !== family) throw mixed("source", source, version);
  if (family !== AF_INET) {
    if (from !== undefined && from !== "default" && from !== "all" && familyOf(from) !== family) {
      throw mixed("from", from, version);
    }
    return;
  }
  if (from === undefined && preference === undefined && expires === undefined) return;
  const name = from !== undefined ? "from" : preference !== undefined ? "preference" : "expires";
  throw new RangeError(`${name} is of IPv6 alone, and ${route.destination} is of IPv4`);
}

/**
 * The ways can be said in three manners, of which the kernel takes one and passes over the others.
 *
 * @throws TypeError
 */
export function checkWays({ via, link, nexthops, nexthopId }: RouteIdentity): void {
  if (nexthops?.length === 0) throw new TypeError("nexthops is empty: one at least, or leave it out");
  const direct = via ?? link;
  const manners = Number(direct !== undefined) + Number(nexthops !== undefined) + Number(nexthopId !== undefined);
  if (manners < 2) return;
  const ways = { ...(via === undefined ? { link } : { via }), nexthops, nexthopId };
  const given = Object.entries(ways).filter(([, value]) => value !== undefined);
  throw new TypeError(`${given.map(([name]) => name).join(" and ")}: a route's ways are said in one manner only`);
}

function mixed(name: string, value: string, version: number): RangeError {
  return new RangeError(`${name} ${JSON.stringify(value)} is not of IPv${version}, as the route is`);
}
