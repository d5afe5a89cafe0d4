import { listPids } from "@netns/core";
import type { Command } from "../context.js";
import { toBytes } from "../words.js";
import { refuseMore, requireName } from "./arguments.js";
import { hasOwnJson, printJson } from "./print.js";

export const pids: Command = {
  run(args, context) {
    const name = requireName(args[0]);
    refuseMore(args, 1);
    const found = listPids(toBytes(name), context.paths);
    if (hasOwnJson(context)) {
      printJson(
        found.map((pid) => ({ pid })),
        context,
      );
      return 0;
    }
    for (const pid of found) context.out.line(String(pid));
    return 0;
  },
};
