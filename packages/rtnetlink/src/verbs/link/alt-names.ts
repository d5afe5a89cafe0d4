import {
  linkMessage,
  NLM_F_ACK,
  NLM_F_APPEND,
  NLM_F_CREATE,
  NLM_F_EXCL,
  RTM_DELLINKPROP,
  RTM_NEWLINKPROP,
} from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, selectLink } from "../link-reference.js";
import { checkAltName } from "./name.js";

/**
 * RTM_NEWLINKPROP: gives a link alternative names, each up to 127 bytes and no other link's.
 *
 * @throws NetlinkError: EEXIST when a name is taken, by this link or another; those before it are given then. ENODEV
 * when there is no such link, EPERM without CAP_NET_ADMIN.
 * @throws RangeError for an empty name, or a longer one: before anything is given.
 */
export function addAltNames(client: RtnetlinkClient, link: LinkReference, names: readonly string[]): void {
  changeAltNames(client, link, names, RTM_NEWLINKPROP, NLM_F_CREATE | NLM_F_EXCL | NLM_F_APPEND);
}

/**
 * RTM_DELLINKPROP: takes alternative names from a link.
 *
 * @throws NetlinkError: ENOENT when nothing has such a name, EINVAL when it is another link's or no alternative one;
 * those before it are gone then. ENODEV when there is no such link, EPERM without CAP_NET_ADMIN.
 */
export function deleteAltNames(client: RtnetlinkClient, link: LinkReference, names: readonly string[]): void {
  changeAltNames(client, link, names, RTM_DELLINKPROP, 0);
}

function changeAltNames(
  client: RtnetlinkClient,
  link: LinkReference,
  names: readonly string[],
  type: number,
  flags: number,
): void {
  names.forEach(checkAltName);
  const { header, attributes } = selectLink(link);
  const message = { header, attributes: { propList: { altIfname: names }, ...attributes } };
  client.request({ codec: linkMessage, type, message }, NLM_F_ACK | flags);
}
