import { fromBytes } from "../words.js";
import { splitWords } from "./words.js";

const NEWLINE = 0x0a;

/** The lines of what comes in pieces, each with its newline; a line is there as soon as its newline is. */
export function* readLines(pieces: Iterable<Uint8Array>): Generator<string, undefined> {
  const begun: Uint8Array[] = [];
  for (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      const rest = piece.subarray(start, end + 1);
      yield fromBytes(begun.length === 0 ? rest : Buffer.concat([...begun.splice(0), rest]));
      start = end + 1;
    }
    // A copy, which a Buffer's slice is not: whoever reads may use the piece's memory again.
    if (start < piece.length) begun.push(Uint8Array.from(piece.subarray(start)));
  }
  if (begun.length > 0) yield fromBytes(Buffer.concat(begun));
}

/** A command of a batch. */
export interface BatchCommand {
  /** At least one. */
  readonly words: readonly string[];
  /** Of its last line, from 1. */
  readonly lineNumber: number;
}

/**
 * The commands in lines: without comments and blank lines, and with lines joined that a backslash continues. As in
 * ip(8) a comment begins at any `#`, quoted or not, and takes a backslash behind it along; the first NUL ends a line.
 *
 * @param onMissingLine Called instead of the last command when its continuation is not there.
 * @throws Failure as `splitWords`
 */
export function* readCommands(lines: Iterator<string>, onMissingLine: () => void): Generator<BatchCommand> {
  let lineNumber = 0;
  const next = () => {
    const { done, value } = lines.next();
    if (done) return undefined;
    lineNumber++;
    return (value as string).replace(/[#\0].*/s, "");
  };
  for (let line = next(); line !== undefined; line = next()) {
    while (line.endsWith("\\\n")) {
      const continuation = next();
      if (continuation === undefined) {
        onMissingLine();
        return;
      }
      line = line.slice(0, -2) + continuation;
    }
    const words = splitWords(line);
    if (words.length > 0) yield { words, lineNumber };
  }
}
