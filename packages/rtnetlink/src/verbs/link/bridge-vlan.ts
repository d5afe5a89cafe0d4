import {
  bridgeFlags,
  bridgeVlanFlags,
  type Infer,
  linkMessage,
  NLM_F_ACK,
  RTM_DELLINK,
  RTM_GETVLAN,
  RTM_NEWVLAN,
  RTM_SETLINK,
  vlanDumpFlags,
  vlanDumpMessage,
  vlanMessage,
  type vlanStatsAttributes,
} from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import { type Listing, listingOf } from "../terms/listing.js";
import { nameOrNumber, numberOf } from "../terms/names.js";
import { AF_BRIDGE } from "../terms/prefix.js";
import { type BridgePortState, bridgePortStates } from "./bridge-port.js";

/** One VLAN, or several in a row. */
export interface BridgeVlanRange {
  /** 1 to 4094. */
  readonly vid: number;
  /** The last one of a range. Default: `vid`. */
  readonly vidEnd?: number | undefined;
  /** Whether the link is the bridge itself: what goes to and from the host. Default false: it is a port. */
  readonly self?: boolean | undefined;
}

/** What a VLAN is on a port. */
export interface BridgeVlanSettings extends BridgeVlanRange {
  /** Whether untagged frames that come in belong to it. A port has one such, so a range cannot be. Default false. */
  readonly pvid?: boolean | undefined;
  /** Whether its frames leave without a tag. Default false. */
  readonly untagged?: boolean | undefined;
  /**
   * The tunnel's number (VNI) that it has behind the port, a VXLAN with `collectMetadata` whose `vlanTunnel` is on. Of a
   * range the first one's: the others follow.
   */
  readonly tunnelId?: number | undefined;
}

/** What else can be set of VLANs that are there. What is not said stays as it is. */
export interface BridgeVlanOptions {
  /** Of the spanning tree. */
  readonly state?: BridgePortState | undefined;
  /** As in BridgeVlanSettings; `false`: none. */
  readonly tunnelId?: number | false | undefined;
  /** Whether multicast routers are there: MDB_RTR_TYPE_* from linux/if_bridge.h, 0 to 2. */
  readonly multicastRouter?: number | undefined;
  /** Since Linux 6.3; 0: as many as there may be. */
  readonly mcastMaxGroups?: number | undefined;
  /** Since Linux 6.4. */
  readonly neighSuppress?: boolean | undefined;
}

/** VLANs of a port, or of a bridge itself, that are alike. */
export interface BridgeVlan {
  readonly ifindex: number;
  readonly vid: number;
  /** The last one; `vid` where it is one only. */
  readonly vidEnd: number;
  readonly pvid: boolean;
  readonly untagged: boolean;
  /** Of the spanning tree. */
  readonly state: BridgePortState | undefined;
  /** Of a range the first one's: the others follow. Undefined: none. */
  readonly tunnelId: number | undefined;
  /** MDB_RTR_TYPE_* from linux/if_bridge.h. Undefined where the bridge has no multicast snooping of VLANs. */
  readonly multicastRouter: number | undefined;
  readonly neighSuppress: boolean | undefined;
  /** Bytes and packets; undefined unless they are asked for, and then each VLAN is listed on its own. */
  readonly statistics: Omit<Infer<typeof vlanStatsAttributes>, "pad"> | undefined;
}

/** Which VLANs are listed. */
export interface BridgeVlanFilter {
  /** A port, or a bridge itself. The kernel filters. */
  readonly link?: LinkReference | undefined;
  /** This one; the range that it is in is listed whole. */
  readonly vid?: number | undefined;
}

/** What is told of them. */
export interface BridgeVlanDetails {
  /** Counters; the bridge's `vlanStatsEnabled` has them counted, `vlanStatsPerPort` per port. Default false. */
  readonly statistics?: boolean | undefined;
}

const {
  BRIDGE_VLAN_INFO_PVID,
  BRIDGE_VLAN_INFO_UNTAGGED,
  BRIDGE_VLAN_INFO_RANGE_BEGIN,
  BRIDGE_VLAN_INFO_RANGE_END,
  BRIDGE_VLAN_INFO_ONLY_OPTS,
} = bridgeVlanFlags.names;

/**
 * RTM_SETLINK of AF_BRIDGE: lets VLANs through a port, or changes how.
 *
 * @throws NetlinkError: ENODEV when there is no such link; EOPNOTSUPP when it is no bridge's port, or the kernel has no
 * VLANs on bridges; EINVAL for a tunnel on a port whose `vlanTunnel` is off; EEXIST for a tunnel's number that another
 * VLAN has; EPERM without CAP_NET_ADMIN.
 * @throws RangeError for a number that no VLAN has.
 *
 * @example
 * addBridgeVlan(client, "port1", { vid: 10, pvid: true, untagged: true });
 * addBridgeVlan(client, "port1", { vid: 100, vidEnd: 199 });
 * addBridgeVlan(client, "br0", { vid: 10, self: true });
 */
export function addBridgeVlan(client: RtnetlinkClient, link: LinkReference, vlan: BridgeVlanSettings): void {
  change(client, link, vlan, RTM_SETLINK);
}

/**
 * RTM_NEWVLAN (Linux 5.6): sets more of VLANs that a port, or a bridge itself, has.
 *
 * @throws NetlinkError: ENODEV when there is no such link; EINVAL when it is neither a port nor a bridge, or a value is
 * none; ENOENT when a VLAN is not there; EOPNOTSUPP when the kernel has no VLANs on bridges; EPERM without CAP_NET_ADMIN.
 * @throws RangeError for a number that no VLAN has, or a state that is none.
 *
 * @example
 * setBridgeVlan(client, "port1", { vid: 10 }, { state: "blocking" });
 */
export function setBridgeVlan(
  client: RtnetlinkClient,
  link: LinkReference,
  vlan: Omit<BridgeVlanRange, "self">,
  options: BridgeVlanOptions,
): void {
  const { vid, vidEnd } = checkedRange(vlan);
  const { state, tunnelId, multicastRouter, mcastMaxGroups, neighSuppress } = options;
  const entry = {
    info: { vid, flags: BRIDGE_VLAN_INFO_ONLY_OPTS },
    range: vidEnd === vid ? undefined : vidEnd,
    state: state === undefined ? undefined : numberOf("state of a bridge's port", bridgePortStates, state),
    tunnelInfo:
      tunnelId === undefined
        ? undefined
        : tunnelId === false
          ? { cmd: RTM_DELLINK }
          : { cmd: RTM_SETLINK, id: tunnelId },
    mcastRouter: multicastRouter,
    mcastMaxGroups,
    neighSuppress: neighSuppress === undefined ? undefined : Number(neighSuppress),
  };
  const message = { header: { family: AF_BRIDGE, ifindex: resolveLink(client, link) }, attributes: { entry: [entry] } };
  client.request({ codec: vlanMessage, type: RTM_NEWVLAN, message }, NLM_F_ACK);
}

/**
 * RTM_DELLINK of AF_BRIDGE: lets VLANs through a port no more. Where one is not there, the kernel says nothing of it
 * (br_vlan_info in br_netlink.c), so there is no `ifExists`.
 *
 * @throws NetlinkError: ENODEV when there is no such link; EOPNOTSUPP when it is no bridge's port; EPERM without
 * CAP_NET_ADMIN.
 * @throws RangeError for a number that no VLAN has.
 */
export function deleteBridgeVlan(
  client: RtnetlinkClient,
  link: LinkReference,
  { vid, vidEnd, self }: BridgeVlanRange,
): void {
  change(client, link, { vid, vidEnd, self }, RTM_DELLINK);
}

/** Asks in one family and reads the answers as another. */
const vlanCodec: typeof vlanDumpMessage = {
  ...vlanDumpMessage,
  // What TypeScript cannot see: listBridgeVlans says what it gets.
  decode: vlanMessage.decode as unknown as typeof vlanDumpMessage.decode,
};

/**
 * RTM_GETVLAN (Linux 5.6): the VLANs of bridges' ports and of bridges themselves, by link and number.
 *
 * @throws NetlinkError: ENODEV when there is no such link; EINVAL when it is neither a port nor a bridge; EOPNOTSUPP
 * when the kernel has no VLANs on bridges.
 * @throws DumpInterruptedError
 */
export function listBridgeVlans(
  client: RtnetlinkClient,
  { link, vid }: BridgeVlanFilter = {},
  { statistics = false }: BridgeVlanDetails = {},
): Listing<BridgeVlan> {
  if (vid !== undefined) checkVid("vid", vid);
  const ifindex = link === undefined ? undefined : resolveLink(client, link);
  const flags = statistics ? vlanDumpFlags.names.BRIDGE_VLANDB_DUMPF_STATS : undefined;
  const message = { header: { family: AF_BRIDGE, ifindex }, attributes: { flags } };
  const { entries, attempts } = client.dump({ codec: vlanCodec, type: RTM_GETVLAN, message });
  const vlans = (entries as unknown as Message[]).flatMap(({ header, attributes }) =>
    (attributes.entry ?? []).flatMap((entry) => toBridgeVlan(header.ifindex, entry) ?? []),
  );
  const isIn = vid === undefined ? undefined : (one: BridgeVlan) => one.vid <= vid && vid <= one.vidEnd;
  return listingOf({ entries: vlans, attempts }, { link }, { vid: isIn });
}

type Message = ReturnType<typeof vlanMessage.decode>;
type Entry = NonNullable<Message["attributes"]["entry"]>[number];

function toBridgeVlan(ifindex: number, entry: Entry): BridgeVlan | undefined {
  const { info, range, state, tunnelInfo, mcastRouter, neighSuppress, stats } = entry;
  if (info === undefined) return undefined;
  return {
    ifindex,
    vid: info.vid,
    vidEnd: range ?? info.vid,
    pvid: (info.flags & BRIDGE_VLAN_INFO_PVID) !== 0,
    untagged: (info.flags & BRIDGE_VLAN_INFO_UNTAGGED) !== 0,
    state: state === undefined ? undefined : nameOrNumber(bridgePortStates, state),
    tunnelId: tunnelInfo?.id,
    multicastRouter: mcastRouter,
    neighSuppress: neighSuppress === undefined ? undefined : neighSuppress !== 0,
    statistics: stats,
  };
}

function change(client: RtnetlinkClient, link: LinkReference, vlan: BridgeVlanSettings, type: number): void {
  const { vid, vidEnd } = checkedRange(vlan);
  const { self = false, pvid = false, untagged = false, tunnelId } = vlan;
  if (pvid && vidEnd !== vid) throw new RangeError(`pvid is of one VLAN, not of a range: ${vid} to ${vidEnd}`);
  const flags = (pvid ? BRIDGE_VLAN_INFO_PVID : 0) | (untagged ? BRIDGE_VLAN_INFO_UNTAGGED : 0);
  const ends =
    vidEnd === vid
      ? [{ vid, flag: 0 }]
      : [
          { vid, flag: BRIDGE_VLAN_INFO_RANGE_BEGIN },
          { vid: vidEnd, flag: BRIDGE_VLAN_INFO_RANGE_END },
        ];
  const afSpec = {
    // To a port's bridge it goes when nothing is said (rtnl_bridge_setlink).
    flags: self ? bridgeFlags.names.BRIDGE_FLAGS_SELF : undefined,
    vlanInfo: ends.map((end) => ({ flags: flags | end.flag, vid: end.vid })),
    vlanTunnelInfo:
      tunnelId === undefined
        ? undefined
        : ends.map((end) => ({ id: tunnelId + end.vid - vid, vid: end.vid, flags: end.flag })),
  };
  const header = { family: AF_BRIDGE, index: resolveLink(client, link) };
  client.request({ codec: linkMessage, type, message: { header, attributes: { afSpec } } }, NLM_F_ACK);
}

/** The kernel says EINVAL of these, and not of what. @throws RangeError */
function checkedRange({ vid, vidEnd = vid }: BridgeVlanRange): { readonly vid: number; readonly vidEnd: number } {
  checkVid("vid", vid);
  checkVid("vidEnd", vidEnd);
  if (vidEnd < vid) throw new RangeError(`vidEnd is the last VLAN of the range: ${vidEnd} comes before vid, ${vid}`);
  return { vid, vidEnd };
}

function checkVid(name: string, vid: number): void {
  if (Number.isInteger(vid) && vid >= 1 && vid <= 4094) return;
  throw new RangeError(`${name} is a VLAN's number, 1 to 4094, not ${String(vid)}`);
}
