import { listNsids } from "@netns/core";
import type { Command } from "../context.js";
import { Failure, usageFailure } from "../failure.js";
import { formatRecords } from "../json.js";
import { parseInteger } from "../numbers.js";
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
    const records = listNsids({ ...paths, nsid: given.nsid, targetNsid: given["target-nsid"] });
    if (settings.json) {
      out.line(
        formatRecords(
          records.map(({ nsid, currentNsid, names }) => ({ nsid, "current-nsid": currentNsid, name: names[0] })),
          settings.pretty,
        ),
      );
      return 0;
    }
    for (const { nsid, currentNsid, names } of records) {
      const current = given["target-nsid"] === undefined ? "" : `current-nsid ${currentNsid ?? "unassigned"} `;
      const name = names[0] === undefined ? "" : `(iproute2 netns name: ${names[0]})`;
      out.line(`nsid ${nsid ?? "unassigned"} ${current}${name}`);
    }
    return 0;
  },
};

function parsePositive(keyword: string, word: string | undefined): number {
  if (word === undefined) throw usageFailure('Command line is not complete. Try option "help"');
  const value = parseInteger(word);
  if (value === undefined) throw usageFailure(`Error: argument "${word}" is wrong: "${keyword}" value is invalid`);
  if (value < 0) throw usageFailure(`Error: argument "${word}" is wrong: "${keyword}" value should be >= 0`);
  return value;
}
