import { listPids } from "@netns/core";
import type { Command } from "../context.js";
import { refuseMore, requireName } from "./arguments.js";

export const pids: Command = {
  names: ["pids"],
  run(args, { out, paths }) {
    const name = requireName(args[0]);
    refuseMore(args, 1);
    for (const pid of listPids(name, paths)) out.line(String(pid));
    return 0;
  },
};
