import type { World } from "../../src/topology/world.js";
import { boxId, nodeId } from "./model.js";
import type { Visible } from "./outline-items.js";
import type { Scene } from "./scene.js";

/** What the filter leaves out, by ids: boxes with all that is in them; links that leave their place empty, and their lines. */
export interface Hidden {
  readonly hidden: ReadonlySet<string>;
  readonly faded: ReadonlySet<string>;
}

/** A namespace without a name is shown as long as something that leads to it is. */
export function hiddenOf(scene: Scene, world: World, visible: Visible): Hidden {
  const hidden = new Set<string>();
  const faded = new Set<string>();
  for (const namespace of world.namespaces.values()) {
    if (!visible.namespace(namespace)) hidden.add(boxId(namespace.key));
    for (const link of namespace.things.link.values())
      if (!visible.link(namespace, link)) faded.add(nodeId(namespace.key, link.ifindex));
  }
  const isShown = (id: string) => !faded.has(id) && !hidden.has(scene.nodes.get(id)?.box ?? "");
  const reached = new Set<string | undefined>();
  for (const { source, target } of scene.lines.values()) {
    if (isShown(source)) reached.add(scene.nodes.get(target)?.box);
  }
  for (const { id, kind } of scene.boxes.values()) if (kind === "elsewhere" && !reached.has(id)) hidden.add(id);
  const there = (id: string) => scene.boxes.has(id) || scene.nodes.has(id) || scene.lines.has(id);
  // A line to a node that is not seen is drawn all the same.
  for (const { id, source, target } of scene.lines.values()) if (faded.has(source) || faded.has(target)) faded.add(id);
  return { hidden: new Set([...hidden].filter(there)), faded: new Set([...faded].filter(there)) };
}
