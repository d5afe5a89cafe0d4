import {
  bridgeFlags,
  bridgeVlanFlags,
  linkMessage,
  NLM_F_ACK,
  RTM_DELLINK,
  RTM_GETVLAN,
  RTM_SETLINK,
  vlanDumpMessage,
  vlanMessage,
} from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink } from "../link-reference.js";
import { type DeleteOptions, deleteWith } from "../terms/deletion.js";
import { type Listing, listingOf } from "../terms/listing.js";
import { nameOrNumber } from "../terms/names.js";
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
  /** Whether untagged frames that come in belong to it. A port has one such. Default false. */
  readonly pvid?: boolean | undefined;
  /** Whether its frames leave without a tag. Default false. */
  readonly untagged?: boolean | undefined;
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
}

/** Which VLANs are listed. */
export interface BridgeVlanFilter {
  /** A port, or a bridge itself. The kernel filters. */
  readonly link?: LinkReference | undefined;
}

const { BRIDGE_VLAN_INFO_PVID, BRIDGE_VLAN_INFO_UNTAGGED, BRIDGE_VLAN_INFO_RANGE_BEGIN, BRIDGE_VLAN_INFO_RANGE_END } =
  bridgeVlanFlags.names;

/**
 * RTM_SETLINK of AF_BRIDGE: lets VLANs through a port, or changes how.
 *
 * @throws NetlinkError: ENODEV when there is no such link; EOPNOTSUPP when it is no bridge's port, or the kernel has no
 * VLANs on bridges; EINVAL or ERANGE for a number that is none; EPERM without CAP_NET_ADMIN.
 */
export function addBridgeVlan(client: RtnetlinkClient, link: LinkReference, vlan: BridgeVlanSettings): void {
  change(client, link, vlan, RTM_SETLINK);
}

/**
 * RTM_DELLINK of AF_BRIDGE: lets VLANs through a port no more. Returns whether there were any.
 *
 * @throws NetlinkError: ENOENT when none of them is there; the others as addBridgeVlan.
 */
export function deleteBridgeVlan(
  client: RtnetlinkClient,
  link: LinkReference,
  vlan: BridgeVlanRange,
  options: DeleteOptions = {},
): boolean {
  return deleteWith(options, ["ENOENT"], () => change(client, link, vlan, RTM_DELLINK));
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
export function listBridgeVlans(client: RtnetlinkClient, { link }: BridgeVlanFilter = {}): Listing<BridgeVlan> {
  const ifindex = link === undefined ? undefined : resolveLink(client, link);
  const message = { header: { family: AF_BRIDGE, ifindex }, attributes: {} };
  const { entries, attempts } = client.dump({ codec: vlanCodec, type: RTM_GETVLAN, message });
  const vlans = (entries as unknown as ReturnType<typeof vlanMessage.decode>[]).flatMap(({ header, attributes }) =>
    (attributes.entry ?? []).flatMap(({ info, range, state }): BridgeVlan[] => {
      if (info === undefined) return [];
      return [
        {
          ifindex: header.ifindex,
          vid: info.vid,
          vidEnd: range ?? info.vid,
          pvid: (info.flags & BRIDGE_VLAN_INFO_PVID) !== 0,
          untagged: (info.flags & BRIDGE_VLAN_INFO_UNTAGGED) !== 0,
          state: state === undefined ? undefined : (nameOrNumber(bridgePortStates, state) as BridgePortState),
        },
      ];
    }),
  );
  return listingOf({ entries: vlans, attempts }, { link });
}

function change(client: RtnetlinkClient, link: LinkReference, vlan: BridgeVlanSettings, type: number): void {
  const { vid, vidEnd = vid, self = false, pvid = false, untagged = false } = vlan;
  const flags = (pvid ? BRIDGE_VLAN_INFO_PVID : 0) | (untagged ? BRIDGE_VLAN_INFO_UNTAGGED : 0);
  const vlanInfo =
    vidEnd === vid
      ? [{ flags, vid }]
      : [
          { flags: flags | BRIDGE_VLAN_INFO_RANGE_BEGIN, vid },
          { flags: flags | BRIDGE_VLAN_INFO_RANGE_END, vid: vidEnd },
        ];
  // To a port's bridge it goes when nothing is said (rtnl_bridge_setlink).
  const afSpec = self ? { flags: bridgeFlags.names.BRIDGE_FLAGS_SELF, vlanInfo } : { vlanInfo };
  const header = { family: AF_BRIDGE, index: resolveLink(client, link) };
  client.request({ codec: linkMessage, type, message: { header, attributes: { afSpec } } }, NLM_F_ACK);
}
