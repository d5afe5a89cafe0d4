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

/** How long ago, in seconds. */
export interface Ages {
  readonly confirmed: number;
  readonly used: number;
  readonly updated: number;
}

type Message = ReturnType<typeof neighborMessage.decode>;

/** A neighbor: what link-layer address an address has; or a proxy, an address that we answer for. */
export interface Neighbor {
  readonly ifindex: number;
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
  readonly link: LinkReference;
  /** A proxy's entry. Default false. */
  readonly proxy?: boolean | undefined;
}

/** A neighbor to be made. */
export interface NeighborInput extends NeighborIdentity {
  /** Left out for proxies, and for those that are to be looked for. */
  readonly linkAddress?: string | undefined;
  /** Default "permanent"; "none" where there is no link-layer address. */
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
  /** Those of links with this master. */
  readonly master?: LinkReference | undefined;
  /** Proxies instead of neighbors. Default false. */
  readonly proxy?: boolean | undefined;
  /** One of them. */
  readonly states?: readonly NeighborState[] | undefined;
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
  readonly state: NeighborState;
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
  /**
   * "permanent" (bridge(8)'s "local", and its default): for the host itself in a bridge, kept for ever in a VXLAN;
   * "noarp" ("static"): kept; "reachable" ("dynamic"): it ages.
   */
  readonly state?: NeighborState | undefined;
  /** For instance "sticky", "extern_learn", "use", "router". */
  readonly flags?: readonly NeighborFlag[] | undefined;
}

/** Which entries to list: those that meet all of it. */
export interface FdbFilter {
  readonly link?: LinkReference | undefined;
  /** Those of a bridge and of its ports. */
  readonly bridge?: LinkReference | undefined;
  readonly vlan?: number | undefined;
  readonly states?: readonly NeighborState[] | undefined;
  readonly linkAddress?: string | undefined;
}
