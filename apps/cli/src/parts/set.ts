import { set } from "../commands/set.js";
import { main } from "../main.js";
import type { CommandsOf } from "../part.js";

main({ commands: { set } satisfies CommandsOf<"set"> });
