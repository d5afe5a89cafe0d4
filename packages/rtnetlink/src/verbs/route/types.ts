import type { routeMessage } from "@netns/netlink";
import type { LinkReference } from "../link-reference.js";
import type { Encap } from "../terms/encap.js";
import type { NameIn } from "../terms/names.js";
import type { IpVersion } from "../terms/prefix.js";
import type { HopFlag, RouteProtocol, RouteScope, RouteTable, RouteType } from "../terms/route-terms.js";

/** RTAX_FEATURE_* from linux/rtnetlink.h. */
export const routeFeatures = { ecn: 1, sack: 2, timestamp: 4, allfrag: 8, tcp_usec_ts: 16 } as const;
export type RouteFeature = NameIn<typeof routeFeatures>;

/** RTAX_* from linux/rtnetlink.h: what a route tells TCP and IP. What is 0 or false, the kernel does not tell. */
export interface RouteMetrics {
  /** Bytes. */
  readonly mtu?: number | undefined;
  /** The most that TCP offers to receive, in bytes. */
  readonly window?: number | undefined;
  /** The first guess of the round trip's time, in milliseconds; the kernel keeps eighths. */
  readonly rtt?: number | undefined;
  /** How much it varies, in milliseconds; the kernel keeps quarters. */
  readonly rttvar?: number | undefined;
  /** Segments. */
  readonly ssthresh?: number | undefined;
  /** The most that may be on the way, in segments. The kernel heeds it only when it is `locked`. */
  readonly cwnd?: number | undefined;
  /** The largest segment that TCP asks for, in bytes. */
  readonly advmss?: number | undefined;
  /** Segments. */
  readonly reordering?: number | undefined;
  /** 1 to 255; the kernel takes what is more for 255. */
  readonly hoplimit?: number | undefined;
  /** Segments. */
  readonly initcwnd?: number | undefined;
  readonly features?: readonly RouteFeature[] | undefined;
  /** The shortest time until TCP sends again, in milliseconds. It is `locked` in any case: the kernel heeds no other. */
  readonly rtoMin?: number | undefined;
  /** Segments. */
  readonly initrwnd?: number | undefined;
  readonly quickack?: boolean | undefined;
  /** TCP's congestion control, by name: "reno". */
  readonly ccAlgo?: string | undefined;
  readonly fastopenNoCookie?: boolean | undefined;
  /** Those that stay as they are, path MTU discovery or not. */
  readonly locked?: readonly MetricName[] | undefined;
}

/** RTAX_* from linux/rtnetlink.h: those that can be locked. */
export const metricNumbers = {
  mtu: 2,
  window: 3,
  rtt: 4,
  rttvar: 5,
  ssthresh: 6,
  cwnd: 7,
  advmss: 8,
  reordering: 9,
  hoplimit: 10,
  initcwnd: 11,
  rtoMin: 13,
  initrwnd: 14,
} as const;
export type MetricName = keyof typeof metricNumbers;

/** What a router says of itself (RFC 4191). */
export const routePreferences = { medium: 0, high: 1, low: 3 } as const;
export type RoutePreference = NameIn<typeof routePreferences>;

/** What tells a route from the others; in a delete, what is left out matches anything. */
export interface RouteIdentity {
  /** "10.0.0.0/8", an address alone, or "default". */
  readonly destination: string;
  /** Where the destination is "default" and nothing else says it. */
  readonly version?: IpVersion | undefined;
  /** Of IPv6: only for packets from there, "2001:db8::/32". */
  readonly from?: string | undefined;
  /** The type of service that packets must have. */
  readonly tos?: number | undefined;
  /** By name or number. Default "main"; "local" for local, broadcast and anycast routes. */
  readonly table?: RouteTable | undefined;
  /** The less the better. */
  readonly metric?: number | undefined;
  /** Default "unicast". */
  readonly type?: RouteType | undefined;
  readonly scope?: RouteScope | undefined;
  /** Default "boot", as of ip(8). */
  readonly protocol?: RouteProtocol | undefined;
  /** The gateway; that of an IPv4 route may be of IPv6. */
  readonly via?: string | undefined;
  readonly link?: LinkReference | undefined;
  /** The address that the host's own packets get. */
  readonly source?: string | undefined;
  /** Several ways, instead of `via` and `link`: one at least. */
  readonly nexthops?: readonly RouteNexthopInput[] | undefined;
  /** The id of a nexthop object, instead of `via`, `link` and `nexthops`. */
  readonly nexthopId?: number | undefined;
  /** In a delete: of IPv4 alone. */
  readonly metrics?: RouteMetrics | undefined;
  /** Of IPv4: source << 16 | destination. */
  readonly realms?: number | undefined;
}

/** A route to be made. */
export interface RouteInput extends RouteIdentity {
  /** The gateway is on the link, though no route says so. */
  readonly onlink?: boolean | undefined;
  readonly encap?: Encap | undefined;
  /** Of IPv6. */
  readonly preference?: RoutePreference | undefined;
  /** Of IPv6: how long it stays, in seconds. */
  readonly expires?: number | undefined;
}

/** One of several ways. */
export interface RouteNexthopInput {
  readonly via?: string | undefined;
  readonly link?: LinkReference | undefined;
  /** 1 to 256. Default 1. */
  readonly weight?: number | undefined;
  readonly onlink?: boolean | undefined;
  readonly encap?: Encap | undefined;
  readonly realms?: number | undefined;
}

/** One of a route's ways, as the kernel tells it. */
export interface RouteNexthop {
  readonly via: string | undefined;
  readonly ifindex: number | undefined;
  readonly weight: number;
  readonly flags: readonly HopFlag[];
  readonly encap: Encap | undefined;
  readonly realms: number | undefined;
}

/** A route. */
export interface Route {
  readonly version: IpVersion;
  /** "10.0.0.0/8", or "default". */
  readonly destination: string;
  /** Of IPv6: the source's prefix that it is for. */
  readonly from: string | undefined;
  readonly type: RouteType;
  readonly table: RouteTable;
  readonly protocol: RouteProtocol;
  readonly scope: RouteScope;
  readonly tos: number;
  readonly metric: number | undefined;
  /** The gateway, of either version. Undefined: none, or several ways. */
  readonly via: string | undefined;
  readonly ifindex: number | undefined;
  /** The preferred source address. */
  readonly source: string | undefined;
  readonly metrics: RouteMetrics | undefined;
  /** Where there are several ways. Of a nexthop object's group, the kernel tells the members here. */
  readonly nexthops: readonly RouteNexthop[] | undefined;
  readonly nexthopId: number | undefined;
  /** RTNH_F_*, of the only way. */
  readonly flags: readonly HopFlag[];
  readonly encap: Encap | undefined;
  /** The realms: source << 16 | destination. */
  readonly realms: number | undefined;
  readonly preference: RoutePreference | undefined;
  /** Seconds, of a route that goes away by itself. */
  readonly expires: number | undefined;
}

/** The route that a packet takes. Routes of a list have no message, since they are many. */
export interface FoundRoute extends Route {
  /** All that the kernel says, as the codec has it. */
  readonly message: ReturnType<typeof routeMessage.decode>;
}

/** Which routes to list: those that meet all of it. */
export interface RouteFilter {
  /** Default: both. */
  readonly version?: IpVersion | undefined;
  /** Default: all tables. */
  readonly table?: RouteTable | undefined;
  /** The link that it goes by; of several ways, one of them. */
  readonly link?: LinkReference | undefined;
  readonly protocol?: RouteProtocol | undefined;
  readonly type?: RouteType | undefined;
  /** Instead of routes, what the kernel has learned of single destinations (exceptions). Default false. */
  readonly cloned?: boolean | undefined;
  readonly destination?: string | undefined;
  readonly via?: string | undefined;
  readonly scope?: RouteScope | undefined;
  readonly metric?: number | undefined;
  readonly nexthopId?: number | undefined;
}
