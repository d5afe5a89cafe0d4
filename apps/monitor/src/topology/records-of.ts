import { insideKinds } from "../stream/kinds.js";
import type { WireRecord } from "../wire.js";
import type { MutableNamespace, MutableWorld } from "./mutable-world.js";

const version = 1;

/** Records that lead to the same world from an empty one; the last one is the end of the snapshot, if it has been told. */
export function recordsOf(world: MutableWorld): WireRecord[] {
  const { names, nsids, namespaces, end } = world;
  return [
    ...[...names.values()].map((name): WireRecord => ({ version, type: "name-present", ...name })),
    ...[...nsids.values()].map((nsid): WireRecord => ({ version, type: "nsid-present", ...nsid })),
    ...[...namespaces.values()].flatMap(recordsOfNamespace),
    ...(end === undefined ? [] : [{ version, type: "snapshot-end", ...end } as const]),
  ];
}

function recordsOfNamespace(namespace: MutableNamespace): WireRecord[] {
  const { names, device, inode, notWatched, where, isTold } = namespace;
  if (device === undefined || inode === undefined) {
    return notWatched === undefined ? [] : [{ version, type: "not-watched", ...where, reason: notWatched }];
  }
  return [
    { version, type: "namespace-present", ...where, device, inode, names },
    ...insideKinds.flatMap((kind) => thingsOf(namespace, kind)),
    ...(isTold ? [{ version, type: "snapshot-end", ...where, complete: true } as const] : []),
  ];
}

function thingsOf({ things, where }: MutableNamespace, kind: (typeof insideKinds)[number]): WireRecord[] {
  const type = `${kind}-present`;
  return [...things[kind]].map(([id, fields]) => ({ version, type, ...where, id, ...fields }) as WireRecord);
}
