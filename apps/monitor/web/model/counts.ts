import type { World } from "../../src/topology/world.js";
import { stateOf } from "./link-state.js";

/** What the head of the page says. */
export interface Counts {
  readonly namespaces: number;
  readonly links: number;
  readonly up: number;
  /** Set down, or set up and without a carrier. */
  readonly down: number;
}

export function countsOf(world: World): Counts {
  let links = 0;
  let up = 0;
  for (const { things } of world.namespaces.values()) {
    links += things.link.size;
    for (const link of things.link.values()) if (stateOf(link) === "up") up += 1;
  }
  return { namespaces: world.namespaces.size, links, up, down: links - up };
}
