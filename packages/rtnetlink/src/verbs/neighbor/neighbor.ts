import { BlockList } from "node:net";
import {
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
import { AF_INET, AF_INET6, familyOf, familyOfVersion, parsePrefix, versionOf } from "../terms/prefix.js";
import { protocols } from "../terms/route-terms.js";
import { send } from "../terms/send.js";
import { normalLinkAddress, toNeighbor } from "./convert.js";
import {
  type Neighbor,
  type NeighborFilter,
  type NeighborIdentity,
  type NeighborInput,
  neighborExtFlagNames,
  neighborFlagNames,
  neighborStates,
} from "./types.js";

const { proxy: NTF_PROXY } = neighborFlagNames;

/** NDA_MASTER in a dump request: those without one (since Linux 5.16). 0 is what is not said. */
const NO_MASTER = 0xffffffff;

/**
 * RTM_NEWNEIGH: makes a neighbor, or with `proxy` an address that we answer for.
 *
 * @throws NetlinkError: EEXIST when there is one, ENODEV for an unknown link, EINVAL for a link-layer address that is too
 * short, or none where the state needs one (what was begun is there then, with state "none"), EPERM without CAP_NET_ADMIN.
 * @throws CodecError for what is no address, RangeError for a name that is none.
 *
 * @example
 * addNeighbor(client, { address: "192.0.2.9", link: "eth0", linkAddress: "02:00:00:00:00:09" });
 */
export function addNeighbor(client: RtnetlinkClient, neighbor: NeighborInput): void {
  send(client, neighborRequest(client, "add", neighbor));
}

/** RTM_NEWNEIGH: makes a neighbor, or changes the one that is there. @throws as addNeighbor, but for EEXIST. */
export function replaceNeighbor(client: RtnetlinkClient, neighbor: NeighborInput): void {
  send(client, neighborRequest(client, "replace", neighbor));
}

/**
 * RTM_NEWNEIGH: changes the neighbor that is there, as `ip neighbor change` does. What is not said is set to what
 * addNeighbor would make of it, but for the link-layer address, which stays. A proxy is made where there is none.
 *
 * @throws as addNeighbor; ENOENT instead of EEXIST.
 */
export function setNeighbor(client: RtnetlinkClient, neighbor: NeighborInput): void {
  send(client, neighborRequest(client, "set", neighbor));
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
  return deleteWith(options, ["ENOENT", "ENODEV"], () => send(client, neighborRequest(client, "delete", neighbor)));
}

/**
 * RTM_GETNEIGH: one neighbor, or proxy; undefined where there is none.
 *
 * @throws NetlinkError: ENODEV for an unknown link.
 */
export function getNeighbor(client: RtnetlinkClient, neighbor: NeighborIdentity): Neighbor | undefined {
  const message = identify(client, neighbor);
  return foundOr("ENOENT", () => {
    const [reply] = client.request({ codec: neighborMessage, type: RTM_GETNEIGH, message });
    return reply && toNeighbor(reply);
  });
}

/**
 * RTM_GETNEIGH: neighbors of any state, or proxies. The kernel filters by version, link, master and whether they are
 * proxies. An index that no link has is no error to it: nothing is listed.
 *
 * @throws NetlinkError: ENODEV for an unknown name of a link.
 * @throws CodecError for what is no address, RangeError for a name or a prefix's length that is none.
 * @throws DumpInterruptedError
 */
export function listNeighbors(client: RtnetlinkClient, filter: NeighborFilter = {}): Listing<Neighbor> {
  const { version, link, master, proxy = false, states, address, linkAddress } = filter;
  const header = { family: familyOfVersion(version), flags: proxy ? NTF_PROXY : 0 };
  const attributes = {
    ifindex: link === undefined ? undefined : resolveLink(client, link),
    master: master === undefined ? undefined : master === false ? NO_MASTER : resolveLink(client, master),
  };
  const request = { codec: neighborMessage, type: RTM_GETNEIGH, message: { header, attributes } };
  const numbers = states?.map((state) => numberOf("state", neighborStates, state));
  const protocol = filter.protocol === undefined ? undefined : numberOf("protocol", protocols, filter.protocol);
  return listingOf(
    dumpAs(client, request, (message) => (isOfIp(message) ? toNeighbor(message) : undefined)),
    { version, link, master, proxy: filter.proxy },
    {
      states: numbers && (({ message }) => numbers.includes(message.header.state)),
      address: address === undefined ? undefined : within(address),
      protocol: equals(protocol, ({ message }: Neighbor) => message.attributes.protocol),
      linkAddress: equals(normalLinkAddress(linkAddress), (one: Neighbor) => one.linkAddress),
    },
  );
}

const verbs = { add: NLM_F_CREATE | NLM_F_EXCL, replace: NLM_F_CREATE | NLM_F_REPLACE, set: NLM_F_REPLACE };

/**
 * What `addNeighbor`, `replaceNeighbor`, `setNeighbor` and `deleteNeighbor` send, for `client.batch`. Only a link's name
 * has to be looked up for it, and what is wrong is thrown as there.
 */
export function neighborRequest(
  client: RtnetlinkClient,
  verb: keyof typeof verbs,
  neighbor: NeighborInput,
): BatchRequest<typeof neighborMessage>;
export function neighborRequest(
  client: RtnetlinkClient,
  verb: "delete",
  neighbor: NeighborIdentity,
): BatchRequest<typeof neighborMessage>;
export function neighborRequest(
  client: RtnetlinkClient,
  verb: keyof typeof verbs | "delete",
  neighbor: NeighborInput,
): BatchRequest<typeof neighborMessage> {
  return verb === "delete"
    ? { codec: neighborMessage, type: RTM_DELNEIGH, message: identify(client, neighbor) }
    : { codec: neighborMessage, type: RTM_NEWNEIGH, flags: verbs[verb], message: toMessage(client, neighbor) };
}

function toMessage(client: RtnetlinkClient, neighbor: NeighborInput) {
  const {
    header: { family, ifindex, flags: isProxy },
    attributes: { dst },
  } = identify(client, neighbor);
  const { linkAddress, protocol, extFlags } = neighbor;
  // As ip(8) has it: what is to be looked for has no state yet. Of a proxy the kernel does not ask.
  const isLookedFor = neighbor.flags?.includes("use") || extFlags?.includes("managed");
  const state = neighbor.state ?? (isLookedFor ? "none" : "permanent");
  return {
    header: {
      family,
      ifindex,
      state: numberOf("state", neighborStates, state),
      flags: bitsOf("flag of a neighbor", neighborFlagNames, neighbor.flags) | isProxy,
    },
    attributes: {
      dst,
      lladdr: linkAddress,
      protocol: protocol === undefined ? undefined : numberOf("protocol", protocols, protocol),
      flagsExt: extFlags && bitsOf("flag of a neighbor", neighborExtFlagNames, extFlags),
    },
  };
}

function identify(client: RtnetlinkClient, { address, link, proxy = false }: NeighborIdentity) {
  if (link === undefined && !proxy) throw new TypeError("link is missing: only a proxy can be on all of them");
  const ifindex = link === undefined ? 0 : resolveLink(client, link);
  return {
    header: { family: familyOf(address), ifindex, flags: proxy ? NTF_PROXY : 0 },
    attributes: { dst: address },
  };
}

/** Whether an address is within a prefix. @throws CodecError for what is no address, RangeError for a length that is none. */
function within(prefix: string): (neighbor: Neighbor) => boolean {
  const { family, address, length } = parsePrefix(prefix);
  const version = versionOf(family);
  // BlockList does not say of what is no address which it is.
  neighborMessage.encode({ header: { family }, attributes: { dst: address } });
  const list = new BlockList();
  list.addSubnet(address, length, `ipv${version}`);
  return (one) => one.version === version && list.check(one.address, `ipv${version}`);
}

/** A dump of all families has forwarding databases' entries too. */
function isOfIp({ header: { family } }: Neighbor["message"]): boolean {
  return family === AF_INET || family === AF_INET6;
}
