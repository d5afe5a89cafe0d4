import { handOver } from "../as-ip/hand-over.js";
import { runBatch } from "../batch/run.js";
import { add } from "../commands/add.js";
import { attach } from "../commands/attach.js";
import { remove } from "../commands/delete.js";
import { exec } from "../commands/exec.js";
import { help } from "../commands/help.js";
import { identify } from "../commands/identify.js";
import { list } from "../commands/list.js";
import { listId } from "../commands/list-id.js";
import { monitor } from "../commands/monitor.js";
import { pids } from "../commands/pids.js";
import { set } from "../commands/set.js";
import { enter } from "../enter.js";
import { main } from "../main.js";
import type { CommandsOf } from "../part.js";

const commands: CommandsOf<"whole"> = {
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

main({ commands, runBatch, handOver, enter });
