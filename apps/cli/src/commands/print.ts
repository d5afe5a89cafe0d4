import type { Context } from "../context.js";
import { formatRecords, type JsonRecord, wordFields } from "../json.js";

/** Whether to print JSON where ip(8) knows none: under its name we print what it prints. */
export function hasOwnJson({ settings, program }: Context): boolean {
  return settings.json && program === "netns";
}

/** Prints objects as one JSON array. */
export function printJson(records: readonly JsonRecord[], { settings, out }: Context): void {
  out.json(formatRecords(records, settings.pretty));
}

/** What was done, for programs: in JSON the name, and what else is known of it. Silent otherwise, as ip(8). */
export function confirm(name: string, context: Context, facts: JsonRecord = {}): void {
  if (hasOwnJson(context)) printJson([{ ...wordFields(name), ...facts }], context);
}
