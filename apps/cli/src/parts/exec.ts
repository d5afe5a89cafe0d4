import { exec } from "../commands/exec.js";
import { main } from "../main.js";
import type { CommandsOf } from "../part.js";

main({ commands: { exec } satisfies CommandsOf<"exec"> });
