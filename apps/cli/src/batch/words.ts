import { type Failure, refusal } from "../failure.js";

/** With the end mark that ip(8) needs, its 512. */
const MOST_WORDS = 511;

/** A quoted word, whose closing quote may be missing, or a plain one. What is between them are blanks. */
const WORD = /"([^"]*)("?)|'([^']*)('?)|[^ \t\r\n]+/g;
/** Most lines have no quotes: then this takes a fifth of the time. */
const PLAIN = /[^ \t\r\n]+/g;

/**
 * Splits a line of a batch into words as ip(8) does: a quote counts at the beginning of a word only, the word ends at
 * the next such quote, and nothing is an escape in it.
 *
 * @throws Failure with status 1
 */
export function splitWords(line: string): string[] {
  if (!/["']/.test(line)) return checked(line.match(PLAIN) ?? []);
  const words: string[] = [];
  for (const [plain, double, doubleEnd, single, singleEnd] of line.matchAll(WORD)) {
    if (words.length === MOST_WORDS) throw tooMany();
    if ((doubleEnd ?? singleEnd) === "") throw refusal("Unterminated quoted string");
    words.push(double ?? single ?? plain);
  }
  return words;
}

function checked(words: string[]): string[] {
  if (words.length > MOST_WORDS) throw tooMany();
  return words;
}

function tooMany(): Failure {
  return refusal("Too many arguments to command");
}
