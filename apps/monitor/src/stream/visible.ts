import type { Named } from "./records.js";

/** C0, DEL, C1, and the marks that turn the direction of text (Unicode, "Bidirectional Controls"). */
const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from the kernel, on one line and without anything that a terminal may obey: those stand as escapes of C's. */
export function visible(text: string): string {
  return text.replace(OBEYED, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });
}

/** JSON with the same characters escaped: in JSON they are in strings only. */
export function visibleJson(json: string): string {
  return json.replace(OBEYED, (character) => `\\u${hex(character.charCodeAt(0), 4)}`);
}

/** A name that is not UTF-8 is shown byte by byte. */
export function visibleName({ name, rawName }: Named): string {
  if (isText({ name, rawName })) return visible(name);
  const bytes = String.fromCharCode(...rawName);
  return visible(bytes.replace(/[\x80-\xff]/g, (byte) => `\\x${hex(byte.charCodeAt(0), 2)}`));
}

/** Whether the name is all that there is to it: that it is UTF-8. */
export function isText({ name, rawName }: Named): boolean {
  return !name.includes("\ufffd") || String(new TextEncoder().encode(name)) === String(Uint8Array.from(rawName));
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, "0");
