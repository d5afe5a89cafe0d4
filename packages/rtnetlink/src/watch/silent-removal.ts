import {
  type Frame,
  linkFlags,
  linkMessage,
  picker,
  RTM_DELADDR,
  RTM_DELLINK,
  RTM_DELNEXTHOP,
  RTM_NEWLINK,
  RTNLGRP_IPV4_IFADDR,
  RTNLGRP_LINK,
  RTNLGRP_NEXTHOP,
} from "@netns/netlink";
import type { Subject } from "./subjects.js";

/** What the kernel removes, or marks as dead, without a message, when a link or an address goes (fib_table_flush()). */
export const removedSilently: readonly Subject[] = ["nexthop", "route"];

/** Where it can be known from that this may have happened. */
export const silentRemovalGroups: readonly number[] = [RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR];
/** Not before Linux 5.3. */
export const optionalSilentRemovalGroups: readonly number[] = [RTNLGRP_NEXTHOP];

const { IFF_UP, IFF_LOWER_UP, IFF_RUNNING } = linkFlags.names;
const CARRIER = IFF_UP | IFF_LOWER_UP | IFF_RUNNING;
/** In a header's `change`: the link is new. */
const ALL = 0xffffffff;
const linkHeader = picker(linkMessage);

/** Finds out from the messages of other subjects when routes and nexthops have to be looked at again. */
export class SilentRemovals {
  /** Of links that were told of: whether routes through them work. */
  readonly #carriers = new Map<number, number>();

  /** Whether something may have gone silently, with what this message tells. */
  feed(frame: Frame): boolean {
    switch (frame.header.type) {
      case RTM_DELADDR:
      case RTM_DELNEXTHOP:
        return true;
      case RTM_NEWLINK:
      case RTM_DELLINK:
        return this.#feedLink(frame);
      default:
        return false;
    }
  }

  /** Messages got lost: what was heard of a link may not be so any more. */
  forget(): void {
    this.#carriers.clear();
  }

  #feedLink(frame: Frame): boolean {
    const { family, index, flags, change } = linkHeader(frame).header;
    if (family !== 0) return false;
    if (frame.header.type === RTM_DELLINK) {
      this.#carriers.delete(index);
      return true;
    }
    const before = this.#carriers.get(index);
    this.#carriers.set(index, flags & CARRIER);
    if (before === undefined) return change !== ALL;
    return before !== (flags & CARRIER);
  }
}
