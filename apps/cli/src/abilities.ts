import type { handOver } from "./as-ip/hand-over.js";
import type { runBatch } from "./batch/run.js";
import type { CommandName } from "./commands/names.js";
import type { Command } from "./context.js";
import type { enter } from "./enter.js";

/** What a part of the built command brings along (see part.ts). What is missing no command line asks of it. */
export interface Abilities {
  readonly commands: Readonly<Partial<Record<CommandName, Command>>>;
  readonly runBatch?: typeof runBatch;
  readonly handOver?: typeof handOver;
  readonly enter?: typeof enter;
}

/** @throws Error when part.ts has chosen a part that cannot do what the command line asks: a mistake of ours. */
export function needed<T>(ability: T | undefined, name: string): T {
  if (ability === undefined) throw new Error(`this part of the command has no ${name}`);
  return ability;
}
