import { keyOfIdentity } from "../../src/identity-key.js";
import type { MutableWorld } from "../../src/topology/mutable-world.js";
import { shownName, whereKey } from "../../src/topology/names.js";
import type { WireItem, WireNamespace, WireRecord, WireWhere } from "../../src/wire.js";
import { linkTitle, titleOf } from "./names.js";
import { kindOfItem, sentenceOf } from "./sentence.js";
import type { Happening } from "./timeline.js";

/**
 * What a record says, for the timeline. Undefined: nothing that happened, or nothing new.
 *
 * @param world As it was before the record.
 * @param now Milliseconds: of records that do not say when.
 */
export function happeningOf(world: MutableWorld, record: WireRecord, now: number): Happening | undefined {
  const time = record.time === undefined ? now : Date.parse(record.time);
  const happening = withoutTime(world, record);
  return happening && { ...happening, time };
}

type WithoutTime = Omit<Happening, "time">;

function withoutTime(world: MutableWorld, record: WireRecord): WithoutTime | undefined {
  switch (record.type) {
    case "namespace-changed":
      return namespaceChanged(world, record);
    case "namespace-deleted":
      return namespaceDeleted(record);
    case "name-deleted":
      return deletedUnseen(world, shownName(record.name, record.raw));
    case "not-watched":
      return notWatched(world, record, record.reason);
    case "resync":
      return {
        tone: "gap",
        kind: "all",
        where: record.namespace === undefined ? "" : shownName(record.namespace, record.raw),
        text: `events were lost (${record.reason}); what follows may have happened before`,
        selection: undefined,
      };
    case "name-present":
    case "name-added":
    case "nsid-present":
    case "nsid-added":
    case "nsid-deleted":
    case "namespace-present":
    case "snapshot-end":
      return undefined;
    default:
      return itemChanged(world, record);
  }
}

function selectionOf(record: WireNamespace) {
  return { namespace: keyOfIdentity(record) };
}

function nameOf(record: WireNamespace): string {
  return titleOf({ names: record.names, own: record.own === true, key: keyOfIdentity(record) });
}

function namespaceDeleted(record: WireNamespace): WithoutTime {
  const [where, selection] = [nameOf(record), selectionOf(record)];
  return { tone: "removed", kind: "namespace", where, text: "namespace removed", selection };
}

function namespaceChanged(world: MutableWorld, record: WireNamespace): WithoutTime | undefined {
  const before = world.namespaces.get(keyOfIdentity(record));
  const where = nameOf(record);
  const selection = selectionOf(record);
  if (before === undefined) return { tone: "added", kind: "namespace", where, text: "namespace added", selection };
  if (before.names.join("/") === record.names.join("/")) return undefined;
  const text = `namespace is now named ${record.names.join(", ") || "nothing"}`;
  return { tone: "changed", kind: "namespace", where, text, selection };
}

/** What is looked into says itself that it is gone. */
function deletedUnseen(world: MutableWorld, name: string): WithoutTime | undefined {
  const key = `name:${name}`;
  if (world.namespaces.get(key)?.notWatched === undefined) return undefined;
  return { tone: "removed", kind: "namespace", where: name, text: "namespace removed", selection: { namespace: key } };
}

/** It is tried again and again: the same reason is no news. */
function notWatched(world: MutableWorld, { namespace, raw }: WireWhere, reason: string): WithoutTime | undefined {
  if (namespace === undefined) return undefined;
  const where = shownName(namespace, raw);
  const key = `name:${where}`;
  if (world.namespaces.get(key)?.notWatched === reason) return undefined;
  const text = `cannot be looked into: ${reason}`;
  return { tone: "changed", kind: "namespace", where, text, selection: { namespace: key } };
}

function itemChanged(world: MutableWorld, item: WireItem): WithoutTime | undefined {
  const key = world.told.get(whereKey(item));
  const namespace = key === undefined ? undefined : world.namespaces.get(key);
  if (namespace === undefined) return undefined;
  const before = namespace.things[kindOfItem(item)].get(item.id);
  const sentence = sentenceOf(item, before, (ifindex) => linkTitle(namespace, ifindex));
  if (sentence === undefined) return undefined;
  const link = "ifindex" in item && typeof item.ifindex === "number" ? { link: item.ifindex } : {};
  return {
    ...sentence,
    kind: kindOfItem(item),
    where: titleOf(namespace),
    selection: { namespace: namespace.key, ...link },
  };
}
