import type { neighborMessage } from "@netns/netlink";
import type { LinkReference } from "../link-reference.js";
import type { NameIn } from "../terms/names.js";
import type { IpVersion } from "../terms/prefix.js";
import type { RouteProtocol } from "../terms/route-terms.js";

/** NUD_* from linux/neighbour.h. */
export const neighborStates = {
  none: 0x00,
  incomplete: 0x01,
  reachable: 0x02,
  stale: 0x04,
  delay: 0x08,
  probe: 0x10,
  failed: 0x20,
  noarp: 0x40,
  permanent: 0x80,
} as const;
export type NeighborState = NameIn<typeof neighborStates>;

/** NTF_* from linux/neighbour.h by ip(8)'s names. `self`, `master` and `proxy` say what an entry is of, or for. */
export const neighborFlagNames = {
  use: 0x01,
  self: 0x02,
  master: 0x04,
  proxy: 0x08,
  extern_learn: 0x10,
  offload: 0x20,
  sticky: 0x40,
  router: 0x80,
} as const;
export type NeighborFlag = NameIn<typeof neighborFlagNames>;

/** NTF_EXT_* from linux/neighbour.h: the flags of NDA_FLAGS_EXT. */
export const neighborExtFlagNames = { managed: 0x01, locked: 0x02, extern_valid: 0x04 } as const;
export type NeighborExtFlag = NameIn<typeof neighborExtFlagNames>;

/**
 * How long an entry of a forwarding database stays, by bridge(8)'s names: "permanent" (or "local"): in a bridge it is for
 * the host itself, elsewhere it is kept for ever; "static": kept; "dynamic": it ages; "stale": it has aged.
 */
export type FdbState = "permanent" | "static" | "dynamic" | "stale" | number;

/** How long ago, in seconds; the kernel counts hundredths. */
export interface Ages {
  /** That the neighbor was heard of. Nothing of forwarding databases. */
  readonly confirmed: number;
  /** That something was sent there; of a bridge's entry, that something came from there. */
  readonly used: number;
  /** That the entry was changed. */
  readonly updated: number;
}

type Message = ReturnType<typeof neighborMessage.decode>;

/** A neighbor: what link-layer address an address has; or a proxy, an address that we answer for. */
export interface Neighbor {
  /** Undefined: a proxy on all links. */
  readonly ifindex: number | undefined;
  readonly version: IpVersion;
  readonly address: string;
  /** Undefined: not known (yet). */
  readonly linkAddress: string | undefined;
  readonly state: NeighborState;
  readonly flags: readonly NeighborFlag[];
  readonly extFlags: readonly NeighborExtFlag[];
  readonly protocol: RouteProtocol | undefined;
  readonly ages: Ages | undefined;
  /** All that the kernel says, as the codec has it. */
  readonly message: Message;
}

/** What tells a neighbor from the others. */
export interface NeighborIdentity {
  readonly address: string;
  /** Left out only for a proxy that is to be on all links. */
  readonly link?: LinkReference | undefined;
  /** A proxy's entry. Default false. */
  readonly proxy?: boolean | undefined;
}

/** A neighbor to be made. */
export interface NeighborInput extends NeighborIdentity {
  /** Left out for proxies, for those that are to be looked for, and where the one that is there stays. */
  readonly linkAddress?: string | undefined;
  /** Default "permanent"; "none" of those that are to be looked for: with "use" or "managed". */
  readonly state?: NeighborState | undefined;
  /** For instance "router", "extern_learn", "use". */
  readonly flags?: readonly NeighborFlag[] | undefined;
  /** For instance "managed". */
  readonly extFlags?: readonly NeighborExtFlag[] | undefined;
  readonly protocol?: RouteProtocol | undefined;
}

/** Which neighbors to list: those that meet all of it. */
export interface NeighborFilter {
  /** Default: both. */
  readonly version?: IpVersion | undefined;
  readonly link?: LinkReference | undefined;
  /** Those of links with this master: a bridge, a bond, a VRF …; `false`: of links that have none. */
  readonly master?: LinkReference | false | undefined;
  /** Proxies instead of neighbors. Default false. */
  readonly proxy?: boolean | undefined;
  /** One of them. */
  readonly states?: readonly NeighborState[] | undefined;
  /** An address, or a prefix that addresses are within: "192.0.2.0/24". */
  readonly address?: string | undefined;
  readonly protocol?: RouteProtocol | undefined;
  readonly linkAddress?: string | undefined;
}

/** An entry of a forwarding database: of a bridge, or of a link that has one of its own, as VXLAN. */
export interface FdbEntry {
  /** The link-layer address that frames are for. */
  readonly linkAddress: string;
  /** The port that they go out by; or the bridge, where they are for itself; or the VXLAN. */
  readonly ifindex: number;
  /** The bridge, of an entry that is in a bridge's database. */
  readonly master: number | undefined;
  readonly vlan: number | undefined;
  readonly state: FdbState;
  readonly flags: readonly NeighborFlag[];
  readonly extFlags: readonly NeighborExtFlag[];
  /** Of VXLAN: the other end. */
  readonly destination: string | undefined;
  /** Of VXLAN: the other end's port, where it is not the link's. */
  readonly port: number | undefined;
  readonly vni: number | undefined;
  readonly sourceVni: number | undefined;
  /** Of VXLAN: the link that it goes by. */
  readonly via: number | undefined;
  readonly nexthopId: number | undefined;
  readonly ages: Ages | undefined;
  /** All that the kernel says, as the codec has it. */
  readonly message: Message;
}

/** What tells an entry from the others. */
export interface FdbIdentity {
  readonly linkAddress: string;
  /** The port, the bridge itself, or the VXLAN. */
  readonly link: LinkReference;
  /**
   * Whose database: "self", the link's own, as bridge(8) has it by default; or "master", that of the bridge which the
   * link is a port of.
   */
  readonly of?: "self" | "master" | undefined;
  readonly vlan?: number | undefined;
  readonly destination?: string | undefined;
  readonly port?: number | undefined;
  readonly vni?: number | undefined;
  readonly sourceVni?: number | undefined;
  readonly via?: LinkReference | undefined;
  readonly nexthopId?: number | undefined;
}

/** An entry to be made. */
export interface FdbInput extends FdbIdentity {
  /** Default "permanent", as bridge(8) has it: in a bridge's database frames are then kept for the host itself. */
  readonly state?: Exclude<FdbState, "stale"> | undefined;
  /** For instance "sticky", "extern_learn", "use", "router". */
  readonly flags?: readonly NeighborFlag[] | undefined;
}

/** Which entries to list: those that meet all of it. */
export interface FdbFilter {
  readonly link?: LinkReference | undefined;
  /** Those of a bridge and of its ports. */
  readonly bridge?: LinkReference | undefined;
  readonly vlan?: number | undefined;
  /** One of them. */
  readonly states?: readonly FdbState[] | undefined;
  readonly linkAddress?: string | undefined;
}

/** Which entries of a link's forwarding database to flush: those that meet all of it. */
export interface FdbFlush {
  /** As in FdbIdentity: of a port "master" is its bridge's database, but only what goes out by the port. */
  readonly of?: "self" | "master" | undefined;
  /** Of a bridge: what goes out by this port, or is the port's own. */
  readonly port?: LinkReference | undefined;
  readonly vlan?: number | undefined;
  /** Those for the host itself, or the others. */
  readonly permanent?: boolean | undefined;
  /** Those that are kept, permanent ones among them; or those that age. */
  readonly static?: boolean | undefined;
  /** Those that somebody has made, or those that the bridge has learned or made by itself. */
  readonly addedByUser?: boolean | undefined;
  readonly externLearn?: boolean | undefined;
  readonly sticky?: boolean | undefined;
  readonly offloaded?: boolean | undefined;
}
