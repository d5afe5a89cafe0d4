import { NsidAssigner } from "@netns/rtnetlink";
import type { HasFd } from "@netns/syscall";
import { askNsid, askToSet } from "./ask-nsids.js";
import { attempt } from "./errors.js";
import { readOwnIdentity } from "./identity.js";
import { type NamespaceSource, withNamespaceFile } from "./namespace.js";
import type { NsidAnswer, ObserverOptions } from "./observer.js";
import { withDefaults } from "./paths.js";

/**
 * Gives a namespace an id in the observer: a number from 0, or "auto" for the lowest that is free. It stays until the
 * namespace ends and cannot be changed.
 *
 * @returns The id that it has now.
 * @throws NetlinkError EEXIST when the namespace has an id or the number is taken, EPERM without CAP_NET_ADMIN.
 * @throws NamespaceError and InvalidNameError as `getNsid`.
 */
export function setNsid(source: NamespaceSource, nsid: number | "auto", options: ObserverOptions = {}): NsidAnswer {
  return withNamespaceFile(source, withDefaults(options), (peer) =>
    options.observer === undefined ? setHere(peer, nsid, options) : askToSet(peer.fd, nsid, options),
  );
}

function setHere({ fd }: HasFd, nsid: number | "auto", options: ObserverOptions): NsidAnswer {
  const { system } = withDefaults(options);
  const { session } = options;
  if (session !== undefined)
    return { nsid: session.assigner(system).assign(fd, nsid), observer: session.home(system).identity };
  const observer = readOwnIdentity(system);
  const requests = {
    setNsid: (file: number) => void askToSet(file, nsid, options),
    nsidOf: (file: number) => askNsid(file, options),
  };
  using assigner = attempt("socket", {}, () => new NsidAssigner(requests, system));
  return { nsid: assigner.assign(fd, nsid), observer };
}
