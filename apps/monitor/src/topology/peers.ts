import { isPair } from "../stream/kinds.js";
import { isKnown, type WorldLink, type WorldLinks } from "./ends.js";
import type { Edge, End, UnknownEnd } from "./world.js";

type Target = WorldLink | End | UnknownEnd | undefined;

/**
 * The pairs. What an end says of the other one may be old: when that moves, the kernel tells it in the namespaces that it
 * leaves and enters, but not in that of the end that stays. So of what contradicts the most certain wins: ends that say it
 * of each other; then what is said of an end that says nothing of another one that is there; then of any. No end is in
 * two pairs.
 */
export function peersOf(links: WorldLinks): Edge[] {
  const pairs = links.all.filter(({ fields }) => isPair(fields));
  const targets = new Map<WorldLink, Target>(pairs.map((link) => [link, targetOf(links, link)]));
  const paired = new Set<WorldLink>();
  const edges: Edge[] = [];
  const open = () => pairs.filter((link) => !paired.has(link)).sort(compare);
  const join = (isCertain: (link: WorldLink, target: WorldLink) => boolean, among: readonly WorldLink[]) => {
    for (const link of among) {
      const target = targets.get(link);
      if (!isKnown(target) || paired.has(link) || paired.has(target) || !targets.has(target)) continue;
      if (target === link || !isCertain(link, target)) continue;
      paired.add(link).add(target);
      edges.push(pairEdge(link, target));
    }
  };
  join((link, target) => targets.get(target) === link, pairs);
  const rest = open();
  join((_, target) => targets.get(target) === undefined, rest);
  join(() => true, rest);
  for (const link of open()) {
    const target = targets.get(link);
    // Not with what is in a pair already, nor with what cannot be in one.
    if (target !== undefined && !isKnown(target)) edges.push({ ...single(link), to: target });
  }
  return edges;
}

function targetOf(links: WorldLinks, from: WorldLink): Target {
  // Before Linux 5.12 it was left out where both ends have the same index.
  const { link = from.fields.linkNetnsid === undefined ? undefined : from.ifindex } = from.fields;
  return link === undefined || link === 0 ? undefined : links.target(from, link);
}

function pairEdge(a: WorldLink, b: WorldLink): Edge {
  const [from, to] = compare(a, b) < 0 ? [a, b] : [b, a];
  return { id: `peer:${named(from)}=${named(to)}`, kind: "peer", from: endOf(from), to: endOf(to) };
}

function single(link: WorldLink): Pick<Edge, "id" | "kind" | "from"> {
  return { id: `peer:${named(link)}`, kind: "peer", from: endOf(link) };
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
