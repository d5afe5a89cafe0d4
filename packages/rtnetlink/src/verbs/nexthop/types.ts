import type { nexthopMessage } from "@netns/netlink";
import type { LinkReference } from "../link-reference.js";
import type { Encap } from "../terms/encap.js";
import type { IpVersion } from "../terms/prefix.js";
import type { HopFlag, RouteProtocol, RouteScope } from "../terms/route-terms.js";

/** A member of a group. */
export interface NexthopMember {
  readonly id: number;
  /** 1 to 65,536; kernels before 6.12 take 255 at most. */
  readonly weight: number;
}

/** What a resilient group has. */
export interface ResilientInput {
  readonly buckets?: number | undefined;
  /** How long a bucket must be idle before it moves, in seconds. */
  readonly idleTimer?: number | undefined;
  /** How long the group may be out of balance before buckets move anyway, in seconds; 0: for ever. */
  readonly unbalancedTimer?: number | undefined;
}

/** A resilient group's. Times are in seconds. */
export interface Resilient {
  readonly buckets: number;
  readonly idleTimer: number;
  /** 0: for ever. */
  readonly unbalancedTimer: number;
  /** How long it has been out of balance; 0: it is not. */
  readonly unbalancedTime: number;
}

/** A nexthop to be made: one way, or a blackhole, or a group of others. */
export interface NexthopInput {
  /** Default: the kernel chooses one. */
  readonly id?: number | undefined;
  /** Default: that of the gateway, or IPv4. A group has none. */
  readonly version?: IpVersion | undefined;
  readonly via?: string | undefined;
  readonly link?: LinkReference | undefined;
  readonly onlink?: boolean | undefined;
  readonly blackhole?: boolean | undefined;
  /** It is for forwarding databases, not for routes. */
  readonly fdb?: boolean | undefined;
  readonly encap?: Encap | undefined;
  readonly group?: readonly (number | { readonly id: number; readonly weight?: number | undefined })[] | undefined;
  /** Of a group: flows keep their way when its members change. */
  readonly resilient?: ResilientInput | undefined;
  /** Who made it. Default "unspec", as of ip(8). */
  readonly protocol?: RouteProtocol | undefined;
}

/** A nexthop. */
export interface Nexthop {
  readonly id: number;
  /** Undefined: a group, which has none. */
  readonly version: IpVersion | undefined;
  readonly via: string | undefined;
  readonly ifindex: number | undefined;
  readonly scope: RouteScope;
  readonly protocol: RouteProtocol;
  readonly flags: readonly HopFlag[];
  readonly blackhole: boolean;
  readonly fdb: boolean;
  readonly encap: Encap | undefined;
  /** Undefined: it is none. */
  readonly group: readonly NexthopMember[] | undefined;
  readonly resilient: Resilient | undefined;
  /** All that the kernel says, as the codec has it. */
  readonly message: ReturnType<typeof nexthopMessage.decode>;
}

/** A bucket of a resilient group. */
export interface NexthopBucket {
  /** The group's id. */
  readonly id: number;
  readonly index: number;
  /** The member's that its packets go by. */
  readonly nexthopId: number;
  /** How long no packet went by it, in seconds. */
  readonly idleTime: number;
  readonly flags: readonly HopFlag[];
}

/** Which buckets to list: those that meet all of it. */
export interface NexthopBucketFilter {
  /** The group. */
  readonly id?: number | undefined;
  /** The member. */
  readonly nexthopId?: number | undefined;
  /** The link that the member goes by. */
  readonly link?: LinkReference | undefined;
  /** The master of that link. */
  readonly master?: LinkReference | undefined;
}

/** Which nexthops to list: those that meet all of it. */
export interface NexthopFilter {
  /** Default: both, and groups, which have none. */
  readonly version?: IpVersion | undefined;
  readonly link?: LinkReference | undefined;
  /** Those by links with this master. */
  readonly master?: LinkReference | undefined;
  /** Only groups. */
  readonly groups?: boolean | undefined;
  /** Only those for forwarding databases. */
  readonly fdb?: boolean | undefined;
  readonly protocol?: RouteProtocol | undefined;
}
