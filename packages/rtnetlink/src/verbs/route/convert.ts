import type { RouteHop, routeMessage } from "@netns/netlink";
import { encapOf } from "../terms/encap.js";
import { namer, namesOfBits } from "../terms/names.js";
import { versionOf } from "../terms/prefix.js";
import { type HopFlag, hopFlags, protocols, routeTypes, scopes, tables } from "../terms/route-terms.js";
import { toMetrics } from "./metrics.js";
import { type Route, type RouteNexthop, routePreferences } from "./types.js";

type Message = ReturnType<typeof routeMessage.decode>;
type Attributes = Message["attributes"];

/** RTNH_F_*: the others of a route's flags are RTM_F_*, about the message. */
const HOP_BITS = 0x7f;

const nameType = namer(routeTypes);
const nameTable = namer(tables);
const nameProtocol = namer(protocols);
export const nameScope = namer(scopes);
const namePreference = namer(routePreferences);

/** A route as users see it. */
export function toRoute(message: Message): Route {
  const { header, attributes } = message;
  const { cacheinfo, pref } = attributes;
  return {
    version: versionOf(header.family),
    destination: prefixOf(attributes.dst, header.dstLen) ?? "default",
    from: prefixOf(attributes.src, header.srcLen),
    type: nameType(header.type),
    table: nameTable(attributes.table ?? header.table),
    protocol: nameProtocol(header.protocol),
    scope: nameScope(header.scope),
    tos: header.tos,
    metric: attributes.priority,
    via: gatewayOf(attributes),
    ifindex: attributes.oif,
    source: attributes.prefsrc === undefined ? undefined : String(attributes.prefsrc),
    metrics: toMetrics(attributes.metrics),
    nexthops: attributes.multipath?.map(toNexthop),
    nexthopId: attributes.nhId,
    flags: flagsOf(header.flags),
    encap: encapOf(attributes),
    realms: attributes.flow,
    preference: pref === undefined ? undefined : namePreference(pref),
    // RTA_CACHEINFO counts in USER_HZ, which is 100 everywhere.
    expires: cacheinfo === undefined || cacheinfo.expires === 0 ? undefined : Math.round(cacheinfo.expires / 100),
  };
}

function toNexthop({ ifindex, hops, flags, attributes }: RouteHop): RouteNexthop {
  return {
    via: gatewayOf(attributes),
    ifindex: ifindex === 0 ? undefined : ifindex,
    weight: hops + 1,
    flags: flagsOf(flags),
    encap: encapOf(attributes),
    realms: attributes.flow,
  };
}

function flagsOf(flags: number): readonly HopFlag[] {
  return namesOfBits(hopFlags, flags & HOP_BITS);
}

function gatewayOf({ gateway, via }: Pick<Attributes, "gateway" | "via">): string | undefined {
  const address = gateway ?? via?.address;
  return address === undefined ? undefined : String(address);
}

/** Written once: of 100,000 routes, each has one. */
const lengths = /* @__PURE__ */ Array.from({ length: 129 }, (_, length) => `/${length}`);

/** Zero bits are any address, which the kernel leaves out. */
function prefixOf(address: string | Uint8Array | undefined, length: number): string | undefined {
  return address === undefined || length === 0 ? undefined : address + (lengths[length] ?? `/${length}`);
}
