import { enterForGood, NamespaceError } from "@netns/core";
import type { Context } from "./context.js";
import { Failure } from "./failure.js";
import { restoreWords, toBytes } from "./words.js";

/** Enters a namespace for good, for `-netns NAME`. @throws Failure with status 255 */
export function enter(name: string, { paths, warn }: Pick<Context, "paths" | "warn">): void {
  try {
    enterForGood(toBytes(name), { ...paths, onWarning: ({ message }) => warn(restoreWords(message, [name])) });
  } catch (error) {
    if (error instanceof NamespaceError) throw new Failure(255, error.message, { cause: error });
    throw error;
  }
}
