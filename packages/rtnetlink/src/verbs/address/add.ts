import type { RtnetlinkClient } from "../../client.js";
import { send } from "../terms/send.js";
import { addressRequest } from "./request.js";
import type { AddressInput } from "./types.js";

/**
 * RTM_NEWADDR: gives a link an address. An address of IPv6 is tentative for a second or so, unless it has the flag
 * "nodad" or the link does no duplicate address detection: `waitForDad` waits for it.
 *
 * @throws NetlinkError: EEXIST when the link has it (one of IPv6 whatever the prefix's length); ENODEV for an unknown link;
 * EADDRNOTAVAIL for a multicast address of IPv6 without "autojoin"; EACCES where IPv6 is switched off, EINVAL where the MTU
 * is too small for it; EPERM without CAP_NET_ADMIN.
 * @throws RangeError for a prefix, flag, lifetime, label or scope that there is not, or what is of the other version of IP.
 * @throws CodecError, with the field's path, for what is no address and for numbers that do not fit.
 *
 * @example
 * addAddress(client, { address: "192.0.2.1/24", link: "eth0", broadcast: "auto" });
 */
export function addAddress(client: RtnetlinkClient, address: AddressInput): void {
  send(client, addressRequest(client, "add", address));
}

/**
 * RTM_NEWADDR: gives a link an address, or changes the one that is there: its lifetimes (back to "forever" where none
 * are given), metric and protocol, and IPv6's flags and peer. What tells addresses apart stays; so do IPv4's flags, scope,
 * label and broadcast address, and the length of IPv6's prefix (devinet.c, addrconf.c).
 *
 * The kernel makes no difference between this and `ip address change`: both make an address that is not there.
 *
 * @throws NetlinkError, RangeError, CodecError as addAddress, but for EEXIST.
 */
export function replaceAddress(client: RtnetlinkClient, address: AddressInput): void {
  send(client, addressRequest(client, "replace", address));
}
