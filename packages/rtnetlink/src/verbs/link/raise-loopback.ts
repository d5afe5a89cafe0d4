import { attributes, ifinfomsg, message, NLM_F_ACK, RTM_NEWLINK } from "@netns/netlink";
import { openClient } from "../../client.js";
import type { SocketOptions } from "../../options.js";

/** RTM_NEWLINK with nothing but its header: whoever only raises the loopback need not load what links are made of. */
const bareLink = message("link", { RTM_NEWLINK }, ifinfomsg, attributes("none", {}));

/** The loopback device is the first of every namespace (net/core/dev.h: LOOPBACK_IFINDEX). */
const LOOPBACK_IFINDEX = 1;
/** IFF_UP from linux/if.h. */
const UP = 1;

/**
 * Sets a network namespace's loopback device up, which the kernel makes down.
 *
 * @throws NetlinkError: EPERM without CAP_NET_ADMIN.
 */
export function raiseLoopback(options: SocketOptions = {}): void {
  using client = openClient(options);
  const header = { index: LOOPBACK_IFINDEX, flags: UP, change: UP };
  client.request({ codec: bareLink, type: RTM_NEWLINK, message: { header } }, NLM_F_ACK);
}
