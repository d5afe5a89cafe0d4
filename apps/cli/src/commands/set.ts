import { setNsid } from "@netns/core";
import type { Command } from "../context.js";
import { refusal, usageFailure } from "../failure.js";
import { parseInteger } from "../numbers.js";
import { requireName } from "./arguments.js";

export const set: Command = {
  names: ["set"],
  run([name, word], { paths }) {
    const known = requireName(name);
    if (word === undefined) throw refusal("No nsid specified");
    setNsid(known, parseNsid(word), paths);
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
