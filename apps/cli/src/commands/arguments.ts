import { refusal } from "../failure.js";

/** The name that a subcommand cannot do without. */
export function requireName(name: string | undefined): string {
  if (name === undefined) throw refusal("No netns name specified");
  return name;
}

/** For the few subcommands that look at words too many. */
export function refuseMore(args: readonly string[], most: number): void {
  if (args.length > most) throw refusal("extra arguments specified");
}
