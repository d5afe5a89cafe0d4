import {
  type MessageInput,
  NLM_F_ACK,
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
import { AF_INET, AF_INET6, familyOf, familyOfVersion } from "../terms/prefix.js";
import { protocols } from "../terms/route-terms.js";
import { toNeighbor } from "./convert.js";
import {
  type Neighbor,
  type NeighborFilter,
  type NeighborIdentity,
  type NeighborInput,
  neighborExtFlagNames,
  neighborFlagNames,
  neighborStates,
} from "./types.js";

type Input = MessageInput<typeof ndmsg, typeof neighborAttributes>;

const { proxy: NTF_PROXY } = neighborFlagNames;

/**
 * RTM_NEWNEIGH: makes a neighbor, or with `proxy` an address that we answer for.
 *
 * @throws NetlinkError: EEXIST when there is one, ENODEV for an unknown link, EINVAL for a link-layer address of the
 * wrong length, EPERM without CAP_NET_ADMIN.
 *
 * @example
 * addNeighbor(client, { address: "192.0.2.9", link: "eth0", linkAddress: "02:00:00:00:00:09" });
 */
export function addNeighbor(client: RtnetlinkClient, neighbor: NeighborInput): void {
  put(client, neighbor, NLM_F_CREATE | NLM_F_EXCL);
}

/** RTM_NEWNEIGH: makes a neighbor, or changes the one that is there. @throws as addNeighbor, but for EEXIST. */
export function replaceNeighbor(client: RtnetlinkClient, neighbor: NeighborInput): void {
  put(client, neighbor, NLM_F_CREATE | NLM_F_REPLACE);
}

/**
 * RTM_DELNEIGH: deletes a neighbor, or a proxy.
 *
 * @returns Whether it was there; false only with `ifExists`.
 * @throws NetlinkError: ENOENT when there is none, ENODEV for an unknown link (neither with `ifExists`); EPERM without
 * CAP_NET_ADMIN.
 */
export function deleteNeighbor(
  client: RtnetlinkClient,
  neighbor: NeighborIdentity,
  options: DeleteOptions = {},
): boolean {
  return deleteWith(options, ["ENOENT", "ENODEV"], () => {
    client.request({ codec: neighborMessage, type: RTM_DELNEIGH, message: identify(client, neighbor) }, NLM_F_ACK);
  });
}

/**
 * RTM_GETNEIGH: one neighbor, or proxy; undefined where there is none.
 *
 * @throws NetlinkError: ENODEV for an unknown link.
 */
export function getNeighbor(client: RtnetlinkClient, neighbor: NeighborIdentity): Neighbor | undefined {
  const message = identify(client, neighbor);
  try {
    const [reply] = client.request({ codec: neighborMessage, type: RTM_GETNEIGH, message });
    return reply && toNeighbor(reply);
  } catch (error) {
    if (error instanceof NetlinkError && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * RTM_GETNEIGH: neighbors of any state, or proxies. The kernel filters by version, link, master and whether they are
 * proxies.
 *
 * @throws NetlinkError: ENODEV for an unknown link.
 * @throws DumpInterruptedError
 */
export function listNeighbors(client: RtnetlinkClient, filter: NeighborFilter = {}): Listing<Neighbor> {
  const { version, link, master, proxy = false, states, linkAddress } = filter;
  const header = { family: familyOfVersion(version), flags: proxy ? NTF_PROXY : 0 };
  const attributes = {
    ifindex: link === undefined ? undefined : resolveLink(client, link),
    master: master === undefined ? undefined : resolveLink(client, master),
  };
  const { entries, attempts } = client.dump({
    codec: neighborMessage,
    type: RTM_GETNEIGH,
    message: { header, attributes },
  });
  const numbers = states?.map((state) => numberOf("state", neighborStates, state));
  const protocol = filter.protocol === undefined ? undefined : numberOf("protocol", protocols, filter.protocol);
  return listingOf(
    { entries: entries.filter(isOfIp).map(toNeighbor), attempts },
    { version, link, master, proxy: filter.proxy },
    {
      states: numbers && (({ message }) => numbers.includes(message.header.state)),
      protocol: equals(protocol, ({ message }: Neighbor) => message.attributes.protocol),
      linkAddress: equals(linkAddress?.toLowerCase(), (one: Neighbor) => one.linkAddress),
    },
  );
}

function put(client: RtnetlinkClient, neighbor: NeighborInput, flags: number): void {
  const { header, attributes } = identify(client, neighbor);
  const { linkAddress, protocol, extFlags } = neighbor;
  // As ip(8): what has no address is not permanent, and a proxy has no state.
  const state = neighbor.state ?? (linkAddress === undefined ? "none" : "permanent");
  const message = {
    header: {
      ...header,
      state: numberOf("state", neighborStates, state),
      flags: bitsOf("flag of a neighbor", neighborFlagNames, neighbor.flags) | (header?.flags ?? 0),
    },
    attributes: {
      ...(attributes as object),
      lladdr: linkAddress,
      protocol: protocol === undefined ? undefined : numberOf("protocol", protocols, protocol),
      flagsExt: extFlags && bitsOf("flag of a neighbor", neighborExtFlagNames, extFlags),
    },
  };
  client.request({ codec: neighborMessage, type: RTM_NEWNEIGH, message }, NLM_F_ACK | flags);
}

function identify(client: RtnetlinkClient, { address, link, proxy = false }: NeighborIdentity): Input {
  const ifindex = resolveLink(client, link);
  return {
    header: { family: familyOf(address), ifindex, flags: proxy ? NTF_PROXY : 0 },
    attributes: { dst: address },
  };
}

/** A dump of all families has forwarding databases' entries too. */
function isOfIp({ header: { family } }: Neighbor["message"]): boolean {
  return family === AF_INET || family === AF_INET6;
}
