import type { Fields } from "../../src/stream/records.js";
import type { WorldNamespace } from "../../src/topology/world.js";
import { text } from "./format.js";
import { kindOf, stateOf } from "./link-state.js";
import { linkTitle } from "./names.js";

/** What stands in a place of a table. */
export interface Cell {
  readonly text: string;
  /** The ifindex of the link (in this namespace) that it names: one can go there. */
  readonly link?: number | undefined;
}

export interface Column<F> {
  readonly title: string;
  readonly cell: (thing: F, namespace: WorldNamespace) => Cell;
}

/** A field as it is. */
function field<F>(title: string, name: keyof F): Column<F> {
  return { title, cell: (thing) => ({ text: text(thing[name]) }) };
}

function words<F>(title: string, of: (thing: F, namespace: WorldNamespace) => string): Column<F> {
  return { title, cell: (thing, namespace) => ({ text: of(thing, namespace) }) };
}

/** The link that an ifindex names. */
function device<F>(title: string, ifindexOf: (thing: F) => number | undefined): Column<F> {
  return {
    title,
    cell: (thing, namespace) => {
      const ifindex = ifindexOf(thing);
      return ifindex === undefined ? { text: "" } : { text: linkTitle(namespace, ifindex), link: ifindex };
    },
  };
}

/** What is shown of the things of each kind. */
export const columns: { readonly [K in keyof Fields]: readonly Column<Fields[K]>[] } = {
  link: [
    device("Name", ({ ifindex }) => ifindex),
    words("State", stateOf),
    words("Kind", kindOf),
    device("Port of", ({ master }) => master),
    field("MTU", "mtu"),
    field("Address", "address"),
  ],
  address: [
    field("Address", "address"),
    device("Link", ({ ifindex }) => ifindex),
    field("Peer", "peer"),
    field("Scope", "scope"),
    field("Flags", "flags"),
  ],
  route: [
    words("Destination", destination),
    words("Via", via),
    device("Link", ({ ifindex }) => ifindex),
    field("Table", "table"),
    field("Protocol", "protocol"),
    field("Metric", "metric"),
    field("Source", "source"),
    field("Scope", "scope"),
    field("Flags", "flags"),
  ],
  rule: [
    field("Priority", "priority"),
    words("For", matches),
    words("Action", ruleAction),
    words("IP", ({ ipVersion }) => `v${ipVersion}`),
    field("Protocol", "protocol"),
  ],
  neighbor: [
    field("Address", "address"),
    field("Link-layer address", "linkAddress"),
    device("Link", ({ ifindex }) => ifindex),
    field("State", "state"),
    field("Flags", "flags"),
  ],
  nexthop: [
    field("Id", "nexthopId"),
    words("Via", nexthopWay),
    device("Link", ({ ifindex }) => ifindex),
    field("Protocol", "protocol"),
    field("Scope", "scope"),
    field("Flags", "flags"),
  ],
  fdb: [
    field("Address", "linkAddress"),
    device("Link", ({ ifindex }) => ifindex),
    device("Bridge", ({ master }) => master),
    field("VLAN", "vlan"),
    words("To", fdbDestination),
    field("State", "state"),
    field("Flags", "flags"),
  ],
};

/** "blackhole 10.0.0.0/8 from 192.0.2.0/24" */
function destination({ routeType, destination: to, from }: Fields["route"]): string {
  return spaced(routeType === "unicast" ? "" : text(routeType), text(to), pair("from", from));
}

/** "192.0.2.1", "nhid 7", or each of its ways. */
function via({ via: gateway, nexthopId, nexthops = [] }: Fields["route"], namespace: WorldNamespace): string {
  const ways = nexthops.map((hop) =>
    spaced(
      text(hop.via),
      hop.ifindex === undefined ? "" : `dev ${linkTitle(namespace, hop.ifindex)}`,
      `weight ${hop.weight}`,
    ),
  );
  return [text(gateway), pair("nhid", nexthopId), ...ways].filter((word) => word !== "").join("; ");
}

/** All that a packet has to be like. */
function matches(rule: Fields["rule"]): string {
  const { not, from, to, iif, oif, tos, dscp, fwmark, ipProtocol, sourcePort, destinationPort, uidRange } = rule;
  return spaced(
    not ? "not" : "",
    `from ${from}`,
    to === "all" ? "" : `to ${to}`,
    pair("in by", iif),
    pair("out by", oif),
    pair("tos", tos),
    pair("dscp", dscp),
    pair("fwmark", fwmark && `${hex(fwmark.mark)}/${hex(fwmark.mask)}`),
    pair("IP protocol", ipProtocol),
    pair("source port", range(sourcePort)),
    pair("destination port", range(destinationPort)),
    pair("uid", range(uidRange)),
    pair("tunnel", rule.tunnelId),
  );
}

function ruleAction({ action, table, target, l3mdev, ...rest }: Fields["rule"]): string {
  return spaced(
    text(action),
    text(l3mdev ? "the device's table" : table),
    text(target),
    pair("suppress prefix length", rest.suppressPrefixLength),
    pair("suppress link group", rest.suppressLinkGroup),
  );
}

/** "192.0.2.1", "blackhole", "1, 2 (weight 20)" */
function nexthopWay({ via: gateway, blackhole, group }: Fields["nexthop"]): string {
  const members = group?.map(({ nexthopId, weight }) =>
    weight === 1 ? `${nexthopId}` : `${nexthopId} (weight ${weight})`,
  );
  return spaced(text(gateway), blackhole ? "blackhole" : "", text(members));
}

function fdbDestination(entry: Fields["fdb"]): string {
  const { destination: to, port, vni, sourceVni, nexthopId } = entry;
  return spaced(text(to), pair("port", port), pair("vni", vni), pair("source vni", sourceVni), pair("nhid", nexthopId));
}

function spaced(...parts: readonly string[]): string {
  return parts.filter((word) => word !== "").join(" ");
}

function pair(word: string, value: unknown): string {
  return value === undefined ? "" : `${word} ${text(value)}`;
}

function range(value: { readonly start: number; readonly end: number } | undefined): string | undefined {
  return value && (value.start === value.end ? `${value.start}` : `${value.start}–${value.end}`);
}

const hex = (value = 0) => `0x${value.toString(16)}`;
