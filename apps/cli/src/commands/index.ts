import type { Command } from "../context.js";
import { Failure } from "../failure.js";
import { printUsage } from "../usage.js";
import { add } from "./add.js";
import { attach } from "./attach.js";
import { remove } from "./delete.js";
import { exec } from "./exec.js";
import { identify } from "./identify.js";
import { list } from "./list.js";
import { listId } from "./list-id.js";
import { monitor } from "./monitor.js";
import { pids } from "./pids.js";
import { set } from "./set.js";

const help: Command = {
  names: ["help"],
  run(_args, context) {
    printUsage(context);
    throw new Failure(255);
  },
};

/** In the order in which ip(8) compares: an abbreviation means the first that it is the beginning of. */
const commands: readonly Command[] = [list, listId, help, add, set, remove, identify, pids, exec, monitor, attach];

/** The command that a word means: a name, or the beginning of one. Without a word, `list`. */
export function findCommand(word: string | undefined): Command | undefined {
  if (word === undefined) return list;
  if (word === "") return undefined;
  return commands.find(({ names }) => names.some((name) => name.startsWith(word)));
}
