import type { Bytes } from "@netns/syscall";

/** Half a pair of surrogates: no character, and no bytes of UTF-8. */
const HALF = /[\ud800-\udfff]/gu;

/** A name, or a path, as text for people: U+FFFD for what is not UTF-8, and for half a pair of surrogates. */
export function nameText(name: Bytes): string {
  if (typeof name === "string") return name.replace(HALF, "\uFFFD");
  return (Buffer.isBuffer(name) ? name : Buffer.from(name)).toString();
}
