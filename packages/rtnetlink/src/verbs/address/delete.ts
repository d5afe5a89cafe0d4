import { addressMessage, NLM_F_ACK, RTM_DELADDR } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { resolveLink } from "../link-reference.js";
import { type DeleteOptions, deleteWith } from "../terms/deletion.js";
import { identify } from "./convert.js";
import type { AddressIdentity } from "./types.js";

/** No such link, no such address. */
const MISSING = ["EADDRNOTAVAIL", "ENODEV"];

/**
 * RTM_DELADDR: takes an address from a link.
 *
 * @returns Whether it was there; false only with `ifExists`.
 * @throws NetlinkError: EADDRNOTAVAIL when the link has it not, ENODEV for an unknown link (neither with `ifExists`);
 * EPERM without CAP_NET_ADMIN.
 */
export function deleteAddress(client: RtnetlinkClient, address: AddressIdentity, options: DeleteOptions = {}): boolean {
  return deleteWith(options, MISSING, () => {
    const message = identify(resolveLink(client, address.link), address);
    client.request({ codec: addressMessage, type: RTM_DELADDR, message }, NLM_F_ACK);
  });
}
