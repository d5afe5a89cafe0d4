import { isPair } from "../stream/kinds.js";
import { beneath, isPort, type Port, Ports } from "./ends.js";
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
  const ports = new Ports(world);
  const edges = [
    ...peersOf(ports),
    ...ports.all.flatMap((port) => masterOf(ports, port)),
    ...ports.all.flatMap((port) => lowerOf(ports, port)),
  ];
  known.set(world, { wiring: world.wiring, edges });
  return edges;
}

function masterOf(ports: Ports, port: Port): Edge[] {
  return edge("master", port, ports.get(port.namespace, port.fields.master));
}

function lowerOf(ports: Ports, port: Port): Edge[] {
  const ifindex = beneath(port.fields);
  if (ifindex === undefined || isPair(port.fields)) return [];
  const target = ports.target(port, ifindex);
  return target === port ? [] : edge("lower", port, target);
}

function edge(kind: "master" | "lower", from: Port, to: Port | End | UnknownEnd | undefined): Edge[] {
  if (to === undefined) return [];
  const { namespace, ifindex } = from;
  const end = isPort(to) ? { namespace: to.namespace, ifindex: to.ifindex } : to;
  return [{ id: `${kind}:${namespace}/${ifindex}`, kind, from: { namespace, ifindex }, to: end }];
}
