/** No object of any tool: its refusal, in its own words and with the line's number, ends the output of the line before. */
export const NOTHING = "no-such-object";

/** All that a tool says of one line of its batch. */
export interface Answer {
  readonly output: string;
  readonly failed: boolean;
  /** What it has said of later lines. */
  readonly rest: string;
}

/**
 * Finds it in what the tool has said so far; undefined as long as there may come more of it.
 *
 * @param line The number of the command's line; that behind it asks for `NOTHING`.
 */
export function answerTo(line: number, said: string): Answer | undefined {
  // Not at the beginning of a line: what is said last need not end with a newline.
  const end = new RegExp(`Object "${NOTHING}" is unknown.*\\nCommand failed -:${line + 1}\\n`);
  const found = end.exec(said);
  if (found === null) return undefined;
  const output = said.slice(0, found.index);
  const rest = said.slice(found.index + found[0].length);
  return { output, failed: output.includes(`Command failed -:${line}\n`), rest };
}
