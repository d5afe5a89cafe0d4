import { toBytes, wordOf } from "./words.js";

/** A JSON object of plain values, in the order in which they are to be shown; undefined ones are left out. */
export type JsonRecord = Readonly<Record<string, string | number | undefined>>;

/** An array of objects in the exact shape that `ip -j` gives it, or `ip -j -p`. */
export function formatRecords(records: readonly JsonRecord[], pretty: boolean): string {
  const objects = records.map((record) => fieldsOf(record, pretty));
  if (!pretty) return `[${objects.map((fields) => `{${fields.join(",")}}`).join(",")}]`;
  if (objects.length === 0) return "[ ]";
  return `[ ${objects.map((fields) => `{\n${fields.map((field) => `        ${field}`).join(",\n")}\n    }`).join(",")} ]`;
}

/** One object, on one line. */
export function formatRecord(record: JsonRecord): string {
  return `{${fieldsOf(record, false).join(",")}}`;
}

function fieldsOf(record: JsonRecord, pretty: boolean): string[] {
  return Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${quote(key)}:${pretty ? " " : ""}${typeof value === "string" ? quote(value) : value}`);
}

/** A name's fields: `raw`, its bytes in hex, only where they are not UTF-8, and the text thus shows U+FFFD for some. */
export function nameFields(name: { readonly name: string; readonly rawName: Uint8Array }): JsonRecord {
  return wordFields(wordOf(name));
}

/** The same for a word. */
export function wordFields(word: string): JsonRecord {
  const bytes = toBytes(word);
  return typeof bytes === "string" ? { name: word } : { name: bytes.toString(), raw: bytes.toString("hex") };
}

/** JSON.stringify leaves DEL as it is; a terminal may not, and new versions of `ip` do not. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}
