import type { addressMessage } from "@netns/netlink";
import type { LinkReference } from "../link-reference.js";
import type { NameIn } from "../terms/names.js";
import type { IpVersion } from "../terms/prefix.js";
import type { RouteScope } from "../terms/route-terms.js";

/** IFA_F_* from linux/if_addr.h by ip(8)'s names. */
const commonFlags = {
  nodad: 0x02,
  optimistic: 0x04,
  dadfailed: 0x08,
  home: 0x10,
  deprecated: 0x20,
  tentative: 0x40,
  permanent: 0x80,
  mngtmpaddr: 0x100,
  noprefixroute: 0x200,
  autojoin: 0x400,
  "stable-privacy": 0x800,
} as const;

/** The lowest bit has a name in each version: not the first one of its network; made at random, for privacy. */
export const addressFlagNames = {
  4: { secondary: 0x01, ...commonFlags },
  6: { temporary: 0x01, ...commonFlags },
} as const;
export type AddressFlag = NameIn<(typeof addressFlagNames)[4]> | NameIn<(typeof addressFlagNames)[6]>;

/** Flags that the kernel gives and takes by itself: IPv6 masks them out of requests, IPv4 would believe them. */
export const OWN_FLAGS =
  0x01 |
  commonFlags.dadfailed |
  commonFlags.deprecated |
  commonFlags.tentative |
  commonFlags.permanent |
  commonFlags["stable-privacy"];

/** Flags that mean something to IPv6 only. IPv4 would keep them and do nothing. */
export const IPV6_FLAGS = ["nodad", "optimistic", "home", "mngtmpaddr"] as const;

/** IFAPROT_* from linux/if_addr.h: who made an address. */
export const addressProtocols = { unspec: 0, kernel_lo: 1, kernel_ra: 2, kernel_ll: 3 } as const;
export type AddressProtocol = NameIn<typeof addressProtocols>;

/** Seconds. */
export type Lifetime = number | "forever";

/** An address of a link. */
export interface Address {
  readonly ifindex: number;
  readonly version: IpVersion;
  /** With the length of its network's prefix: "192.0.2.1/24". Of the peer's network, where there is a peer. */
  readonly address: string;
  /** The other end's, without a length, on a point-to-point link. */
  readonly peer: string | undefined;
  readonly broadcast: string | undefined;
  /** Of IPv4: the link's name, or what begins with it. */
  readonly label: string | undefined;
  readonly scope: RouteScope;
  readonly flags: readonly AddressFlag[];
  /** How long it is still there, in seconds. */
  readonly validLifetime: Lifetime;
  /**
   * How long it is still used for new connections, in seconds; 0: it is deprecated. Of addresses of IPv4 that are valid for
   * ever the kernel does not tell it: "forever", with the flag "deprecated" when it is over.
   */
  readonly preferredLifetime: Lifetime;
  /** Undefined: not said, or a kernel before 5.18. */
  readonly protocol: AddressProtocol | undefined;
  /** The metric of its network's route. Undefined: the default one. */
  readonly metric: number | undefined;
  /** All that the kernel says, as the codec has it. */
  readonly message: ReturnType<typeof addressMessage.decode>;
}

/** What tells an address from the others. */
export interface AddressIdentity {
  /** "192.0.2.1/24"; without a length it is the address alone (/32, /128). */
  readonly address: string;
  readonly link: LinkReference;
  /** The other end's, of a point-to-point link. The prefix's length is in `address`, or here: "192.0.2.2/32". */
  readonly peer?: string | undefined;
  /** Of IPv4: the link's name, or what begins with it, of at most 15 bytes. Default: the link's name. */
  readonly label?: string | undefined;
}

/** An address to be made. What is left out is as the kernel has it by default. */
export interface AddressInput extends AddressIdentity {
  /**
   * Of IPv4: an address. "auto" is the network's last one, "network" its first one, as ip(8) has them with `+` and `-`;
   * networks of one or two addresses have neither. Default: none.
   */
  readonly broadcast?: string | undefined;
  /** Default: "host" for addresses of 127.0.0.0/8, "global" for others; IPv6 works it out by itself, whatever is said. */
  readonly scope?: RouteScope | undefined;
  /** Seconds, at least 1. Default "forever". */
  readonly validLifetime?: Lifetime | undefined;
  /** Seconds, at most the valid lifetime; 0: deprecated from the start. Default: the valid lifetime. */
  readonly preferredLifetime?: Lifetime | undefined;
  /**
   * "noprefixroute": no route to its network. "autojoin": the link joins this group. Of IPv6 "nodad", "optimistic", "home",
   * "mngtmpaddr". What the kernel sets by itself ("permanent", "tentative" …) is left out, so that flags as a list has
   * them can be given again.
   */
  readonly flags?: readonly AddressFlag[] | undefined;
  /** Kernels from 5.18 on; others do not keep it. */
  readonly protocol?: AddressProtocol | undefined;
  /** The metric of its network's route. */
  readonly metric?: number | undefined;
}

/** Which addresses to list: those that meet all of it. */
export interface AddressFilter {
  readonly link?: LinkReference | undefined;
  /** Default: both. */
  readonly version?: IpVersion | undefined;
  readonly scope?: RouteScope | undefined;
  readonly label?: string | undefined;
  /** Those that have all of them. */
  readonly flags?: readonly AddressFlag[] | undefined;
  readonly protocol?: AddressProtocol | undefined;
  /** Those of links that are up, or of links that are not. */
  readonly up?: boolean | undefined;
}
