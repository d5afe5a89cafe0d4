import { type Items, toFdbEntry } from "@netns/rtnetlink";
import { option } from "./links.js";

/** An entry of a forwarding database. Its ages are left out: they grow by themselves. */
export interface FdbFields {
  readonly linkAddress: string;
  /** The port that frames go out by; or the bridge, where they are for itself; or the VXLAN. */
  readonly ifindex: number;
  /** Undefined: not known (any more). */
  readonly ifname: string | undefined;
  /** The bridge's ifindex, of an entry that is in a bridge's database. */
  readonly master: number | undefined;
  /** The bridge's name, where it is known. */
  readonly masterIfname?: string | undefined;
  readonly vlan: number | undefined;
  /** As bridge(8) has it: "permanent", "static", "dynamic", "stale" */
  readonly state: string | number;
  readonly flags: readonly (string | number)[];
  /** Of VXLAN: the other end. */
  readonly destination: string | undefined;
  readonly port: number | undefined;
  readonly vni: number | undefined;
  readonly sourceVni: number | undefined;
  /** Of VXLAN: the ifindex of the link that it goes by. */
  readonly viaIfindex: number | undefined;
  readonly nexthopId: number | undefined;
}

export function fdbFields(item: Items["fdb"], nameOf: (ifindex: number) => string | undefined): FdbFields {
  const { message: _, ages: _1, extFlags: _2, via, ifindex, master, ...entry } = toFdbEntry(item);
  const names = { ifname: nameOf(ifindex), masterIfname: master === undefined ? undefined : nameOf(master) };
  return { ...entry, ifindex, master, ...names, viaIfindex: via };
}

/** `02:00:00:00:00:01 dev eth0 vlan 1 master br0 permanent`, in bridge(8)'s words. */
export function fdbText(entry: FdbFields): string {
  const { linkAddress, ifindex, ifname, master, vlan, state, flags, destination } = entry;
  return [
    linkAddress,
    ...option("dev", ifname ?? `if${ifindex}`),
    ...option("dst", destination),
    ...option("vlan", vlan),
    ...option("port", entry.port),
    ...option("vni", entry.vni),
    ...option("src_vni", entry.sourceVni),
    ...option("via", entry.viaIfindex && `if${entry.viaIfindex}`),
    ...option("nhid", entry.nexthopId),
    ...flags.filter((flag) => flag !== "master").map(String),
    ...option("master", entry.masterIfname ?? (master && `if${master}`)),
    ...(state === "dynamic" ? [] : [String(state)]),
  ].join(" ");
}
