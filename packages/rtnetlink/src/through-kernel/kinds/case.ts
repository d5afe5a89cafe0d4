import type { InferInput, linkKinds } from "@netns/netlink";
import type { Lab, Link, LinkInput } from "../lab.js";

/** A kind of link: "vlan". */
export type Kind = keyof typeof linkKinds;

/** A kind's attributes as requests have them. */
type KindData<K extends Kind> = Exclude<InferInput<ReturnType<(typeof linkKinds)[K]>>, readonly unknown[]>;

/** What a case may refer to. */
export interface Scene {
  /** The index of a link that is there: for what stands on top of another one. */
  lower(nth: number): number;
  /** A descriptor of a UDP socket. */
  udp(nth: number): number;
  /** A descriptor of a file. */
  file(path: string): number;
}

/** A link to be made, and what the kernel is to tell of it. */
export interface LinkCase<K extends Kind> {
  /** Which of a kind's cases it is, where there are several: attributes may exclude each other. */
  readonly about?: string;
  /** The link's own attributes. */
  readonly link?: LinkInput;
  /** IFLA_INFO_DATA. */
  readonly data?: KindData<K>;
  /** What comes back where that is not what was given; `undefined` where nothing does. */
  readonly told?: { readonly [Name in keyof KindData<K>]?: unknown };
  /** What a second request must say where it cannot be what was told; `undefined` leaves it out. */
  readonly again?: { readonly [Name in keyof KindData<K>]?: KindData<K>[Name] | undefined };
  /** The first kernel version that has an attribute, where Linux 6.1 does not. */
  readonly since?: { readonly [Name in keyof KindData<K>]?: string };
  /** Attributes that a kernel may have been built without, and why. */
  readonly optional?: { readonly [Name in keyof KindData<K>]?: string };
  /** What a kernel may have been built without, and what it says then. A module is one that it does not load itself. */
  readonly needs?: { readonly what: string; readonly without: string; readonly module?: string };
  /** Refused with EPERM in a user namespace, and why. */
  readonly privileged?: string;
  /** What is to be looked at besides. */
  readonly check?: (lab: Lab, link: Link) => void;
}

/** All of a kind. */
export interface KindCases<K extends Kind> {
  /** One case at least. */
  readonly cases?: (scene: Scene) => readonly LinkCase<K>[];
  /**
   * A second request says what was told, for all attributes that a case gives. Where those exclude each other, it says
   * no more than the first one did: why.
   */
  readonly exclusive?: string;
  /** Attributes that a second request leaves out unless its case says what they are to be, and why. */
  readonly notAgain?: { readonly [Name in keyof KindData<K>]?: string };
  /** Attributes that no case gives, and why. */
  readonly notGiven?: { readonly [Name in keyof KindData<K>]?: string };
  /** Links that cannot be made like this at all: what the kernel says, and why. */
  readonly refused?: { readonly code: string; readonly message?: string; readonly because: string };
}

/** All kinds, none left out. */
export type AllKindCases = { readonly [K in Kind]: KindCases<K> };
