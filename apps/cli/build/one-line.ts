/** What the shell's grammar has no semicolon behind: a pattern of `case` (its line has no opening bracket), and these. */
const GOES_ON = /(^[^(]*\)|\{|;;|\b(do|then|else|in))$/;

/**
 * A shell script in one line, without its comments. A line is a comment, a command, or the beginning of one that ends
 * with a word of the grammar; here-documents it cannot have.
 */
export function oneLine(script: string): string {
  const lines = script
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return lines.map((line, at) => (at === lines.length - 1 || GOES_ON.test(line) ? line : `${line};`)).join(" ");
}
