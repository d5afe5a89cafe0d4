import { isPair } from "../stream/kinds.js";
import { isPort, type Port, type Ports } from "./ends.js";
import type { Edge, End, UnknownEnd } from "./world.js";

type Target = Port | End | UnknownEnd | undefined;

/**
 * The pairs. What an end says of the other one may be old: when that moves, the kernel tells it in the namespaces that it
 * leaves and enters, but not in that of the end that stays. So of what contradicts the most certain wins: ends that say it
 * of each other; then what is said of an end that says nothing of another one that is there; then of any. No end is in
 * two pairs.
 */
export function peersOf(ports: Ports): Edge[] {
  const pairs = ports.all.filter(({ fields }) => isPair(fields));
  const targets = new Map<Port, Target>(pairs.map((port) => [port, targetOf(ports, port)]));
  const paired = new Set<Port>();
  const edges: Edge[] = [];
  const open = () => pairs.filter((port) => !paired.has(port)).sort(compare);
  const join = (isCertain: (port: Port, target: Port) => boolean, among: readonly Port[]) => {
    for (const port of among) {
      const target = targets.get(port);
      if (!isPort(target) || paired.has(port) || paired.has(target) || !targets.has(target)) continue;
      if (target === port || !isCertain(port, target)) continue;
      paired.add(port).add(target);
      edges.push(pairEdge(port, target));
    }
  };
  join((port, target) => targets.get(target) === port, pairs);
  const rest = open();
  join((_, target) => targets.get(target) === undefined, rest);
  join(() => true, rest);
  for (const port of open()) {
    const target = targets.get(port);
    // Not with what is in a pair already, nor with what cannot be in one.
    if (target !== undefined && !isPort(target)) edges.push({ ...single(port), to: target });
  }
  return edges;
}

function targetOf(ports: Ports, port: Port): Target {
  // Before Linux 5.12 it was left out where both ends have the same index.
  const { link = port.fields.linkNetnsid === undefined ? undefined : port.ifindex } = port.fields;
  return link === undefined || link === 0 ? undefined : ports.target(port, link);
}

function pairEdge(a: Port, b: Port): Edge {
  const [from, to] = compare(a, b) < 0 ? [a, b] : [b, a];
  return { id: `peer:${named(from)}=${named(to)}`, kind: "peer", from: endOf(from), to: endOf(to) };
}

function single(port: Port): Pick<Edge, "id" | "kind" | "from"> {
  return { id: `peer:${named(port)}`, kind: "peer", from: endOf(port) };
}

function named({ namespace, ifindex }: End): string {
  return `${namespace}/${ifindex}`;
}

function endOf({ namespace, ifindex }: End): End {
  return { namespace, ifindex };
}

function compare(a: End, b: End): number {
  if (a.namespace !== b.namespace) return a.namespace < b.namespace ? -1 : 1;
  return a.ifindex - b.ifindex;
}
