import { NLM_F_APPEND, NLM_F_REPLACE } from "@netns/netlink";
import { AF_INET6 } from "@netns/syscall";
import { GATEWAYS, routeGroup, routeSlot } from "./keys.js";
import type { Items } from "./subjects.js";

type Route = Items["route"];
type Leg = NonNullable<Route["attributes"]["multipath"]>[number];

/** Routes, as messages about them change them: those to one destination are a list, whose order matters. */
export class RouteTable {
  readonly #groups = new Map<string, Route[]>();

  /** A route of a snapshot, or one that is new or changed. */
  set(route: Route, flags: number, isPresent: boolean): void {
    const key = routeGroup(route);
    const group = this.#groups.get(key) ?? [];
    this.#groups.set(key, group);
    const slot = routeSlot(route);
    const at = group.findIndex((other) => routeSlot(other) === slot);
    if (flags & NLM_F_REPLACE) {
      // The first of its class (fib_table_insert(), fib6_add_rt2node()).
      const replaced = group.findIndex((other) => (routeSlot(other) === GATEWAYS) === (slot === GATEWAYS));
      if (at > replaced) group.splice(at, 1);
      group.splice(Math.max(replaced, 0), group.length === 0 ? 0 : 1, route);
    } else if (at >= 0) group[at] = route;
    else if (isPresent || flags & NLM_F_APPEND || route.header.family === AF_INET6) group.push(route);
    else group.unshift(route);
  }

  delete(route: Route): void {
    const key = routeGroup(route);
    const group = this.#groups.get(key);
    const slot = routeSlot(route);
    const at = group?.findIndex((other) => routeSlot(other) === slot) ?? -1;
    const found = group?.[at];
    if (group === undefined || found === undefined) return;
    const rest = slot === GATEWAYS ? withoutLegs(found, legsOf(route)) : undefined;
    if (rest !== undefined) group[at] = rest;
    else group.splice(at, 1);
    if (group.length === 0) this.#groups.delete(key);
  }

  *values(): IterableIterator<Route> {
    for (const group of this.#groups.values()) yield* group;
  }

  get size(): number {
    let size = 0;
    for (const group of this.#groups.values()) size += group.length;
    return size;
  }
}

/** The kernel tells of an IPv6 route's nexthops one by one when they go, and of all together when they come. */
function withoutLegs(route: Route, gone: readonly Leg[]): Route | undefined {
  const names = new Set(gone.map(nameOfLeg));
  const left = legsOf(route).filter((leg) => !names.has(nameOfLeg(leg)));
  const [first] = left;
  if (first === undefined) return undefined;
  const { multipath: _, gateway: _1, via: _2, oif: _3, ...attributes } = route.attributes;
  if (left.length > 1) return { ...route, attributes: { ...attributes, multipath: left } };
  // The last one stands in the route itself, as in a dump.
  return { ...route, attributes: { ...attributes, ...first.attributes, oif: first.ifindex } as Route["attributes"] };
}

function legsOf({ attributes: { multipath, gateway, via, oif } }: Route): readonly Leg[] {
  if (multipath !== undefined) return multipath;
  const attributes = { ...(gateway === undefined ? {} : { gateway }), ...(via === undefined ? {} : { via }) };
  return [{ flags: 0, hops: 0, ifindex: oif ?? 0, attributes } as Leg];
}

function nameOfLeg({ ifindex, attributes }: Leg): string {
  return JSON.stringify([ifindex, attributes?.gateway, attributes?.via]);
}
