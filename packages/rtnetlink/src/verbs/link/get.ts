import { extMask, linkMessage, RTM_GETLINK } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { NoAnswerError } from "../../errors.js";
import { type LinkReference, selectLink } from "../link-reference.js";
import type { TargetOptions } from "../nsid.js";
import { foundOr } from "../terms/finding.js";
import { type Link, toLink } from "./link.js";

/** Where links are looked for, and what is told of them besides. */
export interface LinkDetails extends TargetOptions {
  /** Whether `attributes` has the counters of IPv6 and of virtual functions beside the link's own. Default false. */
  readonly statistics?: boolean | undefined;
  /** Whether `attributes` has `vfinfoList`: what hardware's virtual functions are set to. Default false. */
  readonly vfs?: boolean | undefined;
}

const { RTEXT_FILTER_SKIP_STATS, RTEXT_FILTER_VF } = extMask.names;

/** What links are asked with: IFLA_EXT_MASK. */
export function extMaskOf({ statistics = false, vfs = false }: LinkDetails): number {
  return (statistics ? 0 : RTEXT_FILTER_SKIP_STATS) | (vfs ? RTEXT_FILTER_VF : 0);
}

/**
 * RTM_GETLINK: one link, by its index or any of its names.
 *
 * @throws NetlinkError: ENODEV when there is none; with a target EINVAL for an unknown one, EACCES without rights over it.
 */
export function getLink(client: RtnetlinkClient, link: LinkReference, details: LinkDetails = {}): Link {
  const { header, attributes } = selectLink(link);
  const message = {
    header,
    attributes: { extMask: extMaskOf(details), targetNetnsid: details.targetNsid, ...attributes },
  };
  const [reply] = client.request({ codec: linkMessage, type: RTM_GETLINK, message });
  if (reply === undefined) throw new NoAnswerError("RTM_GETLINK");
  return toLink(reply);
}

/** The same where there need not be one: undefined then. */
export function findLink(client: RtnetlinkClient, link: LinkReference, details: LinkDetails = {}): Link | undefined {
  return foundOr("ENODEV", () => getLink(client, link, details));
}
