import { type Items, toAddress } from "@netns/rtnetlink";
import { option } from "./links.js";

/** An address. Its lifetimes are left out: they run down by themselves, and nobody tells. */
export interface AddressFields {
  readonly ifindex: number;
  /** Undefined: not known (any more). */
  readonly ifname: string | undefined;
  /** "192.0.2.1/24" */
  readonly address: string;
  readonly peer: string | undefined;
  readonly broadcast: string | undefined;
  readonly label: string | undefined;
  readonly scope: string | number;
  readonly flags: readonly (string | number)[];
}

export function addressFields(item: Items["address"], nameOf: (ifindex: number) => string | undefined): AddressFields {
  const { ifindex, address, peer, broadcast, label, scope, flags } = toAddress(item);
  return { ifindex, ifname: nameOf(ifindex), address, peer, broadcast, label, scope, flags };
}

/** `2: eth0 inet 192.0.2.1/24 scope global` */
export function addressText({ ifindex, ifname, address, peer, broadcast, scope, flags }: AddressFields): string {
  const words = [
    address.includes(":") ? "inet6" : "inet",
    address,
    ...option("peer", peer),
    ...option("brd", broadcast),
    ...option("scope", scope),
    ...flags.map(String),
  ];
  return `${ifindex}: ${ifname ?? `if${ifindex}`} ${words.join(" ")}`;
}
