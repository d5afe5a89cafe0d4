import { keyOfIdentity } from "../identity-key.js";
import type { WireName, WireNotWatched, WireNsid, WireRecord, WireSnapshotEnd } from "../wire.js";
import { applyItem } from "./apply-item.js";
import { complete, type Dirty, deleteNamespace, NOTHING, OWN, setNamespace, settleNames } from "./apply-namespace.js";
import { type MutableWorld, namespaceAt, noThings } from "./mutable-world.js";
import { shownName } from "./names.js";

/**
 * Takes a record into the world. One that says nothing new changes nothing; things of a namespace that has not been told
 * (as "namespace-present" or "namespace-changed") are left out.
 */
export function apply(world: MutableWorld, record: WireRecord): Dirty {
  switch (record.type) {
    case "name-present":
    case "name-added":
    case "name-deleted":
      return applyName(world, record);
    case "nsid-present":
    case "nsid-added":
    case "nsid-deleted":
      return applyNsid(world, record);
    case "namespace-present":
    case "namespace-changed":
      return setNamespace(world, record);
    case "namespace-deleted":
      return deleteNamespace(world, keyOfIdentity(record));
    case "snapshot-end":
      return applyEnd(world, record);
    case "not-watched":
      return applyNotWatched(world, record);
    case "resync":
      // What was lost follows as changes.
      return NOTHING;
    default:
      return applyItem(world, record);
  }
}

function applyName(world: MutableWorld, { type, name, raw }: WireName): Dirty {
  const shown = shownName(name, raw);
  if (type === "name-deleted") {
    world.names.delete(shown);
    world.reasons.delete(shown);
  } else {
    world.names.set(shown, { name, raw });
  }
  return settleNames(world, [shown]);
}

function applyNsid(world: MutableWorld, { type, nsid, observer, targetNsid }: WireNsid): Dirty {
  const key = [keyOfIdentity(observer), targetNsid ?? "", nsid].join("/");
  if (type === "nsid-deleted") world.nsids.delete(key);
  else world.nsids.set(key, { nsid, observer, targetNsid });
  return NOTHING;
}

function applyEnd(world: MutableWorld, record: WireSnapshotEnd): Dirty {
  if (record.namespace === undefined && record.own === undefined) {
    world.end = { complete: record.complete };
  } else {
    const namespace = namespaceAt(world, record);
    if (namespace === undefined) return NOTHING;
    namespace.isTold = true;
    world.untold.delete(namespace.key);
  }
  complete(world);
  return NOTHING;
}

function applyNotWatched(world: MutableWorld, { namespace, raw, reason }: WireNotWatched): Dirty {
  if (namespace === undefined) return applyOwnNotWatched(world, reason);
  const shown = shownName(namespace, raw);
  world.reasons.set(shown, reason);
  return settleNames(world, [shown]);
}

function applyOwnNotWatched(world: MutableWorld, reason: string): Dirty {
  if (world.namespaces.get(OWN)?.notWatched === reason) return NOTHING;
  const nothing = { device: undefined, inode: undefined, things: noThings(), isTold: false };
  world.namespaces.set(OWN, { key: OWN, names: [], own: true, notWatched: reason, ...nothing, where: { own: true } });
  return new Set([OWN]);
}
