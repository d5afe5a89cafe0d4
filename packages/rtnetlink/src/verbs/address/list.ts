import { addressMessage, RTM_GETADDR } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { listLinks } from "../link/list.js";
import { resolveLink } from "../link-reference.js";
import type { TargetOptions } from "../nsid.js";
import { dumpAs } from "../terms/dump-as.js";
import { equals, type Listing, listingOf } from "../terms/listing.js";
import { numberOf } from "../terms/names.js";
import { AF_INET, AF_INET6, familyOfVersion, versionOf } from "../terms/prefix.js";
import { scopes } from "../terms/route-terms.js";
import { flagBits, prefixesOf, toAddress } from "./convert.js";
import { normalAddress } from "./normal-address.js";
import {
  type Address,
  type AddressFilter,
  type AddressFlag,
  type AddressIdentity,
  addressFlagNames,
  addressProtocols,
} from "./types.js";

/**
 * RTM_GETADDR: the addresses of all links, or those that a filter asks for, in the client's namespace or in another that
 * has an nsid there. The kernel filters by link and version, and by nothing else.
 *
 * @throws NetlinkError: ENODEV for an unknown link; with a target EINVAL for an unknown one, EACCES without rights over it.
 * @throws RangeError for a flag, scope, protocol or version that there is not.
 * @throws DumpInterruptedError when addresses change all the time.
 *
 * @example
 * const { entries } = listAddresses(client, { link: "eth0", version: 4 });
 */
export function listAddresses(
  client: RtnetlinkClient,
  filter: AddressFilter = {},
  { targetNsid }: TargetOptions = {},
): Listing<Address> {
  const { link, version, label, flags, up } = filter;
  const index = link === undefined ? undefined : resolveLink(client, link, { targetNsid });
  const header = { family: familyOfVersion(version), index: index ?? 0 };
  const message = { header, attributes: { targetNetnsid: targetNsid } };
  const request = { codec: addressMessage, type: RTM_GETADDR, message };
  const scope = filter.scope === undefined ? undefined : numberOf("scope", scopes, filter.scope);
  const protocol = filter.protocol === undefined ? undefined : numberOf("protocol", addressProtocols, filter.protocol);
  return listingOf(
    dumpAs(client, request, (message) => (isOfIp(message) ? toAddress(message) : undefined)),
    { link, version },
    {
      scope: equals(scope, ({ message }: Address) => message.header.scope),
      label: equals(label, (one: Address) => one.label),
      flags: flags && hasFlags(flags),
      protocol: equals(protocol, ({ message }: Address) => message.attributes.proto),
      up: up === undefined ? undefined : isOfOneOf(listLinks(client, { up }, { targetNsid }).entries),
    },
  );
}

/** Others have addresses too: Phonet's and MCTP's are not IP's. */
function isOfIp({ header: { family } }: Address["message"]): boolean {
  return family === AF_INET || family === AF_INET6;
}

/** By name, since the names of one bit are different in the versions. */
function hasFlags(wanted: readonly AddressFlag[]): (address: Address) => boolean {
  const known: Record<string, number> = { ...addressFlagNames[4], ...addressFlagNames[6] };
  for (const flag of wanted) numberOf("flag of an address", known, flag);
  return ({ flags, message }) =>
    wanted.every((flag) => (typeof flag === "string" ? flags.includes(flag) : (flagBits(message) & flag) === flag));
}

function isOfOneOf(links: readonly { readonly ifindex: number }[]): (address: Address) => boolean {
  const indexes = new Set(links.map(({ ifindex }) => ifindex));
  return ({ ifindex }) => indexes.has(ifindex);
}

/**
 * One address of a link, or undefined where the link has it not. The prefix's length is compared only where it is
 * given, and so are peer and label.
 *
 * @throws NetlinkError as listAddresses.
 * @throws RangeError for a prefix that there is not, CodecError for what is no address.
 */
export function getAddress(
  client: RtnetlinkClient,
  wanted: AddressIdentity,
  options: TargetOptions = {},
): Address | undefined {
  const { own, other, length } = prefixesOf(wanted);
  const address = normalAddress(own.address, own.family);
  const peer = other === undefined ? undefined : normalAddress(other.address, other.family);
  const hasLength = wanted.address.includes("/") || wanted.peer?.includes("/");
  const filter = { link: wanted.link, version: versionOf(own.family) };
  return listAddresses(client, filter, options).entries.find(
    (one) =>
      one.address === `${address}/${hasLength ? length : one.message.header.prefixlen}` &&
      (peer === undefined || one.peer === peer) &&
      (wanted.label === undefined || one.label === wanted.label),
  );
}
