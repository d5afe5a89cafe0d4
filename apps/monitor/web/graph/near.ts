import type { Selection } from "../selection.js";
import { boxId, nodeId } from "./model.js";
import type { Scene } from "./scene.js";

/** What stands out when something is selected, by ids; undefined: nothing does. */
export interface Near {
  readonly selected: string;
  /** What is selected, what is in it, the lines at it, and what these lead to. */
  readonly all: ReadonlySet<string>;
}

export function nearOf({ boxes, nodes, lines }: Scene, selection: Selection | undefined): Near | undefined {
  if (selection === undefined) return undefined;
  const { namespace, link } = selection;
  const selected = link === undefined ? boxId(namespace) : nodeId(namespace, link);
  if (!boxes.has(selected) && !nodes.has(selected)) return undefined;
  const isIn = (id: string) => id === selected || nodes.get(id)?.box === selected;
  const all = new Set([selected]);
  const add = (id: string) => {
    all.add(id);
    all.add(nodes.get(id)?.box ?? id);
  };
  for (const id of nodes.keys()) if (isIn(id)) add(id);
  for (const { id, source, target } of lines.values()) {
    if (!isIn(source) && !isIn(target)) continue;
    all.add(id);
    add(source);
    add(target);
  }
  return { selected, all };
}

/** What is to be dimmed. What is in a box that is dimmed is so without being told. */
export function dimOf({ boxes, nodes, lines }: Scene, near: Near | undefined): ReadonlySet<string> {
  if (near === undefined) return new Set();
  const { all } = near;
  const far = [...boxes.keys(), ...lines.keys()].filter((id) => !all.has(id));
  const inNearBoxes = [...nodes.values()].filter(({ id, box }) => all.has(box) && !all.has(id)).map(({ id }) => id);
  return new Set([...far, ...inNearBoxes]);
}
