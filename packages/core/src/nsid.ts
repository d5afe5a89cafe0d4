import { getNsid as get } from "@netns/rtnetlink";
import { type NamespaceSource, withNamespaceFile } from "./namespace.js";
import { type NsidAnswer, type ObserverOptions, withObserver } from "./observer.js";
import { withDefaults } from "./paths.js";

/**
 * The id that the observer has for a namespace. Asking gives none.
 *
 * @throws NamespaceError with step "open" when there is no such name, process or file.
 * @throws NetlinkError EINVAL when it is no network namespace, EBADF when the descriptor is not open.
 * @throws NamespaceError with step "enter" when the observer is no network namespace, or not ours to enter; with step
 * "socket" when there is no netlink socket to be had.
 * @throws InvalidNameError
 */
export function getNsid(source: NamespaceSource, options: ObserverOptions = {}): NsidAnswer {
  return withNamespaceFile(source, withDefaults(options), (peer) =>
    withObserver(options, (client, observer) => ({ nsid: get(client, peer).nsid, observer })),
  );
}
