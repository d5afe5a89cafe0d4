import {
  type MessageInput,
  NLM_F_ACK,
  NLM_F_APPEND,
  NLM_F_CREATE,
  NLM_F_EXCL,
  NLM_F_REPLACE,
  type ndmsg,
  type neighborAttributes,
  neighborMessage,
  RTM_DELNEIGH,
  RTM_GETNEIGH,
  RTM_NEWNEIGH,
} from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { NetlinkError } from "../../errors.js";
import { resolveLink } from "../link-reference.js";
import { type DeleteOptions, deleteWith } from "../terms/deletion.js";
import { equals, type Listing, listingOf } from "../terms/listing.js";
import { bitsOf, numberOf } from "../terms/names.js";
import { AF_BRIDGE } from "../terms/prefix.js";
import { toFdbEntry } from "./convert.js";
import {
  type FdbEntry,
  type FdbFilter,
  type FdbIdentity,
  type FdbInput,
  neighborFlagNames,
  neighborStates,
} from "./types.js";

type Input = MessageInput<typeof ndmsg, typeof neighborAttributes>;

/**
 * RTM_NEWNEIGH of AF_BRIDGE: makes an entry of a forwarding database.
 *
 * @throws NetlinkError: EEXIST when there is one, EOPNOTSUPP for a link that has no such database, EINVAL for what
 * does not go together, ENODEV for an unknown link, EPERM without CAP_NET_ADMIN.
 *
 * @example
 * addFdbEntry(client, { link: "port1", of: "master", linkAddress: "02:00:00:00:00:09", state: "noarp" });
 * addFdbEntry(client, { link: "vxlan0", linkAddress: "00:00:00:00:00:00", destination: "192.0.2.9" });
 */
export function addFdbEntry(client: RtnetlinkClient, entry: FdbInput): void {
  put(client, entry, NLM_F_CREATE | NLM_F_EXCL);
}

/** RTM_NEWNEIGH of AF_BRIDGE: makes an entry, or changes the one that is there. @throws as addFdbEntry, but for EEXIST. */
export function replaceFdbEntry(client: RtnetlinkClient, entry: FdbInput): void {
  put(client, entry, NLM_F_CREATE | NLM_F_REPLACE);
}

/**
 * RTM_NEWNEIGH of AF_BRIDGE: gives an address of a VXLAN one more destination.
 *
 * @throws as addFdbEntry; EOPNOTSUPP for an address that is not all zeros or multicast.
 */
export function appendFdbEntry(client: RtnetlinkClient, entry: FdbInput): void {
  put(client, entry, NLM_F_CREATE | NLM_F_APPEND);
}

/**
 * RTM_DELNEIGH of AF_BRIDGE: deletes an entry; of a VXLAN's address with several destinations, the one that is named.
 *
 * @returns Whether it was there; false only with `ifExists`.
 * @throws NetlinkError: ENOENT when there is none, ENODEV for an unknown link (neither with `ifExists`); EPERM without
 * CAP_NET_ADMIN.
 */
export function deleteFdbEntry(client: RtnetlinkClient, entry: FdbIdentity, options: DeleteOptions = {}): boolean {
  return deleteWith(options, ["ENOENT", "ENODEV"], () => {
    client.request({ codec: neighborMessage, type: RTM_DELNEIGH, message: identify(client, entry) }, NLM_F_ACK);
  });
}

/**
 * RTM_GETNEIGH of AF_BRIDGE: one entry, by address, link, VLAN and VNI; undefined where there is none. With "master",
 * `link` is a port whose bridge is asked. A bridge's own database is asked through one of its ports.
 *
 * @throws NetlinkError: EOPNOTSUPP for a link that cannot be asked for one, ENODEV for an unknown link.
 */
export function getFdbEntry(
  client: RtnetlinkClient,
  { linkAddress, link, of, vlan, vni }: Pick<FdbIdentity, "linkAddress" | "link" | "of" | "vlan" | "vni">,
): FdbEntry | undefined {
  const message = identify(client, { linkAddress, link, of, vlan, vni });
  try {
    const [reply] = client.request({ codec: neighborMessage, type: RTM_GETNEIGH, message });
    return reply && toFdbEntry(reply);
  } catch (error) {
    if (error instanceof NetlinkError && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * RTM_GETNEIGH of AF_BRIDGE: entries of all forwarding databases. The kernel filters by link and bridge.
 *
 * @throws NetlinkError: ENODEV for an unknown link.
 * @throws DumpInterruptedError
 */
export function listFdbEntries(client: RtnetlinkClient, filter: FdbFilter = {}): Listing<FdbEntry> {
  const { link, bridge, vlan, states, linkAddress } = filter;
  const attributes = {
    ifindex: link === undefined ? undefined : resolveLink(client, link),
    master: bridge === undefined ? undefined : resolveLink(client, bridge),
  };
  const message = { header: { family: AF_BRIDGE }, attributes };
  const { entries, attempts } = client.dump({ codec: neighborMessage, type: RTM_GETNEIGH, message });
  const numbers = states?.map((state) => numberOf("state", neighborStates, state));
  return listingOf(
    { entries: entries.map(toFdbEntry), attempts },
    { link, bridge },
    {
      vlan: equals(vlan, (one: FdbEntry) => one.vlan),
      states: numbers && (({ message }) => numbers.includes(message.header.state)),
      linkAddress: equals(linkAddress?.toLowerCase(), (one: FdbEntry) => one.linkAddress),
    },
  );
}

function put(client: RtnetlinkClient, entry: FdbInput, flags: number): void {
  const { header, attributes } = identify(client, entry);
  const message = {
    header: {
      ...header,
      state: numberOf("state", neighborStates, entry.state ?? "permanent"),
      flags: (header?.flags ?? 0) | bitsOf("flag of an entry", neighborFlagNames, entry.flags),
    },
    attributes,
  };
  client.request({ codec: neighborMessage, type: RTM_NEWNEIGH, message }, NLM_F_ACK | flags);
}

function identify(client: RtnetlinkClient, entry: FdbIdentity): Input {
  const { linkAddress, link, of = "self", vlan, destination, port, vni, sourceVni, via, nexthopId } = entry;
  return {
    header: {
      family: AF_BRIDGE,
      ifindex: resolveLink(client, link),
      flags: numberOf("database", { self: neighborFlagNames.self, master: neighborFlagNames.master }, of),
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
