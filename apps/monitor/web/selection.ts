import type { NamespaceKey } from "../src/topology/world.js";

/** What of the page is looked at: a namespace, or a link in it. */
export interface Selection {
  readonly namespace: NamespaceKey;
  /** Its ifindex; absent: the namespace itself. */
  readonly link?: number | undefined;
}

/** Whether both are the same thing. */
export function isSame(one: Selection | undefined, other: Selection | undefined): boolean {
  return one?.namespace === other?.namespace && one?.link === other?.link;
}
