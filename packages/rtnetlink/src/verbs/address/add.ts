import { addressMessage, NLM_F_ACK, NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE, RTM_NEWADDR } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { resolveLink } from "../link-reference.js";
import { toMessage } from "./convert.js";
import type { AddressInput } from "./types.js";

/**
 * RTM_NEWADDR: gives a link an address. An address of IPv6 is tentative for a second or so, unless it has the flag
 * "nodad" or the link does no duplicate address detection: `waitForDad` waits for it.
 *
 * @throws NetlinkError: EEXIST when the link has it; ENODEV for an unknown link; EINVAL for lifetimes or a label that
 * do not fit; EPERM without CAP_NET_ADMIN; EACCES where IPv6 is switched off.
 * @throws RangeError for a prefix, flag or scope that there is not, CodecError for what is no address.
 *
 * @example
 * addAddress(client, { address: "192.0.2.1/24", link: "eth0", broadcast: "auto" });
 */
export function addAddress(client: RtnetlinkClient, address: AddressInput): void {
  put(client, address, NLM_F_CREATE | NLM_F_EXCL);
}

/**
 * RTM_NEWADDR: gives a link an address, or changes the one that is there: its lifetimes, metric and protocol. What tells
 * addresses apart stays, and so do IPv4's flags, scope and broadcast address (devinet.c).
 *
 * @throws NetlinkError, RangeError, CodecError as addAddress, but for EEXIST.
 */
export function replaceAddress(client: RtnetlinkClient, address: AddressInput): void {
  put(client, address, NLM_F_CREATE | NLM_F_REPLACE);
}

function put(client: RtnetlinkClient, address: AddressInput, flags: number): void {
  const message = toMessage(resolveLink(client, address.link), address);
  client.request({ codec: addressMessage, type: RTM_NEWADDR, message }, NLM_F_ACK | flags);
}
