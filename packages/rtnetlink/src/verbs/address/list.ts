import { addressMessage, RTM_GETADDR } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { resolveLink } from "../link-reference.js";
import { equals, type Listing, listingOf } from "../terms/listing.js";
import { bitsOf, numberOf } from "../terms/names.js";
import { AF_INET6, bitsIn, familyOfVersion, parsePrefix } from "../terms/prefix.js";
import { scopes } from "../terms/route-terms.js";
import { toAddress } from "./convert.js";
import { type Address, type AddressFilter, type AddressIdentity, addressFlagNames, addressProtocols } from "./types.js";

/**
 * RTM_GETADDR: the addresses of all links, or those that a filter asks for. The kernel filters by link and version.
 *
 * @throws NetlinkError: ENODEV for an unknown link.
 * @throws DumpInterruptedError
 */
export function listAddresses(client: RtnetlinkClient, filter: AddressFilter = {}): Listing<Address> {
  const { link, version, label, flags } = filter;
  const index = link === undefined ? undefined : resolveLink(client, link);
  const message = { header: { family: familyOfVersion(version), index: index ?? 0 } };
  const { entries, attempts } = client.dump({ codec: addressMessage, type: RTM_GETADDR, message });
  const bits = bitsOf("flag of an address", addressFlagNames, flags);
  const scope = filter.scope === undefined ? undefined : numberOf("scope", scopes, filter.scope);
  const protocol = filter.protocol === undefined ? undefined : numberOf("protocol", addressProtocols, filter.protocol);
  return listingOf(
    // Others have addresses too: Phonet's and MCTP's are not IP's.
    { entries: entries.filter(({ header }) => header.family === 2 || header.family === 10).map(toAddress), attempts },
    { link, version },
    {
      scope: equals(scope, ({ message }: Address) => message.header.scope),
      label: equals(label, (one: Address) => one.label),
      flags: flags && (({ message }) => ((message.attributes.flags ?? message.header.flags) & bits) >>> 0 === bits),
      protocol: equals(protocol, ({ message }: Address) => message.attributes.proto),
    },
  );
}

/**
 * One address of a link, or undefined where the link has it not. The prefix's length is compared only where it is
 * given.
 *
 * @throws NetlinkError: ENODEV for an unknown link.
 */
export function getAddress(client: RtnetlinkClient, wanted: AddressIdentity): Address | undefined {
  const own = parsePrefix(wanted.address);
  // As the kernel writes it: an address can be written in many ways.
  const address = normal(own.address, own.family);
  const hasLength = wanted.address.includes("/");
  const peer = wanted.peer === undefined ? undefined : normal(parsePrefix(wanted.peer).address, own.family);
  const link = resolveLink(client, wanted.link);
  const version = own.family === AF_INET6 ? 6 : 4;
  return listAddresses(client, { link, version }).entries.find(
    (one) =>
      one.address === (hasLength ? `${address}/${own.length}` : `${address}/${one.message.header.prefixlen}`) &&
      (peer === undefined || one.peer === peer) &&
      (wanted.label === undefined || one.label === wanted.label),
  );
}

function normal(address: string, family: number): string {
  const message = { header: { family, prefixlen: bitsIn(family) }, attributes: { local: address } };
  return String(addressMessage.decode(addressMessage.encode(message)).attributes.local);
}
