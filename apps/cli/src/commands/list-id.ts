import { type ListNsidsOptions, listNsids, NetlinkError, type NsidEntry } from "@netns/core";
import type { Command, Context } from "../context.js";
import { Failure, usageFailure } from "../failure.js";
import { formatRecords } from "../json.js";
import { parseInteger } from "../numbers.js";
import { netlinkText } from "../report.js";
import { printUsage } from "../usage.js";

export const listId: Command = {
  names: ["list-id"],
  run(args, context) {
    const { settings, out, paths } = context;
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
    const records = find({ ...paths, nsid: given.nsid, targetNsid: given["target-nsid"] }, context);
    if (settings.json) {
      out.line(
        formatRecords(
          records.map(({ nsid, currentNsid, names }) => ({ nsid, "current-nsid": currentNsid, name: names[0]?.name })),
          settings.pretty,
        ),
      );
      return 0;
    }
    for (const { nsid, currentNsid, names } of records) {
      const current = given["target-nsid"] === undefined ? "" : `current-nsid ${currentNsid ?? "unassigned"} `;
      const name = names[0] === undefined ? "" : `(iproute2 netns name: ${names[0].name})`;
      out.line(`nsid ${nsid ?? "unassigned"} ${current}${name}`);
    }
    return 0;
  },
};

/** A list that is refused ends with status 1, and in JSON is an empty one; a single id that is refused, with 2. */
function find(options: ListNsidsOptions, { settings, out, warn }: Context): readonly NsidEntry[] {
  try {
    return listNsids(options).entries;
  } catch (error) {
    if (!(error instanceof NetlinkError) || options.nsid !== undefined) throw error;
    if (settings.json) out.line(formatRecords([], settings.pretty));
    warn(netlinkText(error));
    throw new Failure(1, "Dump terminated");
  }
}

function parsePositive(keyword: string, word: string | undefined): number {
  if (word === undefined) throw usageFailure('Command line is not complete. Try option "help"');
  const value = parseInteger(word);
  if (value === undefined) throw usageFailure(`Error: argument "${word}" is wrong: "${keyword}" value is invalid`);
  if (value < 0) throw usageFailure(`Error: argument "${word}" is wrong: "${keyword}" value should be >= 0`);
  return value;
}
