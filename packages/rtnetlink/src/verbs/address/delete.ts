import type { RtnetlinkClient } from "../../client.js";
import { type DeleteOptions, deleteWith } from "../terms/deletion.js";
import { send } from "../terms/send.js";
import { addressRequest } from "./request.js";
import type { AddressIdentity } from "./types.js";

/** No such link, no such address; no IPv4 on the link yet, which is EADDRNOTAVAIL or, of IPv6, ENXIO. */
const MISSING = ["EADDRNOTAVAIL", "ENODEV", "ENXIO"];

/**
 * RTM_DELADDR: takes an address from a link. The prefix's length must be the address's own: without one it is the
 * address alone (/32, /128), where ip(8) takes any of IPv4. With the first address of a network of IPv4 go the
 * "secondary" ones, unless net.ipv4.conf.*.promote_secondaries says otherwise.
 *
 * @returns Whether it was there; false only with `ifExists`.
 * @throws NetlinkError: EADDRNOTAVAIL when the link has it not, ENODEV for an unknown link, ENXIO for one without IPv6
 * (none of them with `ifExists`); EPERM without CAP_NET_ADMIN.
 * @throws RangeError for a prefix that there is not, or a peer of the other version of IP; CodecError for what is no
 * address.
 */
export function deleteAddress(client: RtnetlinkClient, address: AddressIdentity, options: DeleteOptions = {}): boolean {
  return deleteWith(options, MISSING, () => send(client, addressRequest(client, "delete", address)));
}
