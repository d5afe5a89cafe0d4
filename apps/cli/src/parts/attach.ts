import { attach } from "../commands/attach.js";
import { main } from "../main.js";
import type { CommandsOf } from "../part.js";

main({ commands: { attach } satisfies CommandsOf<"attach"> });
