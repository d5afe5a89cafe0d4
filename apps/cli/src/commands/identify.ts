import { identifyProcess } from "@netns/core";
import type { Command } from "../context.js";
import { refusal } from "../failure.js";
import { refuseMore } from "./arguments.js";

export const identify: Command = {
  names: ["identify"],
  run(args, { out, paths }) {
    refuseMore(args, 1);
    const [word = "self"] = args;
    if (word !== "self" && !/^[0-9]+$/.test(word)) throw refusal(`Specified string '${word}' is not a pid`);
    const names = identifyProcess(word === "self" ? word : Number(word), paths);
    // Every name, as the manual says; ip(8) shows the last it finds. Without a name an empty line, as there.
    for (const { name } of names) out.line(name);
    if (names.length === 0) out.line("");
    return 0;
  },
};
