import { remove } from "../commands/delete.js";
import { main } from "../main.js";
import type { CommandsOf } from "../part.js";

main({ commands: { delete: remove } satisfies CommandsOf<"delete"> });
