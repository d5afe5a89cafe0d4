import { isUtf8 } from "node:buffer";

/**
 * Names and arguments are bytes, and most are text. Here they are strings in which each byte that is not UTF-8 stands
 * as half a surrogate pair, U+DC80 to U+DCFF: what Python does (PEP 383). No text has such a half, so it is told apart,
 * and nothing is lost on the way to the kernel or to a pipe.
 */
const ESCAPED = /[\u{dc80}-\u{dcff}]/u;
const EACH_ESCAPED = /([\u{dc80}-\u{dcff}])/u;
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
  if (isTerminal && visible(word) !== word) return `$'${visible(word.replaceAll(/[\\']/g, "\\$&"))}'`;
  return /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * C0, DEL, C1, and the marks that turn the direction of text (Unicode, "Bidirectional Controls"). Not by the property
 * Cc: looking that up takes longer than all else that the program does before it begins.
 */
const OBEYED = "\\0-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";
const EACH_OBEYED = new RegExp(`[${OBEYED}\\u{dc80}-\\u{dcff}]`, "gu");
const EACH_OBEYED_IN_JSON = new RegExp(`(?!\\n)[${OBEYED}]`, "gu");
const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u001b": "\\e" };

/** A word for people: each byte that is not UTF-8, and each character that a terminal may obey, as an escape of C's. */
export function visible(word: string): string {
  return word.replace(EACH_OBEYED, (character) => {
    const code = character.charCodeAt(0);
    if (code >= ESCAPE) return `\\x${(code - ESCAPE).toString(16)}`;
    return SHORT[character] ?? (code < 0x80 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
  });
}

/** The same in JSON, where control characters but the line ends between its parts are in strings only. */
export function escapeJson(json: string): string {
  return json.replace(EACH_OBEYED_IN_JSON, (character) => `\\u${hex(character.charCodeAt(0), 4)}`);
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, "0");
