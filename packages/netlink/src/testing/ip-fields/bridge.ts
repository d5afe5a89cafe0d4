import type { Infer } from "../../codec/codec.js";
import { namesOf } from "../../codec/numbers.js";
import { bridgeVlanFlags } from "../../link/bridge.js";
import { bridgeState } from "../../link/bridge-port.js";
import type { mdbPortsAttributes, mdbSourceAttributes } from "../../mdb/attributes.js";
import { mdbFlags, mdbGroupMode, mdbState } from "../../mdb/entry.js";
import type { mdbMessage } from "../../mdb/message.js";
import { routeProtocol } from "../../route/header.js";
import type { tunnelMessage } from "../../tunnel/message.js";
import type { vlanEntryAttributes } from "../../vlan/attributes.js";
import type { vlanGlobalOptionsAttributes } from "../../vlan/global-options.js";
import type { vlanMessage } from "../../vlan/message.js";
import { about, anyOrder, type Check, compareField, each, type Fields, notCompared, type Shown } from "./compare.js";
import { bridgePortSwitches } from "./kinds/bridge.js";
import { type Link, linkFields } from "./link.js";
import { multicast, named, namedUnless, plain, unicast } from "./names.js";

export type Vlans = ReturnType<typeof vlanMessage.decode>;
export type Mdb = ReturnType<typeof mdbMessage.decode>;
export type Tunnels = ReturnType<typeof tunnelMessage.decode>;

/** Seconds that pass between two looks at a timer, at most. */
const TOLERANCE = 10;

/** An element of `bridge -d -j link`: a link, with what it is as a port beside that. */
export const bridgeLinkFields: Fields<Link> = {
  ...Object.fromEntries(
    Object.entries({
      ...bridgePortSwitches,
      mcast_router: ({ multicastRouter }) => multicastRouter,
    } satisfies typeof bridgePortSwitches).map(([name, field]): [string, Check<Link>] => [
      name,
      {
        check: (report, path, value, { attributes }, scene, shown) =>
          compareField(report, path, value, attributes.protinfo ?? {}, scene, shown, field),
      },
    ]),
  ),
  ...Object.fromEntries(
    ["ifindex", "link", "ifname", "flags", "mtu", "master"].map((name) => [name, linkFields[name] ?? notCompared("")]),
  ),
};

/** Shown for a range where all is the same in it, which the kernel tells one by one, or the other way round. */
function spread<T extends object>(
  entries: readonly T[],
  first: keyof T,
  last: keyof T,
  others: readonly (keyof T)[] = [],
): T[] {
  return entries.flatMap((entry) => {
    const { [last]: to = entry[first], ...rest } = entry;
    return Array.from({ length: Number(to) - Number(entry[first]) + 1 }, (_, i) => ({
      ...rest,
      ...Object.fromEntries([first, ...others].map((name) => [name, Number(entry[name]) + i])),
    })) as unknown as T[];
  });
}

/** An array of ranges on both sides. */
function eachSpread<T, U extends object>(
  pick: (ours: T) => readonly U[] | undefined,
  [first, last]: readonly [keyof U, keyof U],
  fields: Fields<U>,
): Check<T> {
  return {
    check(report, path, value, ours, scene, shown) {
      // Of two ends of a tunnel's range, the second follows from the first.
      const theirs = (value as Shown[]).map(({ tunidEnd: _, ...entry }) => entry as Shown);
      const others = theirs.some(({ tunid }) => tunid !== undefined) ? ["tunid"] : [];
      const name = "vni" in fields ? "vni" : "vlan";
      const all = each(() => spread(pick(ours) ?? [], first, last), fields);
      all.check(report, path, spread(theirs, name, `${name}End`, others), ours, scene, shown);
    },
  };
}

function vlanFlags(flags: number): string[] | undefined {
  const { BRIDGE_VLAN_INFO_PVID, BRIDGE_VLAN_INFO_UNTAGGED } = bridgeVlanFlags.names;
  const words = { BRIDGE_VLAN_INFO_PVID: "PVID", BRIDGE_VLAN_INFO_UNTAGGED: "Egress Untagged" };
  return namesOf(bridgeVlanFlags, flags & (BRIDGE_VLAN_INFO_PVID | BRIDGE_VLAN_INFO_UNTAGGED)).map(
    (name) => words[name as keyof typeof words],
  );
}

/** A VLAN, or several, on a port: from either of the two messages that tell of them. */
interface PortVlan extends Omit<Infer<typeof vlanEntryAttributes>, "info" | "range"> {
  readonly vid: number;
  readonly last?: number;
  readonly flags: number;
  /** The link's messages say no more than numbers and flags. */
  readonly isLink?: boolean;
}

const only = (pick: (vlan: PortVlan) => unknown): Check<PortVlan> => ({
  check(report, path, value, ours, scene, shown) {
    const field = ours.isLink ? notCompared("RTM_NEWVLAN says it, not a link's message") : pick;
    compareField(report, path, value, ours, scene, shown, field);
  },
});

const portVlanFields: Fields<PortVlan> = {
  vlan: ({ vid }) => vid,
  flags: anyOrder(({ flags }) => vlanFlags(flags)),
  state: only(({ state }) => named(bridgeState, "BR_STATE_", state)),
  mcast_router: only(({ mcastRouter }) => mcastRouter),
  mcast_n_groups: only(({ mcastNGroups }) => mcastNGroups),
  mcast_max_groups: only(({ mcastMaxGroups }) => mcastMaxGroups),
  neigh_suppress: only(({ neighSuppress }) => neighSuppress === 1),
  rx_bytes: only(({ stats }) => plain(stats?.rxBytes)),
  rx_packets: only(({ stats }) => plain(stats?.rxPackets)),
  tx_bytes: only(({ stats }) => plain(stats?.txBytes)),
  tx_packets: only(({ stats }) => plain(stats?.txPackets)),
};

/** The VLANs of one port, or of the bridge itself. */
export interface PortVlans {
  readonly index: number;
  readonly vlans: readonly PortVlan[];
  readonly tunnels: ReadonlyArray<{ readonly vlan: number; readonly tunid: number }>;
}

/** An element of `bridge -d -s -j vlan`, and of `bridge -j vlan tunnelshow`. */
export const portVlansFields: Fields<PortVlans> = {
  ifname: ({ index }, scene) => scene.ifname(index),
  vlans: eachSpread(({ vlans }) => vlans, ["vid", "last"], portVlanFields),
  tunnels: eachSpread(({ tunnels }) => tunnels, ["vlan", "vlan"], {
    vlan: ({ vlan }) => vlan,
    tunid: ({ tunid }) => tunid,
  }),
};

/** The VLANs that a message of RTM_NEWVLAN tells. */
export function vlansOf({ header, attributes }: Vlans): PortVlans {
  const vlans = (attributes.entry ?? []).map(({ info, range, ...entry }) => ({
    ...entry,
    vid: info?.vid ?? 0,
    ...(range !== undefined && { last: range }),
    flags: info?.flags ?? 0,
  }));
  return { index: header.ifindex, vlans, tunnels: [] };
}

/** The VLANs that a link's message of AF_BRIDGE tells. */
export function vlansOfLink({ header, attributes: { afSpec } }: Link): PortVlans {
  const begins = ({ flags = 0 }) => (flags & bridgeVlanFlags.names.BRIDGE_VLAN_INFO_RANGE_BEGIN) !== 0;
  const ends = ({ flags = 0 }) => (flags & bridgeVlanFlags.names.BRIDGE_VLAN_INFO_RANGE_END) !== 0;
  const infos = afSpec?.vlanInfo ?? [];
  const vlans = infos.flatMap((info, i) =>
    ends(info)
      ? []
      : [{ isLink: true, vid: info.vid, flags: info.flags, ...(begins(info) && { last: infos[i + 1]?.vid ?? 0 }) }],
  );
  const told = afSpec?.vlanTunnelInfo ?? [];
  const tunnels = told.flatMap((info, i) => {
    const { vid = 0, id = 0 } = info;
    const to = begins(info) ? (told[i + 1]?.vid ?? 0) : vid;
    return ends(info) ? [] : Array.from({ length: to - vid + 1 }, (_, k) => ({ vlan: vid + k, tunid: id + k }));
  });
  return { index: header.index, vlans, tunnels };
}

type GlobalOptions = Infer<typeof vlanGlobalOptionsAttributes>;

/** An element of `bridge -d -j vlan global`. */
export const globalVlansFields: Fields<Vlans> = {
  ifname: ({ header }, scene) => scene.ifname(header.ifindex),
  vlans: eachSpread<Vlans, GlobalOptions>(({ attributes }) => attributes.globalOptions, ["id", "range"], {
    vlan: ({ id }) => id,
    mcast_snooping: ({ mcastSnooping }) => mcastSnooping,
    mcast_querier: ({ mcastQuerier }) => mcastQuerier,
    mcast_igmp_version: ({ mcastIgmpVersion }) => mcastIgmpVersion,
    mcast_mld_version: ({ mcastMldVersion }) => mcastMldVersion,
    mcast_last_member_count: ({ mcastLastMemberCnt }) => mcastLastMemberCnt,
    mcast_last_member_interval: ({ mcastLastMemberIntvl }) => plain(mcastLastMemberIntvl),
    mcast_startup_query_count: ({ mcastStartupQueryCnt }) => mcastStartupQueryCnt,
    mcast_startup_query_interval: ({ mcastStartupQueryIntvl }) => plain(mcastStartupQueryIntvl),
    mcast_membership_interval: ({ mcastMembershipIntvl }) => plain(mcastMembershipIntvl),
    mcast_querier_interval: ({ mcastQuerierIntvl }) => plain(mcastQuerierIntvl),
    mcast_query_interval: ({ mcastQueryIntvl }) => plain(mcastQueryIntvl),
    mcast_query_response_interval: ({ mcastQueryResponseIntvl }) => plain(mcastQueryResponseIntvl),
    router_ports: each(({ mcastRouterPorts }) => mcastRouterPorts?.router?.port, {
      port: ({ header }, scene) => scene.ifname(header.ifindex),
    }),
    msti: ({ msti }) => msti,
  }),
};

/** An element of `bridge -j mst`. */
export const mstFields: Fields<Link> = {
  ifname: ({ attributes }) => attributes.ifname,
  mst: each(({ attributes }) => attributes.afSpec?.mst?.entry, {
    msti: ({ msti }) => msti,
    state: ({ state }) => named(bridgeState, "BR_STATE_", state),
  }),
};

type Info = NonNullable<Infer<typeof mdbPortsAttributes>["info"]>[number];
/** A port of a group, and the bridge. */
export interface MdbEntry extends Info {
  readonly bridge: number;
}

/** A time in seconds as text, with blanks before it. */
function timer<T>(pick: (ours: T) => number | undefined): Check<T> {
  const check = about<T>((ours) => {
    const ticks = pick(ours);
    return ticks === undefined ? undefined : ticks / 100;
  }, TOLERANCE);
  return { check: (report, path, value, ...rest) => check.check(report, path, Number(value), ...rest) };
}

const sourceFields: Fields<Infer<typeof mdbSourceAttributes>> = {
  address: ({ address }) => address,
  timer: timer((source) => source.timer),
};

/** An element of `mdb` in what `bridge -d -s -j mdb` shows. */
export const mdbFields: Fields<MdbEntry> = {
  index: ({ bridge }) => bridge,
  dev: ({ bridge }, scene) => scene.ifname(bridge),
  port: ({ header }, scene) => scene.ifname(header.ifindex),
  grp: ({ header }) => header.addr.address,
  src: ({ attributes }) => attributes.source,
  state: ({ header }) => named(mdbState, "MDB_", header.state, { MDB_TEMPORARY: "temp" }),
  filter_mode: ({ attributes }) => named(mdbGroupMode, "MCAST_", attributes.groupMode),
  source_list: each(({ attributes }) => attributes.srcList?.entry, sourceFields),
  protocol: ({ attributes }, scene) => namedUnless(scene, routeProtocol, "RTPROT_", attributes.rtprot),
  flags: anyOrder(({ header }) =>
    namesOf(mdbFlags, header.flags).map((name) => name.replace("MDB_FLAGS_", "").toLowerCase()),
  ),
  vid: ({ header }) => header.vid,
  timer: timer(({ attributes }) => attributes.timer),
};

/** All entries of a dump. */
export function mdbEntries(messages: readonly Mdb[]): MdbEntry[] {
  return messages.flatMap(({ header, attributes }) =>
    (attributes.mdb?.entry ?? []).flatMap(({ info = [] }) => info.map((one) => ({ ...one, bridge: header.ifindex }))),
  );
}

/** An element of `bridge -j vni`. */
export const vniFields: Fields<Tunnels> = {
  ifname: ({ header }, scene) => scene.ifname(header.ifindex),
  vnis: eachSpread(({ attributes }) => attributes.entry, ["start", "end"], {
    vni: ({ start }) => start,
    group: ({ group }) => multicast(group),
    remote: ({ group }) => unicast(group),
    group6: ({ group6 }) => multicast(group6),
    remote6: ({ group6 }) => unicast(group6),
  }),
};
