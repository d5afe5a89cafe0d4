import { add } from "../commands/add.js";
import { main } from "../main.js";
import type { CommandsOf } from "../part.js";

main({ commands: { add } satisfies CommandsOf<"add"> });
