import { isUtf8 } from "node:buffer";
import { visible } from "@netns/core/visible";

/**
 * Names and arguments are bytes, and most are text. Here they are strings in which each byte that is not UTF-8 stands
 * as half a surrogate pair, U+DC80 to U+DCFF: what Python does (PEP 383). No text has such a half, so it is told apart,
 * and nothing is lost on the way to the kernel or to a pipe.
 */
const ESCAPED = /[\u{dc80}-\u{dcff}]/u;
const EACH_ESCAPED = /([\u{dc80}-\u{dcff}])/gu;
const ESCAPE = 0xdc00;

/** How many bytes UTF-8 takes for a character that begins with this one (RFC 3629). */
function lengthOf(first: number): number {
  if (first < 0xc0) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/** Bytes as a word. */
export function fromBytes(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString();
  let word = "";
  for (let at = 0; at < buffer.length; ) {
    const first = buffer[at] as number;
    const character = buffer.subarray(at, at + lengthOf(first));
    const isCharacter = isUtf8(character);
    word += isCharacter ? character.toString() : String.fromCharCode(ESCAPE + first);
    at += isCharacter ? character.length : 1;
  }
  return word;
}

/** What libraries take for a word: itself, or bytes where it is no text. */
export function toBytes(word: string): string | Buffer {
  return ESCAPED.test(word) ? encode(word) : word;
}

/** The bytes of words, as they are written. */
export function encode(text: string): Buffer {
  if (!ESCAPED.test(text)) return Buffer.from(text);
  return Buffer.concat(
    text
      .split(EACH_ESCAPED)
      .map((part) => (ESCAPED.test(part) ? Buffer.of(part.charCodeAt(0) - ESCAPE) : Buffer.from(part))),
  );
}

/** A name as a library gives it: its text has U+FFFD where it is none. */
export function wordOf({ name, rawName }: { readonly name: string; readonly rawName: Uint8Array }): string {
  return name.includes("\ufffd") ? fromBytes(rawName) : name;
}

/** Puts words back into a message that shows them with U+FFFD for what is not UTF-8. */
export function restoreWords(message: string, words: readonly string[]): string {
  if (!message.includes("\ufffd")) return message;
  return words
    .filter((word) => ESCAPED.test(word))
    .reduce((text, word) => text.replaceAll(encode(word).toString(), () => word), message);
}

/** A word as it is typed in a shell; to be shown on a terminal, with escapes that bash, ksh and zsh understand. */
export function quoted(word: string, isTerminal = false): string {
  if (isTerminal && visibleWord(word) !== word) return `$'${visibleWord(word.replaceAll(/[\\']/g, "\\$&"))}'`;
  return /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A word for people: each byte that is not UTF-8, and each character that a terminal may obey, as an escape of C's. */
export function visibleWord(word: string): string {
  return visible(word.replace(EACH_ESCAPED, (half) => `\\x${(half.charCodeAt(0) - ESCAPE).toString(16)}`));
}
