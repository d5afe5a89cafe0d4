import {
  NLM_F_APPEND,
  NLM_F_CREATE,
  NLM_F_EXCL,
  NLM_F_REPLACE,
  neighborMessage,
  RTM_DELNEIGH,
  RTM_GETNEIGH,
  RTM_NEWNEIGH,
} from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import type { BatchRequest } from "../../request.js";
import { resolveLink } from "../link-reference.js";
import { type DeleteOptions, deleteWith } from "../terms/deletion.js";
import { dumpAs } from "../terms/dump-as.js";
import { foundOr } from "../terms/finding.js";
import { equals, type Listing, listingOf } from "../terms/listing.js";
import { bitsOf, numberOf } from "../terms/names.js";
import { AF_BRIDGE } from "../terms/prefix.js";
import { send } from "../terms/send.js";
import { normalLinkAddress, toFdbEntry } from "./convert.js";
import {
  type FdbEntry,
  type FdbFilter,
  type FdbIdentity,
  type FdbInput,
  type FdbState,
  neighborFlagNames,
  neighborStates,
} from "./types.js";

/** As bridge(8) sends them: a VXLAN takes only what is permanent or reachable, a bridge looks for permanent and noarp. */
const states = {
  permanent: neighborStates.permanent | neighborStates.noarp,
  static: neighborStates.reachable | neighborStates.noarp,
  dynamic: neighborStates.reachable,
};

/**
 * RTM_NEWNEIGH of AF_BRIDGE: makes an entry of a forwarding database.
 *
 * @throws NetlinkError: EEXIST when there is one, EOPNOTSUPP of "master" for what is no port, EINVAL for what is no
 * Ethernet address, no VLAN (1 to 4094) and what does not go together, EAFNOSUPPORT for a destination of the other version
 * than the VXLAN is of, ENODEV for an unknown link, EPERM without CAP_NET_ADMIN.
 * @throws CodecError for what is no address or no number that fits, RangeError for a name that is none.
 *
 * @example
 * addFdbEntry(client, { link: "port1", of: "master", linkAddress: "02:00:00:00:00:09", state: "static" });
 * addFdbEntry(client, { link: "vxlan0", linkAddress: "00:00:00:00:00:00", destination: "192.0.2.9" });
 */
export function addFdbEntry(client: RtnetlinkClient, entry: FdbInput): void {
  send(client, fdbRequest(client, "add", entry));
}

/**
 * RTM_NEWNEIGH of AF_BRIDGE: makes an entry, or changes the one that is there.
 *
 * @throws as addFdbEntry, but for EEXIST; EOPNOTSUPP of a VXLAN's address that is all zeros or multicast, since that may
 * have several destinations.
 */
export function replaceFdbEntry(client: RtnetlinkClient, entry: FdbInput): void {
  send(client, fdbRequest(client, "replace", entry));
}

/**
 * RTM_NEWNEIGH of AF_BRIDGE: gives a VXLAN's address that is all zeros or multicast one more destination. Any other address
 * has one only: where it has one, the kernel leaves that, without a word.
 *
 * @throws as addFdbEntry, but for EEXIST.
 */
export function appendFdbEntry(client: RtnetlinkClient, entry: FdbInput): void {
  send(client, fdbRequest(client, "append", entry));
}

/**
 * RTM_DELNEIGH of AF_BRIDGE: deletes an entry; of a VXLAN's address with several destinations, the one that is named.
 *
 * @returns Whether it was there; false only with `ifExists`.
 * @throws NetlinkError: ENOENT when there is none, ENODEV for an unknown link (neither with `ifExists`); EPERM without
 * CAP_NET_ADMIN.
 */
export function deleteFdbEntry(client: RtnetlinkClient, entry: FdbIdentity, options: DeleteOptions = {}): boolean {
  return deleteWith(options, ["ENOENT", "ENODEV"], () => send(client, fdbRequest(client, "delete", entry)));
}

/**
 * RTM_GETNEIGH of AF_BRIDGE: one entry, by address, link, VLAN and source VNI; undefined where there is none. Of several
 * destinations of a VXLAN's it is the first. With "master", `link` is a port, and its bridge is asked; with "self" it may
 * be the bridge, of whose entries any will do.
 *
 * @throws NetlinkError: EOPNOTSUPP for a link that cannot be asked for one, EINVAL of "master" for what is no port, ENODEV
 * for an unknown link.
 */
export function getFdbEntry(
  client: RtnetlinkClient,
  { linkAddress, link, of, vlan, sourceVni }: Pick<FdbIdentity, "linkAddress" | "link" | "of" | "vlan" | "sourceVni">,
): FdbEntry | undefined {
  // What NDA_SRC_VNI is elsewhere, is NDA_VNI here (vxlan_fdb_get).
  const message = identify(client, { linkAddress, link, of, vlan, vni: sourceVni });
  return foundOr("ENOENT", () => {
    const [reply] = client.request({ codec: neighborMessage, type: RTM_GETNEIGH, message });
    return reply && toFdbEntry(reply);
  });
}

/**
 * RTM_GETNEIGH of AF_BRIDGE: entries of all forwarding databases. The kernel filters by link and bridge.
 *
 * @throws NetlinkError: ENODEV for an unknown link.
 * @throws DumpInterruptedError
 */
export function listFdbEntries(client: RtnetlinkClient, filter: FdbFilter = {}): Listing<FdbEntry> {
  const { link, bridge, vlan, linkAddress } = filter;
  const attributes = {
    ifindex: link === undefined ? undefined : resolveLink(client, link),
    master: bridge === undefined ? undefined : resolveLink(client, bridge),
  };
  const message = { header: { family: AF_BRIDGE }, attributes };
  const wanted = filter.states?.map(checkedState);
  return listingOf(
    dumpAs(client, { codec: neighborMessage, type: RTM_GETNEIGH, message }, toFdbEntry),
    { link, bridge },
    {
      vlan: equals(vlan, (one: FdbEntry) => one.vlan),
      states: wanted && (({ state }) => wanted.includes(state)),
      linkAddress: equals(normalLinkAddress(linkAddress), (one: FdbEntry) => one.linkAddress),
    },
  );
}

function checkedState(state: FdbState): FdbState {
  numberOf("state of an entry", { ...states, stale: neighborStates.stale }, state);
  return state;
}

const verbs = {
  add: NLM_F_CREATE | NLM_F_EXCL,
  replace: NLM_F_CREATE | NLM_F_REPLACE,
  append: NLM_F_CREATE | NLM_F_APPEND,
};

/**
 * What `addFdbEntry`, `replaceFdbEntry`, `appendFdbEntry` and `deleteFdbEntry` send, for `client.batch`. Only links' names
 * have to be looked up for it, and what is wrong is thrown as there.
 */
export function fdbRequest(
  client: RtnetlinkClient,
  verb: keyof typeof verbs,
  entry: FdbInput,
): BatchRequest<typeof neighborMessage>;
export function fdbRequest(
  client: RtnetlinkClient,
  verb: "delete",
  entry: FdbIdentity,
): BatchRequest<typeof neighborMessage>;
export function fdbRequest(
  client: RtnetlinkClient,
  verb: keyof typeof verbs | "delete",
  entry: FdbInput,
): BatchRequest<typeof neighborMessage> {
  return verb === "delete"
    ? { codec: neighborMessage, type: RTM_DELNEIGH, message: toDeletion(client, entry) }
    : { codec: neighborMessage, type: RTM_NEWNEIGH, flags: verbs[verb], message: toMessage(client, entry) };
}

function toDeletion(client: RtnetlinkClient, entry: FdbIdentity) {
  const { header, attributes } = identify(client, entry);
  // A link that has but its list of addresses to receive refuses any other state (ndo_dflt_fdb_del).
  return { header: { state: states.permanent, ...header }, attributes };
}

function toMessage(client: RtnetlinkClient, entry: FdbInput) {
  const {
    header: { family, ifindex, flags: database },
    attributes,
  } = identify(client, entry);
  return {
    header: {
      family,
      ifindex,
      state: numberOf("state of an entry", states, entry.state ?? "permanent"),
      flags: database | bitsOf("flag of an entry", neighborFlagNames, entry.flags),
    },
    attributes,
  };
}

/** NTF_SELF or NTF_MASTER. @throws RangeError */
export function databaseOf(of: FdbIdentity["of"] = "self"): number {
  return numberOf("database", { self: neighborFlagNames.self, master: neighborFlagNames.master }, of);
}

function identify(client: RtnetlinkClient, entry: FdbIdentity) {
  const { linkAddress, link, of, vlan, destination, port, vni, sourceVni, via, nexthopId } = entry;
  return {
    header: {
      family: AF_BRIDGE,
      ifindex: resolveLink(client, link),
      flags: databaseOf(of),
    },
    attributes: {
      lladdr: linkAddress,
      vlan,
      dst: destination,
      port,
      vni,
      srcVni: sourceVni,
      ifindex: via === undefined ? undefined : resolveLink(client, via),
      nhId: nexthopId,
    },
  };
}
