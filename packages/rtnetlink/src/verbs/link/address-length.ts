import type { RtnetlinkClient } from "../../client.js";
import type { LinkReference } from "../link-reference.js";
import { getLink } from "./get.js";
import type { LinkKind } from "./kinds.js";

/** What has an address, or both. */
interface Addresses {
  readonly address?: string | undefined;
  readonly broadcast?: string | undefined;
}

const ETHERNET_BYTES = 6;

/** Kinds whose links are Ethernet's from the start. */
const ethernetKinds: ReadonlySet<unknown> = new Set<LinkKind>([
  "amt",
  "batadv",
  "bond",
  "bridge",
  "dummy",
  "erspan",
  "geneve",
  "gretap",
  "hsr",
  "ifb",
  "ip6erspan",
  "ip6gretap",
  "macsec",
  "macvlan",
  "macvtap",
  "team",
  "veth",
  "vlan",
  "vrf",
  "vxlan",
]);

/**
 * Checks the addresses of a link that is to be made: of one of a wrong length the kernel says EINVAL, and not why.
 *
 * @throws RangeError that names it.
 */
export function checkNewAddress(kind: unknown, addresses: Addresses, path = ""): void {
  if (ethernetKinds.has(kind)) checkLengths(addresses, ETHERNET_BYTES, path);
}

/**
 * Checks the addresses that a link is to be given: of those too long the kernel takes the beginning (validate_linkmsg,
 * rtnetlink.c). Only for those that are not Ethernet's is the link looked at.
 *
 * @throws RangeError that names it.
 */
export function checkAddress(client: RtnetlinkClient, link: LinkReference, addresses: Addresses): void {
  const given = [addresses.address, addresses.broadcast].filter((address) => address !== undefined);
  if (given.every((address) => lengthOf(address) === ETHERNET_BYTES)) return;
  const own = getLink(client, link).address;
  if (own !== undefined && own !== "") checkLengths(addresses, lengthOf(own), "");
}

function checkLengths(addresses: Addresses, expected: number, path: string): void {
  for (const name of ["address", "broadcast"] as const) {
    const address = addresses[name];
    if (address === undefined || lengthOf(address) === expected) continue;
    throw new RangeError(`${path}${name}: ${address} has ${lengthOf(address)} bytes, and the link's have ${expected}`);
  }
}

function lengthOf(address: string): number {
  return address.split(":").length;
}
