import { type ListNsidsOptions, listNsids, type NsidEntry } from "@netns/core";
import type { Command, Context } from "../context.js";
import { Failure, usageFailure } from "../failure.js";
import { nameFields } from "../json.js";
import { parseInteger } from "../numbers.js";
import { isNetlinkError, netlinkText } from "../report.js";
import { printUsage } from "../usage.js";
import { wordOf } from "../words.js";
import { printJson } from "./print.js";

export const listId: Command = {
  run(args, context) {
    const { settings, out, paths } = context;
    const { nsid, target } = parse(args, context);
    const found = find({ ...paths, nsid, targetNsid: target }, context);
    // As ip(8): a name is shown for an id that we have, and core knows names of others too.
    const entries = target === undefined ? found : found.map(withoutForeignName);
    if (settings.json) {
      printJson(
        entries.map(({ nsid, currentNsid, names: [name] }) => ({
          nsid,
          "current-nsid": currentNsid,
          ...(name && nameFields(name)),
        })),
        context,
      );
      return 0;
    }
    for (const { nsid, currentNsid, names } of entries) {
      const current = target === undefined ? "" : `current-nsid ${currentNsid ?? "unassigned"} `;
      const name = names[0] === undefined ? "" : `(iproute2 netns name: ${wordOf(names[0])})`;
      out.line(`nsid ${nsid ?? "unassigned"} ${current}${name}`);
    }
    return 0;
  },
};

function withoutForeignName(entry: NsidEntry): NsidEntry {
  return entry.currentNsid === undefined ? { ...entry, names: [] } : entry;
}

/** Keywords with their numbers, in any order. */
function parse(args: readonly string[], context: Context): { nsid?: number; target?: number } {
  const given: { nsid?: number; "target-nsid"?: number } = {};
  for (let position = 0; position < args.length; position += 2) {
    const [keyword, word] = args.slice(position, position + 2);
    if (keyword !== "nsid" && keyword !== "target-nsid") {
      printUsage(context);
      throw new Failure(255);
    }
    if (given[keyword] !== undefined) {
      throw usageFailure(`Error: duplicate "${keyword}": "${keyword}" is the second value.`);
    }
    given[keyword] = parsePositive(keyword, word);
  }
  const { nsid, "target-nsid": target } = given;
  return { ...(nsid !== undefined && { nsid }), ...(target !== undefined && { target }) };
}

/** A list that is refused ends with status 1, and in JSON is an empty one; a single id that is refused, with 2. */
function find(options: ListNsidsOptions, context: Context): readonly NsidEntry[] {
  try {
    return listNsids(options).entries;
  } catch (error) {
    if (!isNetlinkError(error) || options.nsid !== undefined) throw error;
    if (context.settings.json) printJson([], context);
    context.warn(netlinkText(error));
    throw new Failure(1, "Dump terminated", { cause: error });
  }
}

function parsePositive(keyword: string, word: string | undefined): number {
  if (word === undefined) throw usageFailure('Command line is not complete. Try option "help"');
  const value = parseInteger(word);
  if (value === undefined) throw usageFailure(`Error: argument "${word}" is wrong: "${keyword}" value is invalid`);
  if (value < 0) throw usageFailure(`Error: argument "${word}" is wrong: "${keyword}" value should be >= 0`);
  return value;
}
