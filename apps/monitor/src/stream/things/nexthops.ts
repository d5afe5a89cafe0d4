import { type Items, toNexthop } from "@netns/rtnetlink";
import { option } from "./links.js";

/** A nexthop that routes refer to by its number, or a group of them. */
export interface NexthopFields {
  readonly nexthopId: number;
  /** Undefined: a group, which has none. */
  readonly ipVersion: number | undefined;
  readonly via: string | undefined;
  readonly ifindex: number | undefined;
  readonly ifname: string | undefined;
  readonly scope: string | number;
  readonly protocol: string | number;
  readonly flags: readonly (string | number)[];
  readonly blackhole: boolean;
  /** It is for forwarding databases. */
  readonly fdb: boolean;
  /** Undefined: it is none. */
  readonly group: readonly { readonly nexthopId: number; readonly weight: number }[] | undefined;
}

export function nexthopFields(item: Items["nexthop"], nameOf: (ifindex: number) => string | undefined): NexthopFields {
  const { id, version, via, ifindex, scope, protocol, flags, blackhole, fdb, group } = toNexthop(item);
  return {
    nexthopId: id,
    ipVersion: version,
    via,
    ifindex,
    ifname: ifindex === undefined ? undefined : nameOf(ifindex),
    scope,
    protocol,
    flags,
    blackhole,
    fdb,
    group: group?.map((member) => ({ nexthopId: member.id, weight: member.weight })),
  };
}

/** `id 1 via 192.0.2.9 dev eth0 scope link proto static`, `id 3 group 1/2,5 proto zebra` */
export function nexthopText(nexthop: NexthopFields): string {
  const { nexthopId, ipVersion, via, ifindex, ifname, scope, protocol, flags, blackhole, fdb, group } = nexthop;
  return [
    ...option("id", nexthopId),
    ...option("group", group?.map(memberText).join("/")),
    ...(ipVersion === 6 && via === undefined ? ["inet6"] : []),
    ...option("via", via),
    ...option("dev", ifname ?? (ifindex && `if${ifindex}`)),
    ...(blackhole ? ["blackhole"] : []),
    ...option("scope", group === undefined && scope !== "global" ? scope : undefined),
    ...option("proto", protocol === "unspec" ? undefined : protocol),
    ...flags.map(String),
    ...(fdb ? ["fdb"] : []),
  ].join(" ");
}

/** As ip(8) has it: `1`, or with a weight `1,20`. */
function memberText({ nexthopId, weight }: NonNullable<NexthopFields["group"]>[number]): string {
  return weight === 1 ? String(nexthopId) : `${nexthopId},${weight}`;
}
