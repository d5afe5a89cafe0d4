import type { OtherCase } from "@netns/netlink";
import type { LinkReference } from "../link-reference.js";
import type { LinkDataInput, LinkKind, PeerKind } from "./kinds.js";
import type { NamespaceReference, PeerNamespaceReference } from "./namespace.js";
import type { BasicLinkSettings, LinkSettings } from "./settings.js";

/** The other end of a pair. */
export interface LinkPeerSettings extends BasicLinkSettings {
  /** Where it is born; to have it up there takes CAP_SYS_ADMIN. Default: where the other end is. */
  readonly namespace?: PeerNamespaceReference | undefined;
  /** The index that it is to have. The kernel heeds it when the other end's is given too. Default: its choice. */
  readonly ifindex?: number | undefined;
  readonly numTxQueues?: number | undefined;
  readonly numRxQueues?: number | undefined;
}

/** What any new link can have. */
export interface NewLinkSettings extends LinkSettings {
  /** The index that it is to have. Default: the kernel's choice. */
  readonly ifindex?: number | undefined;
  /** The link beneath: of a VLAN, a macvlan, … */
  readonly link?: LinkReference | undefined;
  /** The id of the namespace that `link` is in. Default: the client's own. */
  readonly linkNetnsid?: number | undefined;
  readonly numTxQueues?: number | undefined;
  readonly numRxQueues?: number | undefined;
  readonly altNames?: readonly string[] | undefined;
  /**
   * Where it is born. Default: the client's own. A `master` there goes by its index, or with an nsid by its name;
   * alternative names, an alias, `addrGenMode`, `carrier` and the like can only be given in the client's own.
   */
  readonly namespace?: NamespaceReference | undefined;
}

/** What a new link is: what all have, its kind, what is peculiar to that, and of a pair the other end. */
export type NewLink = NewLinkSettings &
  (
    | {
        readonly [K in LinkKind]: {
          readonly kind: K;
          readonly data?: LinkDataInput<K> | undefined;
          readonly peer?: (K extends PeerKind ? LinkPeerSettings : never) | undefined;
        };
      }[LinkKind]
    | { readonly kind: OtherCase; readonly data?: Uint8Array | undefined; readonly peer?: undefined }
  );
