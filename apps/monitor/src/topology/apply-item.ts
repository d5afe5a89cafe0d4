import { type InsideKind, insideKinds } from "../stream/kinds.js";
import type { Fields } from "../stream/records.js";
import type { WireItem } from "../wire.js";
import { type Dirty, NOTHING } from "./apply-namespace.js";
import { type MutableWorld, namespaceAt } from "./mutable-world.js";

/** Sets a thing, or takes it away. */
export function applyItem(world: MutableWorld, record: WireItem): Dirty {
  const namespace = namespaceAt(world, record);
  if (namespace === undefined) return NOTHING;
  const [kind, change] = record.type.split("-") as [InsideKind, string];
  // There may be new kinds without a new version.
  if (!insideKinds.includes(kind)) return NOTHING;
  const things: Map<string, unknown> = namespace.things[kind];
  const before = things.get(record.id);
  const after = change === "deleted" ? undefined : fieldsOf(record);
  if (isSame(before, after)) return NOTHING;
  if (after === undefined) things.delete(record.id);
  else things.set(record.id, after);
  if (kind === "link" && isWiredAnew(before, after)) world.wiring++;
  return new Set([namespace.key]);
}

/** What a record says of the thing itself. */
function fieldsOf(record: WireItem & { readonly version?: number; readonly time?: string }): object {
  const { version: _, time: _1, type: _2, namespace: _3, raw: _4, own: _5, id: _6, ...fields } = record;
  return fields;
}

/** What of a link leads to edges. */
const WIRING: readonly (keyof Fields["link"])[] = [
  ...(["ifindex", "kind", "master", "link", "lower"] as const),
  ...(["linkNetnsid", "linkNetnsDevice", "linkNetnsInode", "linkNetns", "linkNetnsRaw", "linkNetnsOwn"] as const),
];

function isWiredAnew(before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) return true;
  const [old, now] = [before, after] as Fields["link"][];
  return WIRING.some((field) => old?.[field] !== now?.[field]);
}

/** Whether both are the same JSON, for which neither is made: what is undefined is not there. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const [one, other] = [a, b] as Readonly<Record<string, unknown>>[];
  return [...Object.keys(a), ...Object.keys(b)].every((key) => isSame(one?.[key], other?.[key]));
}
