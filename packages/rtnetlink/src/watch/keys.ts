import { AF_INET6 } from "@netns/syscall";
import type { Items, Subject } from "./subjects.js";

type Keys = { readonly [S in Subject]: (item: Items[S]) => string };

/** By what the kernel tells one thing of a subject from another: what changes without being a new thing is not in it. */
const keys: Keys = {
  link: ({ header }) => `${header.index}`,
  // IPv6: one address once on a link, whatever its prefix; IPv4 also with other prefixes and other ends (devinet.c).
  address: ({ header: { family, index, prefixlen }, attributes: { local, address } }) =>
    family === AF_INET6
      ? join(index, family, local ?? address)
      : join(index, family, local ?? address, address, prefixlen),
  nexthop: ({ attributes }) => `${attributes.id}`,
  rule: ({ header: { flags: _, ...header }, attributes }) => json({ header, attributes }),
  neighbor: ({ header, attributes }) => join(header.ifindex, header.family, attributes.dst),
  fdb: (item) => fdbKey(item),
  nsid: ({ attributes }) => `${attributes.nsid}`,
  route: (item) => `${routeGroup(item)} ${routeSlot(item)}`,
};

/** linux/neighbour.h: in the link's own database, not in that of its master. */
const NTF_SELF = 0x02;

/**
 * A bridge has an address once in a VLAN: where it is heard at another port, the kernel tells of the new one alone, and of
 * a port's own it says the bridge's index when the port leaves (br_fdb.c). So does a VXLAN with where an address is; only
 * groups, and all zeros, have several destinations (vxlan_core.c).
 */
function fdbKey({ header: { ifindex, flags, type }, attributes }: Items["fdb"]): string {
  const { lladdr = "", vlan, srcVni, master, dst, port, vni, ifindex: via, nhId } = attributes;
  if (master !== undefined && (flags & NTF_SELF) === 0) return join("master", master, lladdr, vlan);
  // Old kernels tell of a VXLAN's once more, without a destination (rtnl_fdb_add of 6.1): that has no type.
  const known = ["self", ifindex, type, master, lladdr, vlan, srcVni];
  return isGroup(lladdr) ? join(...known, dst, port, vni, via, nhId) : join(...known);
}

function isGroup(lladdr: string): boolean {
  return (Number.parseInt(lladdr, 16) & 1) === 1 || /^[0:]*$/.test(lladdr);
}

/** What names an item among those of its subject and namespace, as text. */
export function keyOf<S extends Subject>(subject: S, item: Items[S]): string {
  return (keys[subject] as (item: Items[S]) => string)(item);
}

/** Routes to one destination, of one preference: NLM_F_REPLACE replaces one of these. */
export function routeGroup({ header, attributes }: Items["route"]): string {
  const { family, dstLen, srcLen, tos, table } = header;
  const { dst, src, priority } = attributes;
  return join(family, attributes.table ?? table, dst, dstLen, src, srcLen, tos, priority);
}

/**
 * One route among them. Those of IPv6 with gateways are one route with several nexthops, of which messages may name only
 * some; else links tell them apart (ip6_fib.c). Those of IPv4 are different if anything is (fib_trie.c).
 */
export function routeSlot({ header, attributes }: Items["route"]): string {
  const { nhId, multipath, gateway, via, oif } = attributes;
  if (header.family === AF_INET6) {
    if (nhId !== undefined) return `nexthop ${nhId}`;
    return multipath !== undefined || gateway !== undefined || via !== undefined ? GATEWAYS : `link ${oif}`;
  }
  // The flags say whether a nexthop works at the moment.
  const { flags: _, ...fixed } = header;
  const legs = multipath?.map(({ flags: _, ...leg }) => leg);
  return json({ header: fixed, attributes: { ...attributes, multipath: legs } });
}

/** The slot of an IPv6 route with gateways. */
export const GATEWAYS = "gateways";

function join(...parts: readonly unknown[]): string {
  return parts.map((part) => part ?? "").join(" ");
}

function json(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? `${part}n` : part));
}
