import type { Command } from "../context.js";
import { add } from "./add.js";
import { attach } from "./attach.js";
import { remove } from "./delete.js";
import { exec } from "./exec.js";
import { help } from "./help.js";
import { identify } from "./identify.js";
import { list } from "./list.js";
import { listId } from "./list-id.js";
import { monitor } from "./monitor.js";
import { type CommandName, findName } from "./names.js";
import { pids } from "./pids.js";
import { set } from "./set.js";

const commands: Readonly<Record<CommandName, Command>> = {
  list,
  "list-id": listId,
  help,
  add,
  set,
  delete: remove,
  identify,
  pids,
  exec,
  monitor,
  attach,
};

/** The command that a word means: a name, or the beginning of one. Without a word, `list`. */
export function findCommand(word: string | undefined): Command | undefined {
  const name = findName(word);
  return name && commands[name];
}
