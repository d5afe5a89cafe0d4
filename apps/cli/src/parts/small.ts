import { help } from "../commands/help.js";
import { identify } from "../commands/identify.js";
import { pids } from "../commands/pids.js";
import { main } from "../main.js";
import type { CommandsOf } from "../part.js";

main({ commands: { help, identify, pids } satisfies CommandsOf<"small"> });
