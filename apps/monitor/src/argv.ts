import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";

/** In a word that is no UTF-8 each byte beyond ASCII stands as half a surrogate pair, which no text has (as in PEP 383). */
const ESCAPE = 0xdc00;

/**
 * The words of the command line. In `process.argv` U+FFFD stands for what is not UTF-8; /proc/self/cmdline has the bytes.
 *
 * @throws an error of node:fs when there is such a word and /proc cannot be read.
 */
export function argumentWords(): string[] {
  const words = process.argv.slice(2);
  if (!words.some((word) => word.includes("\ufffd"))) return words;
  // Node's own options stand before ours; each word ends with a null byte, proc(5).
  const raw = readFileSync("/proc/self/cmdline", "latin1").split("\0").slice(0, -1).slice(-words.length);
  return raw.map((word) => wordOf(Buffer.from(word, "latin1")));
}

export function wordOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  return bytes.toString("latin1").replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(ESCAPE + byte.charCodeAt(0)));
}

/** The bytes of a word. */
export function bytesOfWord(word: string): Buffer {
  if (!/[\u{dc80}-\u{dcff}]/u.test(word)) return Buffer.from(word);
  const bytes = word.replace(/[\u{dc80}-\u{dcff}]/gu, (half) => String.fromCharCode(half.charCodeAt(0) - ESCAPE));
  return Buffer.from(bytes, "latin1");
}
