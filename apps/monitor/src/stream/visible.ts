import { visible } from "@netns/core/visible";
import type { Named } from "./records.js";

export { visible, visibleJson } from "@netns/core/visible";

/** A name that is not UTF-8 is shown byte by byte. */
export function visibleName({ name, rawName }: Named): string {
  if (isText({ name, rawName })) return visible(name);
  const bytes = String.fromCharCode(...rawName);
  return visible(bytes.replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`));
}

/** Whether the name is all that there is to it: that it is UTF-8. */
export function isText({ name, rawName }: Named): boolean {
  return !name.includes("\ufffd") || String(new TextEncoder().encode(name)) === String(Uint8Array.from(rawName));
}
