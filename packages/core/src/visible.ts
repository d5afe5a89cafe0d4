/**
 * Text of others, for people: names of namespaces may consist of any bytes, and a terminal obeys some. In a file of its
 * own, `@netns/core/visible`, which needs neither Node nor Linux: pages show names too.
 */

/**
 * C0, DEL, C1, and the marks that turn the direction of text (Unicode, "Bidirectional Controls"). Not by the property
 * Cc: looking that up takes longer than all else that a small command does before it begins.
 */
const OBEYED = "\\0-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";
const EACH_OBEYED = new RegExp(`[${OBEYED}]`, "gu");
const EACH_OBEYED_IN_JSON = new RegExp(`(?!\\n)[${OBEYED}]`, "gu");

/**
 * On one line and without anything that a terminal may obey: each such character as an escape of C's, `\x1b` or
 * `\u202e`. A backslash stays as it is: this is to be read, not to be parsed.
 *
 * @example
 * for (const { name } of listNames()) console.log(visible(name));
 */
export function visible(text: string): string {
  return text.replace(EACH_OBEYED, (character) => {
    const code = character.charCodeAt(0);
    // From 0x80 on that would be a byte, for who reads it and for a shell.
    return code < 0x80 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
  });
}

/** JSON with the same characters escaped, which is the same JSON. Line feeds between its parts stay. */
export function visibleJson(json: string): string {
  return json.replace(EACH_OBEYED_IN_JSON, (character) => `\\u${hex(character.charCodeAt(0), 4)}`);
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, "0");
