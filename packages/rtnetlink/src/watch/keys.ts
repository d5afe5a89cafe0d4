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
  fdb: ({ header, attributes: { lladdr, vlan, dst, port, vni, srcVni, ifindex, nhId, master } }) =>
    join(header.ifindex, header.flags & NTF_SELF, master, lladdr, vlan, srcVni, dst, port, vni, ifindex, nhId),
  nsid: ({ attributes }) => `${attributes.nsid}`,
  route: (item) => `${routeGroup(item)} ${routeSlot(item)}`,
};

/** linux/neighbour.h: in the link's own database, not in that of its master. */
const NTF_SELF = 0x02;

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
