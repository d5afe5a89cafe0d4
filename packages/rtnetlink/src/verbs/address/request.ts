import { addressMessage, NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE, RTM_DELADDR, RTM_NEWADDR } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import type { BatchRequest } from "../../request.js";
import { getLink } from "../link/get.js";
import { resolveLink } from "../link-reference.js";
import { identify, toMessage } from "./convert.js";
import type { AddressIdentity, AddressInput } from "./types.js";

const verbs = { add: NLM_F_CREATE | NLM_F_EXCL, replace: NLM_F_CREATE | NLM_F_REPLACE };

/**
 * What `addAddress`, `replaceAddress` and `deleteAddress` send, for `client.batch`. Only a link's name has to be looked up
 * for it, and what is wrong is thrown as there.
 *
 * @example
 * client.batch(addresses.map((address) => addressRequest(client, "add", { address, link: 5 })));
 */
export function addressRequest(
  client: RtnetlinkClient,
  verb: keyof typeof verbs,
  address: AddressInput,
): BatchRequest<typeof addressMessage>;
export function addressRequest(
  client: RtnetlinkClient,
  verb: "delete",
  address: AddressIdentity,
): BatchRequest<typeof addressMessage>;
export function addressRequest(
  client: RtnetlinkClient,
  verb: keyof typeof verbs | "delete",
  address: AddressInput,
): BatchRequest<typeof addressMessage> {
  if (verb === "delete") {
    const message = identify(resolveLink(client, address.link), address);
    return { codec: addressMessage, type: RTM_DELADDR, message };
  }
  const index = address.label === undefined ? resolveLink(client, address.link) : indexUnder(client, address);
  return { codec: addressMessage, type: RTM_NEWADDR, flags: verbs[verb], message: toMessage(index, address) };
}

/** The kernel takes any label; but with others than these no tool finds the address's link (ip(8), ipaddress.c). */
function indexUnder(client: RtnetlinkClient, { link, label = "" }: AddressInput): number {
  const { ifindex, name } = getLink(client, link);
  if (label.startsWith(name)) return ifindex;
  throw new RangeError(`label ${JSON.stringify(label)} does not begin with the link's name, ${JSON.stringify(name)}`);
}
