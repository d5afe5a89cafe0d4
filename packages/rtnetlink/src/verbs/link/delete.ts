import { linkMessage, NLM_F_ACK, RTM_DELLINK } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, selectLink } from "../link-reference.js";
import type { TargetOptions } from "../nsid.js";
import { type DeleteOptions, deleteWith } from "../terms/deletion.js";

/** Where a link is deleted, and how. */
export interface DeleteLinkOptions extends DeleteOptions, TargetOptions {}

/**
 * RTM_DELLINK: takes a link away, by its index or any of its names; of a pair the other end as well. Returns whether
 * there was one.
 *
 * @throws NetlinkError: ENODEV when there is none; EOPNOTSUPP for hardware, the loopback, and kinds that end with the
 * file that made them; EPERM without CAP_NET_ADMIN.
 */
export function deleteLink(client: RtnetlinkClient, link: LinkReference, options: DeleteLinkOptions = {}): boolean {
  const { header, attributes } = selectLink(link);
  const message = { header, attributes: { targetNetnsid: options.targetNsid, ...attributes } };
  return deleteWith(options, ["ENODEV"], () => {
    client.request({ codec: linkMessage, type: RTM_DELLINK, message }, NLM_F_ACK);
  });
}
