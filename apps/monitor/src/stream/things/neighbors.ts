import { type Items, toNeighbor } from "@netns/rtnetlink";
import { option } from "./links.js";

/** A neighbor. Its ages are left out: they grow by themselves. */
export interface NeighborFields {
  readonly ifindex: number | undefined;
  /** Undefined: not known (any more). */
  readonly ifname: string | undefined;
  readonly address: string;
  /** Undefined: not known (yet). */
  readonly linkAddress: string | undefined;
  /** "reachable", "stale", "failed" … */
  readonly state: string | number;
  readonly flags: readonly (string | number)[];
}

export function neighborFields(
  item: Items["neighbor"],
  nameOf: (ifindex: number) => string | undefined,
): NeighborFields {
  const { ifindex, address, linkAddress, state, flags } = toNeighbor(item);
  return { ifindex, ifname: ifindex && nameOf(ifindex), address, linkAddress, state, flags } as NeighborFields;
}

/** `192.0.2.2 dev eth0 lladdr 02:00:00:00:00:01 PERMANENT` */
export function neighborText({ ifindex, ifname, address, linkAddress, state, flags }: NeighborFields): string {
  return [
    address,
    ...option("dev", ifname ?? (ifindex && `if${ifindex}`)),
    ...option("lladdr", linkAddress),
    ...flags.map(String),
    String(state).toUpperCase(),
  ].join(" ");
}
