import { readFileSync } from "node:fs";
import { fromBytes } from "./words.js";

/**
 * The words of the command line, as words.ts has them. In `process.argv` U+FFFD stands for whatever is not UTF-8, and
 * for itself; /proc/self/cmdline has the bytes.
 *
 * @throws an error of node:fs when there is such a word and /proc cannot be read.
 */
export function argumentWords(): string[] {
  const words = process.argv.slice(2);
  if (!words.some((word) => word.includes("\ufffd"))) return words;
  return lastWords(readFileSync("/proc/self/cmdline"), words.length);
}

/** From behind, because Node's own options stand before ours, and `process.argv` lacks them. */
export function lastWords(cmdline: Buffer, count: number): string[] {
  // Each ends with a null byte: proc(5). Latin 1 has a character for each byte.
  const words = cmdline.toString("latin1").split("\0").slice(0, -1);
  return words.slice(words.length - count).map((word) => fromBytes(Buffer.from(word, "latin1")));
}
