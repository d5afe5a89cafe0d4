import { NETNSA_NSID_NOT_ASSIGNED } from "@netns/netlink";

/** What the kernel says of an id: -1 for none. */
export function assigned(nsid: number | undefined): number | undefined {
  return nsid === undefined || nsid === NETNSA_NSID_NOT_ASSIGNED ? undefined : nsid;
}
