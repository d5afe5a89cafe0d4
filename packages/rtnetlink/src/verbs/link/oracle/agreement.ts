import { hardwareType, linkFlags } from "@netns/netlink";
import { expect } from "vitest";
import type { Shown } from "../../../oracle/tool.js";
import type { Link } from "../link.js";

/** What our verbs tell of links is what ip(8) shows of them. */
export function expectAgreement(links: readonly Link[], shown: readonly Shown[]): void {
  expect(links.map(({ name }) => name)).toEqual(shown.map(({ ifname }) => ifname));
  const names = new Map(links.map(({ ifindex, name }) => [ifindex, name]));
  for (const [i, link] of links.entries()) expect(termsOf(link, names)).toEqual(shownTerms(shown[i] ?? {}));
}

const addrGenModes = ["eui64", "none", "stable_secret", "random"];
const linkModes = ["DEFAULT", "DORMANT", "TESTING"];

/** A link in ip's words, of what both of us tell. */
function termsOf(link: Link, names: ReadonlyMap<number, string>): Shown {
  const { attributes, linkNetnsid, data } = link;
  const isHere = linkNetnsid === undefined;
  const inet6 = (attributes.afSpec as { readonly inet6?: { readonly addrGenMode?: number } } | undefined)?.inet6;
  return {
    ifindex: link.ifindex,
    ifname: link.name,
    flags: flagWords(link.flags),
    mtu: link.mtu,
    qdisc: link.qdisc,
    operstate: link.operstate?.toUpperCase(),
    linkmode: linkModes[attributes.linkmode ?? 0],
    group: link.group === 0 ? "default" : String(link.group),
    txqlen: link.txqlen === 0 ? undefined : link.txqlen,
    address: addressWord(link, link.address),
    broadcast: addressWord(link, link.broadcast),
    ifalias: link.alias,
    master: link.master === undefined ? undefined : names.get(link.master),
    link: link.link !== undefined && isHere ? (names.get(link.link) ?? `if${link.link}`) : undefined,
    link_index: isHere ? undefined : link.link,
    link_netnsid: linkNetnsid,
    altnames: link.altNames.length === 0 ? undefined : link.altNames,
    info_kind: link.kind,
    hasData: data === undefined ? undefined : Object.keys(data).length > 0 ? true : undefined,
    info_slave_kind: link.portKind,
    promiscuity: attributes.promiscuity,
    allmulti: attributes.allmulti,
    min_mtu: attributes.minMtu,
    max_mtu: attributes.maxMtu,
    num_tx_queues: attributes.numTxQueues,
    num_rx_queues: attributes.numRxQueues,
    gso_max_size: attributes.gsoMaxSize,
    gso_max_segs: attributes.gsoMaxSegs,
    gro_max_size: attributes.groMaxSize,
    tso_max_size: attributes.tsoMaxSize,
    tso_max_segs: attributes.tsoMaxSegs,
    inet6_addr_gen_mode: inet6?.addrGenMode === undefined ? undefined : addrGenModes[inet6.addrGenMode],
    proto_down: attributes.protoDown === 1 ? true : undefined,
  };
}

/** The same of what ip(8) shows. */
function shownTerms(shown: Shown): Shown {
  const info = (shown["linkinfo"] ?? {}) as Shown;
  const data = (info["info_data"] ?? {}) as Shown;
  const pick = (...names: string[]) => Object.fromEntries(names.map((name) => [name, shown[name]]));
  return {
    ...pick("ifindex", "ifname", "mtu", "qdisc", "operstate", "linkmode", "group", "txqlen", "address", "broadcast"),
    ...pick("ifalias", "master", "link_index", "link_netnsid", "altnames", "promiscuity", "allmulti"),
    ...pick("min_mtu", "max_mtu", "num_tx_queues", "num_rx_queues", "gso_max_size", "gso_max_segs", "gro_max_size"),
    ...pick("tso_max_size", "tso_max_segs", "inet6_addr_gen_mode", "proto_down"),
    // M-DOWN is no flag of the link's: ip(8) has looked at the one beneath.
    flags: (shown["flags"] as readonly string[]).filter((word) => word !== "M-DOWN").sort(),
    // It says that there is none in a word of its own.
    link: shown["link"] ?? undefined,
    info_kind: info["info_kind"],
    hasData: Object.keys(data).length > 0 ? true : undefined,
    info_slave_kind: info["info_slave_kind"],
  };
}

const { ARPHRD_TUNNEL, ARPHRD_SIT, ARPHRD_IPGRE, ARPHRD_TUNNEL6, ARPHRD_IP6GRE } = hardwareType.names;
const ofIpv4: readonly number[] = [ARPHRD_TUNNEL, ARPHRD_SIT, ARPHRD_IPGRE];
const ofIpv6: readonly number[] = [ARPHRD_TUNNEL6, ARPHRD_IP6GRE];

/** A tunnel's addresses are IP addresses, which ip(8) shows as such and we as bytes. */
function addressWord(link: Link, address: string | undefined): string | undefined {
  const bytes = address?.split(":") ?? [];
  if (bytes.length === 4 && ofIpv4.includes(link.hardwareType))
    return bytes.map((byte) => Number.parseInt(byte, 16)).join(".");
  if (bytes.length !== 16 || !ofIpv6.includes(link.hardwareType)) return address;
  const groups = Array.from({ length: 8 }, (_, i) => `${bytes[2 * i]}${bytes[2 * i + 1]}`);
  // It writes IPv6 addresses as RFC 5952 has them.
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}

/** As print_link_flags (ipaddress.c of iproute2) has them. */
function flagWords(flags: number): string[] {
  const { IFF_UP, IFF_RUNNING } = linkFlags.names;
  const words = Object.entries(linkFlags.names)
    .filter(([, bit]) => bit !== IFF_RUNNING && (flags & bit) !== 0)
    .map(([name]) => name.replace(/^IFF_/, ""));
  const hasNoCarrier = (flags & IFF_UP) !== 0 && (flags & IFF_RUNNING) === 0;
  return [...(hasNoCarrier ? ["NO-CARRIER"] : []), ...words].sort();
}
