import { setNsid } from "@netns/core";
import type { Command } from "../context.js";
import { refusal, usageFailure } from "../failure.js";
import { parseInteger } from "../numbers.js";
import { toBytes } from "../words.js";
import { requireName } from "./arguments.js";
import { confirm } from "./print.js";

export const set: Command = {
  run([word, number], context) {
    const name = requireName(word);
    if (number === undefined) throw refusal("No nsid specified");
    const { nsid } = setNsid(toBytes(name), parseNsid(number), context.paths);
    confirm(name, context, { id: nsid });
    return 0;
  },
};

function parseNsid(word: string): number | "auto" {
  if (word === "auto") return word;
  const nsid = parseInteger(word);
  if (nsid === undefined) throw usageFailure(`Error: argument "${word}" is wrong: Invalid "netnsid" value`);
  if (nsid < 0) throw usageFailure(`Error: argument "${word}" is wrong: "netnsid" value should be >= 0`);
  return nsid;
}
