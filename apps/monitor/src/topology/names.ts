import { visible, visibleName } from "../stream/visible.js";
import type { WireWhere } from "../wire.js";

/** What a namespace is told by, as a key. No name has a slash. */
export function whereKey({ namespace, raw }: WireWhere): string {
  if (namespace === undefined) return "/own";
  return raw === undefined ? namespace : `/${raw}`;
}

/** A name as it is shown to people, as in a namespace's `names`. @param raw Hexadecimal, where it is not UTF-8. */
export function shownName(name: string, raw: string | undefined): string {
  if (raw === undefined) return visible(name);
  const bytes = raw.match(/../g) ?? [];
  return visibleName({ name, rawName: Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)) });
}
