/** A JSON object of plain values, in the order in which they are to be shown; undefined ones are left out. */
export type JsonRecord = Readonly<Record<string, string | number | undefined>>;

/** An array of objects in the exact shape that `ip -j` gives it, or `ip -j -p`. */
export function formatRecords(records: readonly JsonRecord[], pretty: boolean): string {
  const objects = records.map((record) =>
    Object.entries(record)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${quote(key)}:${pretty ? " " : ""}${typeof value === "string" ? quote(value) : value}`),
  );
  if (!pretty) return `[${objects.map((fields) => `{${fields.join(",")}}`).join(",")}]`;
  if (objects.length === 0) return "[ ]";
  return `[ ${objects.map((fields) => `{\n${fields.map((field) => `        ${field}`).join(",\n")}\n    }`).join(",")} ]`;
}

/** JSON.stringify leaves DEL as it is; a terminal may not. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}
