import { linkMessage, NLM_F_ACK, RTM_NEWLINK } from "@netns/netlink";
import type { RtnetlinkClient } from "../../client.js";
import { type LinkReference, resolveLink, selectLink } from "../link-reference.js";
import { checkAddress } from "./address-length.js";
import type { KindInput, LinkAttributesInput, PortKindInput } from "./kinds.js";
import { NamespaceArgument, type NamespaceReference } from "./namespace.js";
import { attributesOver, encodeSettings, type LinkSettings } from "./settings.js";
import { completeData } from "./whole-data.js";

/** What is changed of a link. */
export type LinkChanges = LinkSettings & {
  /** Where it goes; its name and index may change on the way, and what it is set to is lost. */
  readonly namespace?: NamespaceReference | undefined;
} & (KindInput | { readonly kind?: undefined; readonly data?: undefined }) &
  PortKindInput;

/**
 * RTM_NEWLINK of a link that is there: changes it. What is not said stays as it is. Where one thing of several fails,
 * those that the kernel did before it stay done.
 *
 * `data` needs the link's own `kind` beside it, `portData` needs `portKind`.
 *
 * @throws NetlinkError: ENODEV when there is no such link, or master; EBUSY for what cannot be while it is up, or a
 * link that is in use otherwise; ENETDOWN for one that cannot be `up` because the one beneath is not; EEXIST for a name
 * that is taken; EADDRNOTAVAIL for an address that many would have, ELOOP for a bridge in a bridge; EINVAL for another
 * value, or a namespace that the link may not go to; EOPNOTSUPP for what its kind does not have, or is of another kind,
 * or a `master` that takes no ports; EPERM without CAP_NET_ADMIN.
 * @throws CodecError for a value that does not fit its attribute, which it names.
 * @throws RangeError for a name that cannot be one, or an address that is not as long as the link's.
 */
export function setLink(client: RtnetlinkClient, link: LinkReference, changes: LinkChanges): void {
  checkAddress(client, link, changes);
  using namespace = new NamespaceArgument(changes.namespace, client.system);
  const settings = encodeSettings(client, changes);
  // A name in the request says which link it is when there is no index, so a new one needs the index.
  const isRenamed = settings.attributes.ifname !== undefined;
  const selected = selectLink(isRenamed ? resolveLink(client, link) : link);
  const message = {
    header: { flags: settings.header.flags, change: settings.header.change, index: selected.header.index },
    attributes: attributesOver(settings.attributes, {
      linkinfo: linkinfoOf(client, link, changes),
      ...selected.attributes,
      ...namespace.attributes,
    }),
  };
  // RTM_SETLINK passes over IFLA_LINKINFO.
  client.request({ codec: linkMessage, type: RTM_NEWLINK, message }, NLM_F_ACK);
}

/** What a link is called where it goes. */
export interface MoveLinkOptions {
  /** Its name there. Default: the one that it has; with "%d" in it the first free number is put there. */
  readonly name?: string | undefined;
  /** Its index there (Linux 5.13). Default: the one that it has if it is free. */
  readonly ifindex?: number | undefined;
}

/**
 * Moves a link to another namespace: a path, held open, of a process, or by its nsid. It is down there, and without
 * addresses. A text is a path, as "/run/netns/blue" is: names are not looked up.
 *
 * The kernel gives a new name after the move: when that one is taken, the link is there under the name that it had, in
 * spite of the error.
 *
 * @throws NetlinkError: EEXIST when its name, or the new one, is taken there; EBUSY when the new index is; EINVAL when
 * the link may not leave, or it is no network namespace, or no nsid; ESRCH for a process that is gone, EBADF for what is
 * not open; ENODEV when there is no such link; EPERM without CAP_NET_ADMIN over both.
 * @throws RangeError for a name that cannot be one; Error ENOENT, EACCES … when a path cannot be opened.
 */
export function moveLink(
  client: RtnetlinkClient,
  link: LinkReference,
  namespace: NamespaceReference,
  { name, ifindex }: MoveLinkOptions = {},
): void {
  setLink(client, link, { namespace, name, attributes: { newIfindex: ifindex } });
}

function linkinfoOf(
  client: RtnetlinkClient,
  link: LinkReference,
  changes: LinkChanges,
): LinkAttributesInput["linkinfo"] {
  const { kind, portKind: slaveKind, portData: slaveData } = changes;
  if (kind === undefined && slaveKind === undefined) return undefined;
  const data = changes.kind === undefined ? undefined : completeData(client, link, changes);
  // What TypeScript cannot see: the data is of its kind.
  return { kind, data, slaveKind, slaveData } as LinkAttributesInput["linkinfo"];
}
