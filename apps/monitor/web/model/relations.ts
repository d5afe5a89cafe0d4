import type { Edge, End, NamespaceKey, UnknownEnd, World } from "../../src/topology/world.js";
import type { Selection } from "../selection.js";
import { linkTitle, titleOf } from "./names.js";

/** How something belongs to a link, from the link's side. */
export type Role = "namespace" | "peer" | "master" | "port" | "lower" | "upper";

/** The namespace that a link is in, or another link that it belongs together with. */
export interface Relation {
  readonly role: Role;
  readonly title: string;
  /** Where it is; undefined: in a namespace that is not known. */
  readonly selection: Selection | undefined;
}

/** In the order of their roles. */
export function relationsOf(
  world: World,
  edges: readonly Edge[],
  namespace: NamespaceKey,
  ifindex: number,
): Relation[] {
  const isThis = (end: End | UnknownEnd) => !isUnknown(end) && end.namespace === namespace && end.ifindex === ifindex;
  const relations = edges.flatMap((edge): Relation[] => {
    if (isThis(edge.from)) return [relation(world, edge.kind, edge.to, namespace)];
    return isThis(edge.to) ? [relation(world, reverse[edge.kind], edge.from, namespace)] : [];
  });
  const home = world.namespaces.get(namespace);
  if (home !== undefined) relations.push({ role: "namespace", title: titleOf(home), selection: { namespace } });
  return relations.sort((one, other) => roles.indexOf(one.role) - roles.indexOf(other.role));
}

const roles: readonly Role[] = ["namespace", "peer", "master", "lower", "upper", "port"];

const reverse = { peer: "peer", master: "port", lower: "upper" } as const;

function isUnknown(end: End | UnknownEnd): end is UnknownEnd {
  return "nsid" in end;
}

function relation(world: World, role: Role, end: End | UnknownEnd, from: NamespaceKey): Relation {
  if (isUnknown(end)) {
    const link = end.ifindex === undefined ? "" : `if${end.ifindex} `;
    return { role, title: `${link}in a namespace without a name (nsid ${end.nsid})`, selection: undefined };
  }
  const there = world.namespaces.get(end.namespace);
  const link = linkTitle(there, end.ifindex);
  const where = end.namespace === from || there === undefined ? "" : ` in ${titleOf(there)}`;
  return { role, title: `${link}${where}`, selection: { namespace: end.namespace, link: end.ifindex } };
}
