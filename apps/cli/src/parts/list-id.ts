import { listId } from "../commands/list-id.js";
import { main } from "../main.js";
import type { CommandsOf } from "../part.js";

main({ commands: { "list-id": listId } satisfies CommandsOf<"list-id"> });
