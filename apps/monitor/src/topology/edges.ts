import { isPair } from "../stream/kinds.js";
import { beneath, isKnown, type WorldLink, WorldLinks } from "./ends.js";
import { peersOf } from "./peers.js";
import type { Edge, End, UnknownEnd, World } from "./world.js";

/** The edges of each world, as of its `wiring`. */
const known = new WeakMap<World, { readonly wiring: number; readonly edges: readonly Edge[] }>();

/**
 * How all links of a world belong together. The same array as last time, unless something has changed that may concern
 * edges: to be called as often as one likes.
 */
export function edgesOf(world: World): readonly Edge[] {
  const last = known.get(world);
  if (last?.wiring === world.wiring) return last.edges;
  const links = new WorldLinks(world);
  const edges = [
    ...peersOf(links),
    ...links.all.flatMap((link) => masterOf(links, link)),
    ...links.all.flatMap((link) => lowerOf(links, link)),
  ];
  known.set(world, { wiring: world.wiring, edges });
  return edges;
}

function masterOf(links: WorldLinks, link: WorldLink): Edge[] {
  return edge("master", link, links.get(link.namespace, link.fields.master));
}

function lowerOf(links: WorldLinks, link: WorldLink): Edge[] {
  const ifindex = beneath(link.fields);
  if (ifindex === undefined || isPair(link.fields)) return [];
  const target = links.target(link, ifindex);
  return target === link ? [] : edge("lower", link, target);
}

function edge(kind: "master" | "lower", from: WorldLink, to: WorldLink | End | UnknownEnd | undefined): Edge[] {
  if (to === undefined) return [];
  const { namespace, ifindex } = from;
  const end = isKnown(to) ? { namespace: to.namespace, ifindex: to.ifindex } : to;
  return [{ id: `${kind}:${namespace}/${ifindex}`, kind, from: { namespace, ifindex }, to: end }];
}
