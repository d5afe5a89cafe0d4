import { list } from "../commands/list.js";
import { main } from "../main.js";
import type { CommandsOf } from "../part.js";

main({ commands: { list } satisfies CommandsOf<"list"> });
