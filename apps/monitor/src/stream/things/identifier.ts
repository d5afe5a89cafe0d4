import { createHash } from "node:crypto";
import { type Items, keyOf, type Subject } from "@netns/rtnetlink";

/** A longer one is replaced by its hash. */
const LONGEST = 40;

/**
 * What a thing is the same thing by, among those of its kind in its namespace: the kernel's own key, as rtnetlink has it.
 * Of a long one (a rule's, an IPv4 route's) the first 128 bits of SHA-256, which do not collide in practice; "#" tells
 * the one from the other.
 */
export function idOf<S extends Subject>(subject: S, item: Items[S]): string {
  const key = keyOf(subject, item);
  if (key.length <= LONGEST) return key;
  return `#${createHash("sha256").update(key).digest("base64url").slice(0, 22)}`;
}
